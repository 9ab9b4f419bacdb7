import {type JsonObject} from '../../json.js';
import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../errors.js';
import {formSchema, invalid, pageOf, required} from '../form.js';
import {reads, writes, type CallContext} from '../operation.js';
import {newIdentifier} from '../sts.js';
import {acceptTrust} from './accept-policy.js';
import {describeIdentity, describeMore} from './describe.js';
import {findManagedPolicy} from './effective-policies.js';
import {findOwnRole, seeRole} from './find-role.js';
import {
	identitiesOf,
	namesOf,
	noSuchEntity,
	readName,
	readPath,
} from './names.js';
import {orphanPrincipal} from './orphan-principal.js';
import {type Identity} from './records.js';
import {mergeTags, readTags, tagsContext} from './tags.js';

const readSession = (form: URLSearchParams): number => {
	const seconds = Number(form.get('MaxSessionDuration') ?? 3600);
	if (!Number.isSafeInteger(seconds) || seconds < 3600 || seconds > 43_200) {
		throw invalid('MaxSessionDuration is 3600 to 43200.');
	}

	return seconds;
};

const readDescription = (form: URLSearchParams): string | undefined => {
	const description = form.get('Description') ?? undefined;
	if (
		description !== undefined &&
		!/^[\t\n\r\u{20}-\u{7E}\u{A1}-\u{FF}]{0,1000}$/v.test(description)
	) {
		throw invalid(
			'The specified value for description is invalid: up to 1000 printable characters.',
		);
	}

	return description;
};

const refuseTaken = (name: string, {state, caller}: CallContext): void => {
	// Names are unique whatever their case, and a role that is still spreading already has its name.
	const isTaken = Object.keys(state.identities).some(
		(arn) =>
			arn.startsWith(`arn:aws:iam::${caller.account}:role/`) &&
			namesOf(arn).name.toLowerCase() === name.toLowerCase(),
	);
	if (isTaken) {
		throw new AwsError(
			'EntityAlreadyExists',
			`Role with name ${name} already exists.`,
			409,
		);
	}
};

const createRole = (
	form: URLSearchParams,
	context: CallContext,
): JsonObject => {
	const {state, caller, now} = context;
	const name = readName(form, 'RoleName');
	const arn = `arn:aws:iam::${caller.account}:role${readPath(form)}${name}`;
	const tags = readTags(form);
	const boundary = form.get('PermissionsBoundary') ?? undefined;
	const request = {
		...tagsContext(tags),
		...(boundary !== undefined && {'iam:permissionsboundary': [boundary]}),
	};
	authoriseIdentity(caller, 'iam:CreateRole', arn, request);
	if (tags.length > 0) {
		authoriseIdentity(caller, 'iam:TagRole', arn, request);
	}

	const trust = acceptTrust(state, required(form, 'AssumeRolePolicyDocument'));
	refuseTaken(name, context);
	if (boundary !== undefined && !findManagedPolicy(state, boundary)) {
		throw noSuchEntity(
			`Scope ARN: ${boundary} does not exist or is not attachable.`,
		);
	}

	const role: Identity = {
		id: newIdentifier('AROA'),
		createdAt: now,
		trust,
		description: readDescription(form),
		inline: {},
		attached: [],
		boundary,
		tags: mergeTags([], tags),
		longestSession: readSession(form),
	};
	state.identities[arn] = role;
	context.made(arn);
	const {RoleLastUsed, ...more} = describeMore(role);
	return {Role: {...describeIdentity('role', arn, role), ...more}};
};

/** CreateRole, GetRole, ListRoles, UpdateAssumeRolePolicy and DeleteRole. */
export const roleOperations = {
	CreateRole: writes(formSchema, createRole),

	GetRole: reads(formSchema, (form, context) => {
		const {arn, role} = seeRole(form, context, 'GetRole');
		return {
			Role: {...describeIdentity('role', arn, role), ...describeMore(role)},
		};
	}),

	ListRoles: reads(formSchema, (form, context) => {
		authoriseIdentity(context.caller, 'iam:ListRoles', '*');
		const prefix = form.get('PathPrefix') ?? '/';
		const roles = identitiesOf(context, 'role').filter(([arn]) =>
			namesOf(arn).path.startsWith(prefix),
		);
		const {items, ...rest} = pageOf(form, roles);
		return {
			Roles: items.map(([arn, role]) => describeIdentity('role', arn, role)),
			...rest,
		};
	}),

	UpdateAssumeRolePolicy: writes(formSchema, (form, context) => {
		const {arn, role} = findOwnRole(form, context, 'UpdateAssumeRolePolicy');
		const trust = acceptTrust(context.state, required(form, 'PolicyDocument'));
		context.changedTrust(arn, role.trust);
		role.trust = trust;
	}),

	DeleteRole: writes(formSchema, (form, context) => {
		const {arn, role} = findOwnRole(form, context, 'DeleteRole');
		const conflict =
			role.attached.length > 0
				? 'must detach all policies first.'
				: Object.keys(role.inline).length > 0
					? 'must delete policies first.'
					: undefined;
		if (conflict !== undefined) {
			throw new AwsError(
				'DeleteConflict',
				`Cannot delete entity, ${conflict}`,
				409,
			);
		}

		Reflect.deleteProperty(context.state.identities, arn);
		orphanPrincipal(context.state, arn, role.id);
	}),
};
