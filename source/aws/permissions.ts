import {
	GetRoleCommand,
	paginateSimulatePrincipalPolicy,
} from '@aws-sdk/client-iam';
import {sessionRoleName} from './arn.js';
import {describeAwsError} from './errors.js';
import {find, type Found} from './find.js';
import {type Identity} from './identity.js';
import {type AwsSession} from './session.js';

/** Which of the asked actions the identity may do by its own policies, and which not. */
export type Permissions = {allowed: string[]; missing: string[]};

/**
Asks IAM whether an identity may do some actions (iam:SimulatePrincipalPolicy). `unknown` where that may not be asked.
The simulation knows the identity's policies only: key policies and some organisation rules can still refuse.
*/
export async function simulatePermissions(
	session: AwsSession,
	identity: Identity,
	actions: readonly string[],
): Promise<Found<Permissions>> {
	if (identity.arn.endsWith(':root')) {
		// The account's root user is not limited by IAM policies, and IAM cannot simulate it.
		return {state: 'found', value: {allowed: [...actions], missing: []}};
	}

	const found = await find(async () => {
		const source = await policySource(session, identity);
		const decisions = new Map<string, string>();
		const pages = paginateSimulatePrincipalPolicy(
			{client: session.iam},
			{PolicySourceArn: source, ActionNames: [...actions]},
		);
		for await (const page of pages) {
			for (const result of page.EvaluationResults ?? []) {
				const action = result.EvalActionName?.toLowerCase() ?? '';
				if (decisions.get(action) !== 'denied') {
					decisions.set(
						action,
						result.EvalDecision === 'allowed' ? 'allowed' : 'denied',
					);
				}
			}
		}

		const decided = (decision: string | undefined) =>
			actions.filter(
				(action) => decisions.get(action.toLowerCase()) === decision,
			);
		const [unanswered] = decided(undefined);
		if (unanswered !== undefined) {
			throw new Error(`IAM did not say whether ${unanswered} is allowed.`);
		}

		return {allowed: decided('allowed'), missing: decided('denied')};
	});
	return found.state === 'absent'
		? {
				state: 'unknown',
				code: 'NoSuchEntity',
				reason: 'IAM does not know this identity as a role or user.',
			}
		: found;
}

// IAM simulates roles, not their sessions; only GetRole knows the path of a role (SSO roles have one).
async function policySource(
	session: AwsSession,
	{arn, account, partition}: Identity,
): Promise<string> {
	const name = sessionRoleName(arn);
	if (name === undefined) {
		return arn;
	}

	try {
		const {Role} = await session.iam.send(new GetRoleCommand({RoleName: name}));
		return Role?.Arn ?? `arn:${partition}:iam::${account}:role/${name}`;
	} catch (error) {
		if (describeAwsError(error).kind === 'denied') {
			return `arn:${partition}:iam::${account}:role/${name}`;
		}

		throw error;
	}
}
