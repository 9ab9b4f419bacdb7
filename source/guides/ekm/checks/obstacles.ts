import {evaluateKeyPolicy} from '../../../policy/evaluate-key-policy.js';
import {
	type PolicyDocument,
	type Statement,
} from '../../../policy/policy-document.js';
import {parsePrincipals} from '../../../policy/principals.js';
import {
	type KeyProperties,
	withoutMfa,
} from '../../../policy/request-context.js';
import {type Verdict} from '../../check-row.js';
import {untilSoon} from '../../until-soon.js';
import {namedActions, neededActions} from '../judge-actions.js';

/** A key, as far as a policy speaks of it, and when it was looked at, in milliseconds since 1970. */
export type PlacedKey = {
	arn: string;
	account: string;
	properties?: KeyProperties;
	now?: number;
};

/**
Whether a key policy lets every principal of the wanted statements encrypt, decrypt and do whatever else these allow with
the key; a Deny, a condition or a missing statement is named. Only the key's side: Workato's own policies cannot be seen.
*/
export function obstacles(
	policy: PolicyDocument,
	wanted: Statement[],
	key: PlacedKey,
): Verdict {
	return untilSoon(policy, key.now, (now) =>
		obstaclesAt(policy, wanted, {...key, ...(now !== undefined && {now})}),
	);
}

function obstaclesAt(
	policy: PolicyDocument,
	wanted: Statement[],
	key: PlacedKey,
): Verdict {
	const principals = wanted.flatMap((statement) =>
		parsePrincipals(statement).map(({id}) => ({id, statement})),
	);
	const asked = [...new Set(principals.map(({id}) => id))].flatMap(
		(principal) => {
			const own = principals
				.filter(({id}) => id === principal)
				.map(({statement}) => statement);
			return [...new Set([...neededActions, ...namedActions(own)])].map(
				(action) => ({
					principal,
					action,
					...evaluateKeyPolicy(policy, {
						principal,
						action,
						keyArn: key.arn,
						keyAccount: key.account,
						...(key.properties && {key: key.properties}),
						...(key.now !== undefined && {now: key.now}),
						context: withoutMfa,
					}),
				}),
			);
		},
	);
	const refused = asked.filter(({verdict}) => verdict === 'not allowed');
	const unclear = asked.filter(({verdict}) => verdict === 'cannot tell');
	const words = (list: typeof asked) =>
		list.map(({action, because}) => `${action}: ${because}`).join(' ');
	if (refused.length > 0) {
		return {
			status: 'fail',
			detail: words(refused),
			fix: 'Take the Deny or the condition away for Workato’s role, or add the missing statement.',
		};
	}

	if (unclear.length > 0 || asked.length === 0) {
		return {
			status: 'unknown',
			detail:
				asked.length === 0
					? 'The setup holds no statement to try.'
					: words(unclear),
			fix: 'Look at the named statement; only Workato’s “Update key” can tell.',
		};
	}

	return {
		status: 'pass',
		detail: `The key policy lets ${[...new Set(asked.map(({principal}) => principal))].join(', ')} use ${[...new Set(asked.map(({action}) => action))].join(', ')}.`,
	};
}
