import {type Change} from '../resources/call.js';
import {findCallKind} from '../resources/registry.js';
import {runTag} from '../resources/ownership.js';
import {diffPolicies} from '../policy/compare-policies.js';
import {type Statement} from '../policy/policy-document.js';
import {parsePrincipals} from '../policy/principals.js';
import {summarizeStatement} from '../policy/summarize-statement.js';
import {formatWord} from '../terminal/foreign-text.js';
import {formatCount} from '../terminal/text.js';
import {type Fact} from './guide.js';
import {type WorkatoName} from './ownership.js';

/** Whose account it is, and which accounts the answers name as Workato's. */
type Sides = {
	readonly account: string;
	readonly partners: readonly string[];
	readonly workato: Pick<WorkatoName, 'isKnown'>;
};

/** Who gets what by a policy that is written, who loses it, and how much stays: read from what is sent and what it replaces. */
export function policyFacts({policy, call}: Change, sides: Sides): Fact[] {
	if (!policy) {
		return [];
	}

	const title = findCallKind(call)?.policy?.title ?? 'Policy';
	const {blocks} = diffPolicies(policy.before, policy.after);
	const kept = blocks.filter(({kind}) => kind === 'kept').length;
	return [
		...blocks.flatMap(({kind, statement}) =>
			kind === 'kept'
				? []
				: kind === 'removed'
					? [{label: 'Taken away', value: valueOf(statement)}]
					: [factOf(statement, sides)],
		),
		...(kept > 0
			? [{label: 'Stays', value: `${formatCount(kept, 'statement')} of the ${title.toLowerCase()}`}]
			: []),
	];
}

function factOf(statement: Statement, {account, partners, workato}: Sides): Fact {
	const value = valueOf(statement);
	const principals = parsePrincipals(statement);
	const isAll = (isFit: (account: string | undefined) => boolean) =>
		principals.length > 0 && principals.every((each) => isFit(each.account));
	if (statement.Effect !== 'Allow') {
		return {label: 'Denied', value};
	}

	if (isAll((each) => each === account)) {
		const isOwner =
			principals.every(({kind}) => kind === 'account') &&
			[statement.Action].flat().includes('kms:*') &&
			statement.Condition === undefined;
		return isOwner
			? {label: 'Owner', value: `account ${account}, full control`}
			: {label: 'Own account', value};
	}

	const isPartner = isAll((each) => each !== undefined && partners.includes(each));
	const isOfRole = statement.Principal === undefined && statement.NotPrincipal === undefined;
	return {label: isOfRole ? 'May' : isPartner && workato.isKnown ? 'Workato' : 'Lets in', value};
}

function valueOf(statement: Statement): string {
	const {who, what} = summarizeStatement(statement);
	return who === '' ? what : `${who}: ${what}`;
}

/** What a thing is tagged with and described as, from the input of the call that makes it. */
export function labelFacts(
	description: string | undefined,
	tags: ReadonlyArray<readonly [string, string]>,
): Fact[] {
	return [
		...(description === undefined || description === ''
			? []
			: [{label: 'Description', value: formatWord(description, 500)}]),
		...(tags.length === 0
			? []
			: [
					{
						label: 'Tags',
						value: tags
							.map(([name, value]) =>
								name === runTag ? 'a mark of this run' : `${formatWord(name)}=${formatWord(value)}`,
							)
							.join(', '),
					},
				]),
	];
}
