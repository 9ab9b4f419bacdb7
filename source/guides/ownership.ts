import {type SavedSetup} from '../setups/saved-setup.js';
import {type Lookup, type Unknown} from '../aws/errors.js';
import {type Identity} from '../aws/session.js';
import {type Change} from '../resources/call.js';
import {partitionOfRegion} from '../aws/regions.js';
import {sentences} from '../terminal/text.js';
import {joinWords} from '../terminal/phrases.js';
import {unknownAccount, type Location, type Blocker} from './guide.js';

/** What marks the things a setup makes as its own, and the place it belongs to. */
export type OwnSetup = {
	name: string;
	runId: string;
	/** Empty until AWS has said who we are. */
	account?: string;
	region?: string;
	/** What names in the answers stood for when they were first used. */
	names?: Readonly<Record<string, string>>;
	/** The accounts that were given to the assistant on this machine as Workato's. */
	pastedAccounts?: readonly string[];
};

/** The marks and the place of a saved setup. */
export function ownSetup({setup, runId, account, names, pastedAccounts}: SavedSetup): OwnSetup {
	const {name, region} = setup;
	return {
		name,
		runId,
		...(account && {account}),
		...(region && {region}),
		...(names && {names}),
		...(pastedAccounts && {pastedAccounts}),
	};
}

/** The identity of an observation that nobody made: the account's root, as nothing is known of who will act. */
export function unknownIdentity({account = unknownAccount, region}: Location): Lookup<Identity> {
	const partition = partitionOfRegion(region);
	return {
		state: 'found',
		value: {
			account,
			arn: `arn:${partition}:iam::${account}:root`,
			partition,
			source: 'nobody was asked',
		},
	};
}

/** What an observation that nobody made has in place of what only AWS knows. */
export const notAsked = {
	state: 'unknown',
	code: 'NotAsked',
	reason: 'AWS was not asked',
} as const satisfies Unknown;

/** The identity of whoever will look one day: nobody yet, in the account that was planned for. */
export function describeObserver(planned: Lookup<Identity>): Lookup<Identity> {
	return planned.state === 'found'
		? {
				state: 'found',
				value: {...planned.value, arn: 'whoever looks', source: 'their own sign-in'},
			}
		: planned;
}

/** Nothing is written while something that AWS was asked is unknown; `what` says what. */
export function couldNotObserve(
	what: string,
	found: {state: string} & Partial<Omit<Unknown, 'state'>>,
): Blocker {
	return {
		code: found.code ?? 'CannotTell',
		...kindOf(found),
		message: sentences(`AWS did not say ${what}${found.reason ? `: ${found.reason}` : ''}`),
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
	return kind ? {kind} : ['CannotTell', 'NotShownYet'].includes(code) ? {kind: 'cannot-tell'} : {};
}

/** Why a setup may not be gone on with here: it belongs to another account or region. */
export function locationBlockers({account}: Identity, region: string, own: OwnSetup): Blocker[] {
	const hint = 'Go where the setup belongs, or start a setup of its own here. Nothing was changed.';
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

/** The accounts that Workato publishes as its own (docs of its S3 connector, and its command line tool). */
const publishedAccounts: ReadonlySet<string> = new Set(['353360065216', '484634596152']);

/** How a review, a row or a text names whom the answers call Workato. */
export type WorkatoName = {
	/** Whether it is known to be Workato: no account of it comes from a file alone. */
	isKnown: boolean;
	/** Within a sentence, where a comma closes what explains it; `start` begins one, `end` ends one. */
	who: string;
	start: string;
	end: string;
	/** What is theirs, within a sentence: “Workato’s statement”. */
	its: (thing: string) => string;
};

/**
Names the accounts that the answers call Workato's. A review must not vouch for what only a file says: an account that Workato does
not publish and nobody gave to the assistant on this machine is named by its number.
*/
export function nameWorkato(
	accounts: readonly string[],
	pasted: readonly string[] = [],
): WorkatoName {
	const unknown = [...new Set(accounts)].filter(
		(account) => !publishedAccounts.has(account) && !pasted.includes(account),
	);
	if (unknown.length === 0) {
		return {
			isKnown: true,
			who: 'Workato',
			start: 'Workato',
			end: 'Workato',
			its: (thing) => `Workato’s ${thing}`,
		};
	}

	const named = `${unknown.length === 1 ? 'account' : 'accounts'} ${joinWords(unknown)}, named by the file as Workato’s`;
	return {
		isKnown: false,
		who: `${named},`,
		start: `${named.replace(/^a/v, 'A')},`,
		end: named,
		its: (thing) => `the ${thing} of ${named},`,
	};
}
