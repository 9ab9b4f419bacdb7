import {Buffer} from 'node:buffer';
import * as z from 'zod';
import {type Json, type JsonObject} from '../json.js';
import {sandboxAccount, type State, type Key} from './state.js';
import {type ParsedStatement, type Caller, parseStatements} from './evaluate.js';
import {keyRefusal} from './authorise.js';
import {isOperator} from './conditions.js';
import {AwsError} from './answer.js';

/** The role that Workato uses for Enterprise Key Management, in whichever account is Workato's. */
export const workatoRoleName = 'Workato_EKM';

const iamArn = /^arn:aws:iam::(?<account>\d{12}):(?<resource>root|role\/.+|user\/.+)$/v;
const sessionArn =
	/^arn:aws:sts::(?<account>\d{12}):assumed-role\/(?<role>[\w+,\-.=@]+)\/[\w+,\-.=@]+$/v;

const hasRole = (state: State, account: string, name: string): boolean =>
	(name === workatoRoleName && account !== sandboxAccount) ||
	Object.keys(state.identities).some(
		(arn) => arn.startsWith(`arn:aws:iam::${account}:role/`) && arn.split('/').at(-1) === name,
	);

/**
Whether an `AWS` principal exists. Every well-formed account does, with its root; outside the practice account each has
the role Workato_EKM; beyond that there are the roles and users of the state. A wildcard inside an ARN never does.
*/
export const isPrincipal = (state: State, principal: string): boolean => {
	if (
		principal === '*' ||
		/^\d{12}$/v.test(principal) ||
		Object.hasOwn(state.identities, principal)
	) {
		return true;
	}

	const iam = iamArn.exec(principal)?.groups;
	if (iam) {
		return (
			iam.resource === 'root' ||
			(iam.resource === `role/${workatoRoleName}` && iam.account !== sandboxAccount)
		);
	}

	const session = sessionArn.exec(principal)?.groups;
	return session !== undefined && hasRole(state, session.account ?? '', session.role ?? '');
};

/** Whether a name has the form of a service principal. */
export const isService = (service: string): boolean =>
	/^[a-z][\-.0-9a-z]*\.amazonaws\.com$/v.test(service);

const isProvider = (provider: string): boolean =>
	/^arn:aws:iam::\d{12}:(?:saml|oidc)-provider\/.+|^[\-.a-z]+$/v.test(provider);

/** The first principal of a statement that does not exist, as IAM names it in its refusal: `"AWS":"…"`. */
export const invalidPrincipal = (
	state: State,
	{Principal, NotPrincipal}: ParsedStatement,
): string | undefined => {
	const validators = {
		AWS: (principal: string) => isPrincipal(state, principal),
		Service: isService,
		Federated: isProvider,
	};
	for (const kind of ['AWS', 'Service', 'Federated'] as const) {
		const named = [Principal, NotPrincipal].flatMap((one) => one?.[kind] ?? []);
		const wrong = named.find((one) => !validators[kind](one));
		if (wrong !== undefined) {
			return `"${kind}":"${wrong}"`;
		}
	}

	return undefined;
};

const documentSchema = z.record(z.string(), z.json());

/** JSON in the spacing that KMS uses when it gives a policy back. */
const print = (value: Json, indent = ''): string => {
	if (Array.isArray(value)) {
		return value.length === 0
			? '[ ]'
			: `[ ${value.map((item) => print(item, indent)).join(', ')} ]`;
	}

	if (typeof value !== 'object' || value === null) {
		return JSON.stringify(value);
	}

	const inner = `${indent}  `;
	const fields = Object.entries(value).map(
		([name, field]) => `${inner}${JSON.stringify(name)} : ${print(field, inner)}`,
	);
	return fields.length === 0 ? '{ }' : `{\n${fields.join(',\n')}\n${indent}}`;
};

/** An account ID as principal is kept as the account's root ARN, and a list of one as the one. */
const normalisePrincipal = (principal: Json): Json => {
	if (typeof principal !== 'object' || principal === null || Array.isArray(principal)) {
		return principal;
	}

	return Object.fromEntries(
		Object.entries(principal).map(([kind, named]) => {
			const all = [named]
				.flat()
				.map((one) =>
					typeof one === 'string' && /^\d{12}$/v.test(one) ? `arn:aws:iam::${one}:root` : one,
				);
			return [kind, all.length === 1 ? all[0] : all];
		}),
	);
};

const normaliseStatement = (statement: Json): Json => {
	if (typeof statement !== 'object' || statement === null || Array.isArray(statement)) {
		return statement;
	}

	return Object.fromEntries(
		Object.entries(statement).map(([name, value]) => [
			name,
			name === 'Principal' || name === 'NotPrincipal' ? normalisePrincipal(value) : value,
		]),
	);
};

/** A policy as AWS keeps it: statements in a list, account IDs as root ARNs. */
export const normalisePolicy = (policy: string): JsonObject => {
	const {Statement, ...rest} = documentSchema.parse(JSON.parse(policy));
	return {
		...rest,
		Statement: [Statement].flat().map((statement) => normaliseStatement(statement)),
	};
};

/** A key policy as KMS gives it back: normalised, in KMS's own spacing. */
export const printPolicy = (policy: string): string => print(normalisePolicy(policy));

/** The largest key policy, in bytes. */
const largestPolicy = 32_768;

const malformed = (message: string): AwsError =>
	new AwsError('MalformedPolicyDocumentException', message);

/** The policy that KMS gives a key when none is sent: the account decides by its IAM policies. */
export const defaultKeyPolicy = (account: string): string =>
	printPolicy(
		JSON.stringify({
			Version: '2012-10-17',
			Id: 'key-default-1',
			Statement: [
				{
					Sid: 'Enable IAM User Permissions',
					Effect: 'Allow',
					Principal: {AWS: account},
					Action: 'kms:*',
					Resource: '*',
				},
			],
		}),
	);

const isWellFormed = (statement: ParsedStatement): boolean => {
	const hasOneOf = (one: unknown, other: unknown) => (one === undefined) !== (other === undefined);
	const actions = [...(statement.Action ?? []), ...(statement.NotAction ?? [])];
	return (
		hasOneOf(statement.Principal, statement.NotPrincipal) &&
		// KMS takes a statement without Action or Resource, which then has no effect.
		!(statement.Action && statement.NotAction) &&
		!(statement.Resource && statement.NotResource) &&
		actions.every((action) => action === '*' || /^[\-0-9a-z]+:[\w*?]+$/iv.test(action)) &&
		Object.keys(statement.Condition ?? {}).every((operator) => isOperator(operator))
	);
};

const readStatements = (policy: string): ParsedStatement[] => {
	try {
		return parseStatements(policy);
	} catch {
		throw malformed('The policy is not valid JSON, or has elements that are missing or not known.');
	}
};

/**
Judges a key policy as CreateKey and PutKeyPolicy do, and gives it back as KMS keeps it.
@throws {AwsError} MalformedPolicyDocumentException (syntax, principals that do not exist, lockout) or
LimitExceededException (over 32,768 bytes).
*/
export const acceptKeyPolicy = (
	policy: string,
	{
		state,
		caller,
		key,
		isLockoutCheckSkipped = false,
	}: {state: State; caller: Caller; key: Key; isLockoutCheckSkipped?: boolean},
): string => {
	if (Buffer.byteLength(policy) > largestPolicy) {
		throw new AwsError(
			'LimitExceededException',
			`A key policy has at most ${largestPolicy} bytes.`,
		);
	}

	const statements = readStatements(policy);
	if (statements.some((statement) => !isWellFormed(statement))) {
		throw malformed('A statement of the policy is not well formed.');
	}

	if (statements.some((statement) => invalidPrincipal(state, statement))) {
		throw malformed('Policy contains a statement with one or more invalid principals.');
	}

	const kept = printPolicy(policy);
	if (!isLockoutCheckSkipped && keyRefusal(caller, 'PutKeyPolicy', {...key, policy: kept})) {
		throw malformed(
			'The new key policy will not allow you to update the key policy in the future.',
		);
	}

	return kept;
};
