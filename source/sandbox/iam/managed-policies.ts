import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../errors.js';
import {formSchema, required} from '../form.js';
import {reads, writes, type CallContext} from '../operation.js';
import {newIdentifier} from '../sts.js';
import {acceptManagedPolicy} from './accept-policy.js';
import {describePolicy, encodePolicy, isoTime} from './describe.js';
import {findManagedPolicy} from './effective-policies.js';
import {noSuchEntity, readName, readPath} from './names.js';
import {type ManagedPolicy} from './records.js';

const findPolicy = (
	form: URLSearchParams,
	{state, caller}: CallContext,
	action: string,
): {arn: string; policy: ManagedPolicy} => {
	const arn = required(form, 'PolicyArn');
	authoriseIdentity(caller, `iam:${action}`, arn);
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
		const {arn, policy} = findPolicy(form, context, 'GetPolicy');
		const users = Object.values(context.state.identities);
		return {Policy: describePolicy(arn, policy, users)};
	}),

	GetPolicyVersion: reads(formSchema, (form, context) => {
		const {arn, policy} = findPolicy(form, context, 'GetPolicyVersion');
		const id = required(form, 'VersionId');
		const version = policy.versions[id];
		if (!version) {
			throw noSuchEntity(
				`Policy ${arn} version ${id} does not exist or is not attachable.`,
			);
		}

		return {
			PolicyVersion: {
				Document: encodePolicy(version.text),
				VersionId: id,
				IsDefaultVersion: id === policy.defaultVersion,
				CreateDate: isoTime(version.createdAt),
			},
		};
	}),

	DeletePolicy: writes(formSchema, (form, context) => {
		const {arn} = findPolicy(form, context, 'DeletePolicy');
		const {identities, managedPolicies} = context.state;
		const isUsed = Object.values(identities).some(({attached, boundary}) =>
			[...attached, boundary].includes(arn),
		);
		if (isUsed) {
			throw new AwsError(
				'DeleteConflict',
				'Cannot delete a policy attached to entities.',
				409,
			);
		}

		Reflect.deleteProperty(managedPolicies, arn);
	}),
};
