import {type JsonObject} from '../json.js';
import {authoriseIdentity} from './authorise.js';
import {AwsError} from './errors.js';
import {reads, type CallContext, type Operation} from './operation.js';
import {type Identity} from './state.js';
import {formSchema, invalid, pageOf, required} from './form.js';
import {simulate} from './iam-simulate.js';

const isoTime = (seconds: number): string =>
	new Date(seconds * 1000).toISOString();

/** The parts of an ARN's resource: `role/team/Name` has the path `/team/` and the name `Name`. */
const namesOf = (arn: string): {path: string; name: string} => {
	const [, ...parts] = arn.split(':').slice(5).join(':').split('/');
	const name = parts.at(-1) ?? '';
	return {path: ['', ...parts.slice(0, -1), ''].join('/'), name};
};

const described = (
	kind: 'Role' | 'User',
	arn: string,
	identity: Identity,
): JsonObject => {
	const {path, name} = namesOf(arn);
	return {
		Path: path,
		[`${kind}Name`]: name,
		[`${kind}Id`]: identity.id,
		Arn: arn,
		CreateDate: isoTime(identity.createdAt),
		...(kind === 'Role' && {
			AssumeRolePolicyDocument: encodeURIComponent(identity.trust ?? '{}'),
			MaxSessionDuration: 3600,
		}),
	};
};

const ofKind = (
	{state, caller}: CallContext,
	kind: 'role' | 'user',
): Array<[string, Identity]> =>
	Object.entries(state.identities).filter(([arn]) =>
		arn.startsWith(`arn:aws:iam::${caller.account}:${kind}/`),
	);

const find = (
	kind: 'role' | 'user',
	name: string,
	context: CallContext,
): [string, Identity] => {
	const found = ofKind(context, kind).find(
		([arn]) => namesOf(arn).name.toLowerCase() === name.toLowerCase(),
	);
	if (!found) {
		throw new AwsError(
			'NoSuchEntity',
			`The ${kind} with name ${name} cannot be found.`,
			404,
		);
	}

	return found;
};

const list = (kind: 'role' | 'user', label: 'Role' | 'User'): Operation =>
	reads(formSchema, (form, context) => {
		authoriseIdentity(context.caller, `iam:List${label}s`, '*');
		const prefix = form.get('PathPrefix') ?? '/';
		const all = ofKind(context, kind).filter(([arn]) =>
			namesOf(arn).path.startsWith(prefix),
		);
		const {items, ...rest} = pageOf(form, all);
		return {
			[`${label}s`]: items.map(([arn, identity]) =>
				described(label, arn, identity),
			),
			...rest,
		};
	});

/** The IAM operations that the sandbox plays, by name. */
export const iamOperations: ReadonlyMap<string, Operation> = new Map(
	Object.entries({
		GetRole: reads(formSchema, (form, context) => {
			const name = required(form, 'RoleName');
			authoriseIdentity(
				context.caller,
				'iam:GetRole',
				`arn:aws:iam::${context.caller.account}:role/${name}`,
			);
			return {Role: described('Role', ...find('role', name, context))};
		}),

		GetUser: reads(formSchema, (form, context) => {
			const {identity} = context.caller;
			const name =
				form.get('UserName') ??
				(identity.includes(':user/') ? namesOf(identity).name : undefined);
			if (name === undefined) {
				throw invalid(
					'Must specify userName when calling with non-User credentials',
				);
			}

			authoriseIdentity(
				context.caller,
				'iam:GetUser',
				`arn:aws:iam::${context.caller.account}:user/${name}`,
			);
			return {User: described('User', ...find('user', name, context))};
		}),

		ListRoles: list('role', 'Role'),
		ListUsers: list('user', 'User'),
		SimulatePrincipalPolicy: reads(formSchema, (form, context) =>
			simulate(form, context),
		),
	}),
);
