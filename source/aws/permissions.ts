import {
	GetRoleCommand,
	IAMClient,
	paginateSimulatePrincipalPolicy,
	type ContextEntry,
} from '@aws-sdk/client-iam';
import {toList, type Statement, conditionRows, type Condition} from '../policy/policy-document.js';
import {sessionRoleName} from './arn.js';
import {describeAwsError, lookUp, type Lookup} from './errors.js';
import {type Identity, type AwsSession} from './session.js';

/** Which of the asked actions the identity may do by its own policies, and which not. */
export type Permissions = {
	allowed: string[];
	missing: string[];
	/** Nobody asked IAM: its policies do not limit the account's root user. */
	isRoot?: true;
};

/**
Asks IAM whether an identity may do what some statements allow: their actions on their very resources, so that whoever was
given just these statements passes (iam:SimulatePrincipalPolicy). `unknown` where that may not be asked. The simulation knows
the identity's policies only: key policies and some organisation rules can still refuse.
*/
export async function simulatePermissions(
	session: AwsSession,
	identity: Identity,
	statements: readonly Statement[],
): Promise<Lookup<Permissions>> {
	const actions = [...new Set(statements.flatMap(({Action}) => toList(Action)))];
	if (identity.arn.endsWith(':root')) {
		// The account's root user is not limited by IAM policies, and IAM cannot simulate it.
		return {state: 'found', value: {allowed: actions, missing: [], isRoot: true}};
	}

	const found = await lookUp(async () => {
		const source = await policySource(session, identity);
		const decided = await Promise.all(
			statements.map(async (each) => ({
				each,
				decisions: await simulateStatement(session, source, each),
			})),
		);
		const missing = new Set<string>();
		for (const {each, decisions} of decided) {
			for (const action of toList(each.Action)) {
				const isAllowed = decisions.get(action.toLowerCase());
				if (isAllowed === undefined) {
					throw new Error(`IAM did not say whether ${action} is allowed.`);
				}

				if (!isAllowed) {
					missing.add(action);
				}
			}
		}

		return {
			allowed: actions.filter((action) => !missing.has(action)),
			missing: actions.filter((action) => missing.has(action)),
		};
	});
	return found.state === 'absent'
		? {
				state: 'unknown',
				code: 'NoSuchEntity',
				reason: 'IAM does not know this identity as a role or user.',
			}
		: found;
}

/** What it takes to ask. */
export const simulationPermission = {
	actions: ['iam:SimulatePrincipalPolicy'],
	why: 'say in advance what is missing',
	when: 'optional',
} as const;

/** What lets an identity ask: about itself and nobody else. Only GetRole knows the path of a session's role. */
export function simulationStatements({arn, account, partition}: Identity): Statement[] {
	const role = sessionRoleName(arn);
	const isUser = arn.includes(':user/');
	// What would stand for several may ask for none.
	if ((role === undefined && !isUser) || /[*?]/v.test(arn)) {
		return [];
	}

	const roles = `arn:${partition}:iam::${account}:role`;
	const [simulate] = simulationPermission.actions;
	return [
		{
			Sid: 'AskWhatIsAllowed',
			Effect: 'Allow',
			Action: isUser ? simulate : ['iam:GetRole', simulate],
			Resource: isUser ? arn : [`${roles}/${role}`, `${roles}/*/${role}`],
		},
	];
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
		const {Role} = await session.client(IAMClient).send(new GetRoleCommand({RoleName: name}));
		return Role?.Arn ?? `arn:${partition}:iam::${account}:role/${name}`;
	} catch (error) {
		if (describeAwsError(error).kind === 'denied') {
			return `arn:${partition}:iam::${account}:role/${name}`;
		}

		throw error;
	}
}

/**
Asks IAM what the policies of `source` (a role or a user) say to everything that a statement would allow: each action on each
resource, with what its conditions ask for. Gives every action in lower case, allowed only where no resource is refused.
Rejects with AWS's error.
*/
async function simulateStatement(
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
