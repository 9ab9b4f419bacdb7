import {type Statement} from '../../policy/policy-document.js';
import {type Change} from '../call.js';
import {type ExportPlan} from '../export.js';
import {
	actionsOf,
	ownArn,
	listArns,
	type OperatorStatements,
	type Permission,
} from '../permissions.js';
import {inputsOf} from '../resource.js';
import {
	createRole,
	deleteRole,
	deleteRolePolicy,
	putRolePolicy,
	updateTrustPolicy,
} from './calls.js';
import {roleEffects} from './effects.js';

// What shows everything that is in a role.
const read: Permission = {
	actions: [
		'iam:GetRole',
		'iam:GetRolePolicy',
		'iam:ListAttachedRolePolicies',
		'iam:ListRolePolicies',
	],
	why: 'judge a role',
};
const managedPolicies: Permission = {
	actions: ['iam:GetPolicy', 'iam:GetPolicyVersion'],
	why: 'what the managed policies of a role of yours allow besides',
};

const profiles: Permission = {
	actions: ['iam:ListInstanceProfilesForRole'],
	why: 'whether a role that the setup made is in an instance profile by now',
	when: 'undo',
};

/** What is read of roles. */
export const roleReads: readonly Permission[] = [
	read,
	managedPolicies,
	profiles,
	{
		actions: ['iam:GetAccountAuthorizationDetails'],
		why: 'with many projects: read their roles in a few calls; without it one by one',
	},
	{
		actions: ['iam:ListRoles'],
		why: 'the list to choose from',
		when: 'optional',
	},
];

/** What an operator needs for roles. */
export function rolePermissions(plan: ExportPlan): OperatorStatements {
	const {made, used} = rolesOf(plan.changes);
	return {
		use: [
			...(made.length > 0
				? [
						{
							Sid: 'SetUpAndCheckTheRoles',
							Effect: 'Allow' as const,
							Action: actionsOf(createRole.permission, read, putRolePolicy.permission),
							Resource: listArns(madeArns(plan, made)),
						},
					]
				: []),
			...(used.length > 0
				? [
						{
							Sid: 'AddToTheRoles',
							Effect: 'Allow' as const,
							Action: actionsOf(read, putRolePolicy.permission, updateTrustPolicy.permission),
							Resource: listArns(usedArns(plan, used)),
						},
						readPolicies(plan),
					]
				: []),
		],
	};
}

function readPolicies(plan: ExportPlan): Statement {
	return {
		Sid: 'ReadPoliciesOfTheRoles',
		Effect: 'Allow',
		Action: actionsOf(managedPolicies),
		Resource: [`arn:${plan.planned.partition}:iam::aws:policy/*`, ownArn(plan, 'iam', 'policy/*')],
	};
}

/** What it takes to revert what was done to roles. A role that the setup made may have got managed policies since. */
export function roleUndoPermissions(plan: ExportPlan): Statement[] {
	const {made, used} = rolesToUndo(plan);
	const statement = (
		Sid: string,
		arns: readonly string[],
		...permissions: readonly Permission[]
	): Statement[] =>
		arns.length === 0
			? []
			: [
					{
						Sid,
						Effect: 'Allow',
						Action: actionsOf(read, ...permissions),
						Resource: listArns(arns),
					},
				];
	return [
		...statement(
			'TakeTheRolesAway',
			madeArns(plan, made),
			profiles,
			deleteRole.permission,
			deleteRolePolicy.permission,
			updateTrustPolicy.permission,
		),
		...statement(
			'TakeBackFromTheRoles',
			usedArns(plan, used),
			deleteRolePolicy.permission,
			...(hadPolicies(plan) ? [putRolePolicy.permission] : []),
			updateTrustPolicy.permission,
		),
		...(made.length + used.length > 0 ? [readPolicies(plan)] : []),
	];
}

// What the journal says was done, and what the answers would do: they may have changed in between.
function rolesToUndo({changes, effects}: ExportPlan): ReturnType<typeof rolesOf> {
	const planned = rolesOf(changes);
	const done = effects.flatMap((effect) => roleEffects.own(effect) ?? []);
	const made = new Set([
		...planned.made,
		...done.flatMap(({kind, role}) => (kind === 'role' ? [role] : [])),
	]);
	const used = [...planned.used, ...done.map(({role}) => role)];
	return {made: [...made], used: used.filter((role) => !made.has(role))};
}

// Whether a policy stood under the name of one that the setup wrote: undo puts it back.
function hadPolicies({effects}: ExportPlan): boolean {
	return effects.some((effect) => {
		const own = roleEffects.own(effect);
		return own?.kind === 'role-policy' && own.before !== undefined;
	});
}

/** The names of the roles that changes make, and of those that they only add to. */
export function rolesOf(changes: readonly Change[]): {
	made: string[];
	used: string[];
} {
	const made = inputsOf(changes, createRole).map(({RoleName}) => RoleName);
	const written = [
		...inputsOf(changes, updateTrustPolicy),
		...inputsOf(changes, putRolePolicy),
	].map(({RoleName}) => RoleName);
	return {
		made,
		used: [...new Set(written)].filter((name) => !made.includes(name)),
	};
}

const madeArns = (plan: ExportPlan, names: readonly string[]): string[] =>
	names.map((name) => ownArn(plan, 'iam', `role/${name}`));

// A call names a role without its path. No two roles of an account have one name, so both patterns together are one role.
const usedArns = (plan: ExportPlan, names: readonly string[]): string[] =>
	names.flatMap((name) => ['', '*/'].map((path) => ownArn(plan, 'iam', `role/${path}${name}`)));
