import {type Unknown} from '../aws/lookup.js';
import {type Identity} from '../aws/session.js';
import {type Change} from '../resources/call.js';
import {sentences} from '../terminal/text.js';
import {type Blocker} from './guide.js';
import {type Mark} from './mark.js';

/** Nothing is written while something that AWS was asked is unknown; `what` says what. */
export function couldNotLook(
	what: string,
	found: {state: string} & Partial<Omit<Unknown, 'state'>>,
): Blocker {
	return {
		code: found.code ?? 'CannotTell',
		...kindOf(found),
		message: sentences(
			`AWS did not say ${what}${found.reason ? `: ${found.reason}` : ''}`,
		),
		hint:
			found.code === 'NotShownYet'
				? 'Nothing is written until then, so that nothing is made twice.'
				: 'Nothing is written while this is unknown. If AWS refused, sign in again or get the permission; then try again.',
	};
}

/** What is there under the setup's name and is not as the answers want it: the changes that would be made to it, in a sentence; nothing where it lacks nothing. */
export function whatItLacks(changes: readonly Change[]): string[] {
	return changes.length === 0
		? []
		: [
				`It is not yet as the answers want it; this would be added: ${changes.map(({title}) => title).join('; ')}.`,
			];
}

// What AWS does not show yet, it may show soon.
function kindOf({
	code = 'CannotTell',
	kind,
}: Partial<Omit<Unknown, 'state'>>): Pick<Blocker, 'kind'> {
	return kind
		? {kind}
		: ['CannotTell', 'NotShownYet'].includes(code)
			? {kind: 'cannot-tell'}
			: {};
}

/** Why a setup may not be gone on with here: it belongs to another account or region. */
export function placeBlockers(
	{account}: Identity,
	region: string,
	own: Mark,
): Blocker[] {
	const hint =
		'Go where the setup belongs, or start a setup of its own here. Nothing was changed.';
	if (own.account && own.account !== account) {
		return [
			{
				code: 'OtherAccount',
				message: `You are signed in to account ${account}; this setup belongs to ${own.account}.`,
				hint,
			},
		];
	}

	return own.region && own.region !== region
		? [
				{
					code: 'OtherRegion',
					message: `You work in ${region}; this setup belongs to ${own.region}.`,
					hint,
				},
			]
		: [];
}
