import {
	formSchema,
	pageOf,
	required,
	reads,
	writes,
	type CallContext,
	queryList,
	queryObjects,
} from '../operation.js';
import {AwsError} from '../answer.js';
import {authoriseIdentity} from '../authorise.js';
import {newIdentifier} from '../sts.js';
import {type State} from '../state.js';
import {type JsonObject} from '../../json.js';
import {type RequestContext} from '../conditions.js';
import {evaluateIdentity, type Caller, type PolicyRequest} from '../evaluate.js';
import {acceptInlinePolicy, acceptManagedPolicy} from './accept-policy.js';
import {
	encodePolicy,
	describeAttached,
	describePolicy,
	describeVersion,
	noSuchEntity,
	readName,
	readPath,
} from './describe.js';
import {readsRole, writesRole} from './roles.js';
import {type Identity, type ManagedPolicy, findManagedPolicy} from './records.js';

const findInlinePolicy = ({inline}: Identity, name: string): string => {
	const text = Object.hasOwn(inline, name) ? inline[name] : undefined;
	if (text === undefined) {
		throw noSuchEntity(`The role policy with name ${name} cannot be found.`);
	}

	return text;
};

/** PutRolePolicy, GetRolePolicy, ListRolePolicies and DeleteRolePolicy: the inline policies of a role. */
export const rolePolicyOperations = {
	PutRolePolicy: writesRole(({name: roleName, role}, form) => {
		const name = readName(form, 'PolicyName');
		const text = required(form, 'PolicyDocument');
		const others = Object.entries(role.inline).flatMap(([other, kept]) =>
			other === name ? [] : [kept],
		);
		acceptInlinePolicy(text, roleName, others);
		role.inline[name] = text;
	}),

	GetRolePolicy: readsRole(({name: roleName, role}, form) => {
		const name = readName(form, 'PolicyName');
		return {
			RoleName: roleName,
			PolicyName: name,
			PolicyDocument: encodePolicy(findInlinePolicy(role, name)),
		};
	}),

	ListRolePolicies: readsRole(({role}, form) =>
		pageOf(form, 'PolicyNames', Object.keys(role.inline).toSorted()),
	),

	DeleteRolePolicy: writesRole(({role}, form) => {
		const name = readName(form, 'PolicyName');
		findInlinePolicy(role, name);
		Reflect.deleteProperty(role.inline, name);
	}),
};

/** How many managed policies a role can have. */
const mostAttached = 10;

const requirePolicy = (arn: string, {state}: CallContext): void => {
	if (!findManagedPolicy(state, arn)) {
		throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
	}
};

const asksPolicy = (form: URLSearchParams) => ({'iam:policyarn': [required(form, 'PolicyArn')]});

/** The managed policies of a role, and its permissions boundary. */
export const attachmentOperations = {
	AttachRolePolicy: writesRole(({role}, form, context) => {
		const arn = required(form, 'PolicyArn');
		requirePolicy(arn, context);
		if (role.attached.includes(arn)) {
			return;
		}

		if (role.attached.length >= mostAttached) {
			throw new AwsError(
				'LimitExceeded',
				`Cannot exceed quota for PoliciesPerRole: ${mostAttached}`,
				409,
			);
		}

		role.attached.push(arn);
	}, asksPolicy),

	DetachRolePolicy: writesRole(({role}, form) => {
		const arn = required(form, 'PolicyArn');
		if (!role.attached.includes(arn)) {
			throw noSuchEntity(`Policy ${arn} was not found.`);
		}

		role.attached = role.attached.filter((one) => one !== arn);
	}, asksPolicy),

	ListAttachedRolePolicies: readsRole(({role}, form) =>
		pageOf(form, 'AttachedPolicies', describeAttached(role)),
	),

	PutRolePermissionsBoundary: writesRole(
		({role}, form, context) => {
			const arn = required(form, 'PermissionsBoundary');
			requirePolicy(arn, context);
			role.boundary = arn;
		},
		(form) => ({'iam:permissionsboundary': [required(form, 'PermissionsBoundary')]}),
	),

	DeleteRolePermissionsBoundary: writesRole(({role, name}) => {
		if (role.boundary === undefined) {
			throw noSuchEntity(`Role ${name} has no permissions boundary.`);
		}

		Reflect.deleteProperty(role, 'boundary');
	}),
};

const findPolicy = (
	form: URLSearchParams,
	{state, caller, operation}: CallContext,
): {arn: string; policy: ManagedPolicy} => {
	const arn = required(form, 'PolicyArn');
	authoriseIdentity(caller, `iam:${operation}`, arn);
	const policy = findManagedPolicy(state, arn);
	if (!policy) {
		throw noSuchEntity(`Policy ${arn} was not found.`);
	}

	return {arn, policy};
};

/** CreatePolicy, GetPolicy, GetPolicyVersion and DeletePolicy. */
export const managedPolicyOperations = {
	CreatePolicy: writes(formSchema, (form, {state, caller, now}) => {
		const name = readName(form, 'PolicyName');
		const arn = `arn:aws:iam::${caller.account}:policy${readPath(form)}${name}`;
		authoriseIdentity(caller, 'iam:CreatePolicy', arn);
		const text = required(form, 'PolicyDocument');
		acceptManagedPolicy(text);
		if (Object.hasOwn(state.managedPolicies, arn)) {
			throw new AwsError(
				'EntityAlreadyExists',
				`A policy called ${name} already exists. Duplicate names are not allowed.`,
				409,
			);
		}

		const policy = {
			id: newIdentifier('ANPA'),
			createdAt: now,
			description: form.get('Description') ?? undefined,
			versions: {v1: {text, createdAt: now}},
			defaultVersion: 'v1',
		};
		state.managedPolicies[arn] = policy;
		return {Policy: describePolicy(arn, policy, [])};
	}),

	GetPolicy: reads(formSchema, (form, context) => {
		const {arn, policy} = findPolicy(form, context);
		const users = Object.values(context.state.identities);
		return {Policy: describePolicy(arn, policy, users)};
	}),

	GetPolicyVersion: reads(formSchema, (form, context) => {
		const {arn, policy} = findPolicy(form, context);
		const id = required(form, 'VersionId');
		if (!policy.versions[id]) {
			throw noSuchEntity(`Policy ${arn} version ${id} does not exist or is not attachable.`);
		}

		return {PolicyVersion: describeVersion(policy, id)};
	}),

	DeletePolicy: writes(formSchema, (form, context) => {
		const {arn} = findPolicy(form, context);
		const {identities, managedPolicies} = context.state;
		const isUsed = Object.values(identities).some(({attached, boundary}) =>
			[...attached, boundary].includes(arn),
		);
		if (isUsed) {
			throw new AwsError('DeleteConflict', 'Cannot delete a policy attached to entities.', 409);
		}

		Reflect.deleteProperty(managedPolicies, arn);
	}),
};

/** The text of a managed policy's default version. */
const defaultText = ({versions, defaultVersion}: ManagedPolicy): string =>
	versions[defaultVersion]?.text ?? '';

/** Everything that decides what a role or user may do by itself: the texts of its policies, and of its boundary. */
export const effectivePolicies = (
	state: State,
	{inline, attached, boundary}: Identity,
): {policies: string[]; boundary?: string} => {
	const managed = [...attached, ...(boundary === undefined ? [] : [boundary])]
		.map((arn) => findManagedPolicy(state, arn))
		.map((policy) => (policy ? defaultText(policy) : ''));
	return {
		policies: [
			...Object.values(inline),
			...managed.slice(0, attached.length).filter((text) => text !== ''),
		],
		...(boundary !== undefined && {boundary: managed.at(-1) ?? ''}),
	};
};

const readActions = (form: URLSearchParams): string[] => {
	const actions = queryList(form, 'ActionNames');
	if (actions.length === 0 || actions.some((action) => !/^[\-0-9a-z]+:\w+$/iv.test(action))) {
		throw new AwsError(
			'InvalidInput',
			'ActionNames has names such as kms:CreateKey, at least one.',
		);
	}

	return actions;
};

/** The condition keys that the caller wants the request to have. */
const readContext = (form: URLSearchParams): RequestContext =>
	Object.fromEntries(
		queryObjects(form, 'ContextEntries', 'ContextKeyName').map((prefix) => [
			(form.get(`${prefix}ContextKeyName`) ?? '').toLowerCase(),
			queryList(form, `${prefix}ContextKeyValues`),
		]),
	);

const decide = (
	identity: Pick<Caller, 'policies' | 'boundary'>,
	request: PolicyRequest,
): JsonObject => {
	const {own, boundary} = evaluateIdentity(identity, request);
	return {
		EvalDecision: own === 'allowed' || boundary === 'explicitDeny' ? boundary : own,
		...(identity.boundary !== undefined && {
			PermissionsBoundaryDecisionDetail: {
				AllowedByPermissionsBoundary: boundary === 'allowed',
			},
		}),
	};
};

/** SimulatePrincipalPolicy: what the policies of a role or user say to each action on each resource, and nothing else. */
const simulate = (form: URLSearchParams, {state, caller}: CallContext): JsonObject => {
	const source = required(form, 'PolicySourceArn');
	authoriseIdentity(caller, 'iam:SimulatePrincipalPolicy', source);
	// A session is not a source: its role has to be named.
	if (!/^arn:aws:iam::\d{12}:(?:user|role|group)\/.+$/v.test(source)) {
		throw new AwsError(
			'InvalidInput',
			'Invalid Entity Arn: it has to be the ARN of a user, a group or a role.',
		);
	}

	const actions = readActions(form);
	const identity = state.identities[source];
	if (!identity) {
		throw new AwsError('NoSuchEntity', `${source} cannot be found.`, 404);
	}

	const policies = effectivePolicies(state, identity);
	const context = readContext(form);
	const given = queryList(form, 'ResourceArns');
	const results = actions.flatMap((action) =>
		(given.length === 0 ? ['*'] : given).map((resource) => ({
			EvalActionName: action,
			EvalResourceName: resource,
			...decide(policies, {action, resource, context}),
			MatchedStatements: [],
			MissingContextValues: [],
		})),
	);
	return pageOf(form, 'EvaluationResults', results);
};

/** SimulatePrincipalPolicy. */
export const simulationOperations = {SimulatePrincipalPolicy: reads(formSchema, simulate)};
