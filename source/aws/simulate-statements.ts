import {
	paginateSimulatePrincipalPolicy,
	type ContextEntry,
	IAMClient,
} from '@aws-sdk/client-iam';
import {
	conditionRows,
	toList,
	type Condition,
	type Statement,
} from '../policy/policy-document.js';
import {type AwsSession} from './session.js';

/**
Asks IAM what the policies of `source` (a role or a user) say to everything that a statement would allow: each action on each
resource, with what its conditions ask for. Gives every action in lower case, allowed only where no resource is refused.
Rejects with AWS's error.
*/
export async function simulateStatement(
	session: Pick<AwsSession, 'client'>,
	source: string,
	{Action, Resource, Condition: condition = {}}: Statement,
): Promise<Map<string, boolean>> {
	const decisions = new Map<string, boolean>();
	const context = contextOf(condition);
	const pages = paginateSimulatePrincipalPolicy(
		{client: session.client(IAMClient)},
		{
			PolicySourceArn: source,
			ActionNames: toList(Action),
			ResourceArns: toList(Resource),
			...(context.length > 0 && {ContextEntries: context}),
		},
	);
	for await (const page of pages) {
		for (const result of page.EvaluationResults ?? []) {
			const action = result.EvalActionName?.toLowerCase() ?? '';
			const isAllowed = result.EvalDecision === 'allowed';
			decisions.set(action, isAllowed && (decisions.get(action) ?? true));
		}
	}

	return decisions;
}

function contextOf(condition: Condition): ContextEntry[] {
	return conditionRows(condition).map(({operator, key, wanted}) => ({
		ContextKeyName: key,
		ContextKeyType: operator.startsWith('For') ? 'stringList' : 'string',
		ContextKeyValues: wanted,
	}));
}
