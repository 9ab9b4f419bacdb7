import * as z from 'zod';
import {type RequestContext} from '../conditions.js';
import {refusalOf} from '../authorise.js';
import {AwsError} from '../errors.js';
import {type CallContext} from '../operation.js';
import {secretArn, type Secret} from './records.js';

/** A secret's name, or its ARN with or without the suffix, as the model limits it. */
export const secretIdField = z.string().min(1).max(2048);

/** Secrets Manager's refusal of what a secret in its state does not take. */
export const invalidRequest = (message: string): AwsError =>
	new AwsError('InvalidRequestException', message);

/** Secrets Manager's refusal of a value. */
export const invalidParameter = (message: string): AwsError =>
	new AwsError('InvalidParameterException', message);

const arnForm =
	/^arn:aws:secretsmanager:(?<region>[\-0-9a-z]+):(?<account>\d{12}):secret:(?<name>.+)$/v;

/** The secret that a name or an ARN stands for. An ARN without its suffix finds the secret by its name, as AWS does. */
const lookUp = (
	id: string,
	{state, caller, region}: CallContext,
): {secret: Secret | undefined; arn: string} => {
	const given = arnForm.exec(id)?.groups;
	const account = given?.account ?? caller.account;
	const name = given?.name ?? id;
	if (id.startsWith('arn:') && given?.region !== region) {
		return {secret: undefined, arn: id};
	}

	const exact = Object.hasOwn(state.secrets, id)
		? state.secrets[id]
		: undefined;
	const secret =
		exact ??
		Object.values(state.secrets).find(
			(one) =>
				one.account === account && one.region === region && one.name === name,
		);
	return {
		secret,
		arn: secret
			? secretArn(secret)
			: `arn:aws:secretsmanager:${region}:${account}:secret:${name}`,
	};
};

const secretContext = (
	arn: string,
	secret: Secret | undefined,
): RequestContext => ({
	'secretsmanager:secretid': [arn],
	...Object.fromEntries(
		(secret?.tags ?? []).flatMap(({Key, Value}) =>
			['aws', 'secretsmanager'].map((prefix): [string, string[]] => [
				`${prefix}:resourcetag/${Key.toLowerCase()}`,
				[Value],
			]),
		),
	),
});

/**
The secret that `id` stands for, when the caller may do `action` on it: by its own policies or, in its own account, by the
secret's. From another account both have to say so.
@throws {AwsError} AccessDeniedException, ResourceNotFoundException
*/
export const findSecret = (
	id: string,
	action: string,
	context: CallContext,
	request: RequestContext = {},
): Secret => {
	const {secret, arn} = lookUp(id, context);
	const {caller, region} = context;
	const refusal = refusalOf(
		caller,
		{
			action: `secretsmanager:${action}`,
			resource: arn,
			context: {
				'aws:requestedregion': [region],
				...secretContext(arn, secret),
				...request,
			},
		},
		{
			account: secret?.account ?? arn.split(':', 5)[4] ?? '',
			policy: secret?.policy,
			isPolicyNeeded: false,
		},
	);
	if (refusal) {
		throw refusal;
	}

	if (!secret) {
		throw new AwsError(
			'ResourceNotFoundException',
			"Secrets Manager can't find the specified secret.",
		);
	}

	return secret;
};

/**
Refuses what a secret that is marked for deletion does not take.
@throws {AwsError} InvalidRequestException
*/
export const refuseDeleted = ({deletedAt}: Secret): void => {
	if (deletedAt !== undefined) {
		throw invalidRequest(
			"You can't perform this operation on the secret because it was marked for deletion.",
		);
	}
};
