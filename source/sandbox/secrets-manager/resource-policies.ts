import * as z from 'zod';
import {AwsError} from '../errors.js';
import {reads, writes} from '../operation.js';
import {normalisePolicy} from '../print-policy.js';
import {invalidPrincipal} from '../principals.js';
import {type State} from '../state.js';
import {parseStatements, type ParsedStatement} from '../statements.js';
import {findSecret, refuseDeleted, secretIdField} from './find-secret.js';
import {secretArn} from './records.js';

const malformed = (message: string): AwsError =>
	new AwsError('MalformedPolicyDocumentException', message);

const isPublic = ({Effect, Principal, Condition}: ParsedStatement): boolean =>
	Effect === 'Allow' &&
	Principal?.AWS?.includes('*') === true &&
	Condition === undefined;

const accept = (
	state: State,
	text: string,
	isPublicRefused: boolean,
): string => {
	let statements: ParsedStatement[];
	try {
		statements = parseStatements(text);
	} catch {
		throw malformed('This resource policy contains a syntax error.');
	}

	for (const statement of statements) {
		const {Principal, NotPrincipal, Action, NotAction, Resource, NotResource} =
			statement;
		if (
			!(Principal ?? NotPrincipal) ||
			!(Action ?? NotAction) ||
			!(Resource ?? NotResource)
		) {
			throw malformed('This resource policy lacks a required element.');
		}

		if (invalidPrincipal(state, statement) !== undefined) {
			throw malformed(
				'This resource policy contains an unsupported principal.',
			);
		}
	}

	if (isPublicRefused && statements.some((statement) => isPublic(statement))) {
		throw new AwsError(
			'PublicPolicyException',
			'The resource policy grants broad access to the secret.',
		);
	}

	return JSON.stringify(normalisePolicy(text));
};

/** GetResourcePolicy, PutResourcePolicy and DeleteResourcePolicy. */
export const resourcePolicyOperations = {
	GetResourcePolicy: reads(
		z.object({SecretId: secretIdField}),
		(input, context) => {
			const secret = findSecret(input.SecretId, 'GetResourcePolicy', context);
			return {
				ARN: secretArn(secret),
				Name: secret.name,
				ResourcePolicy: secret.policy,
			};
		},
	),

	PutResourcePolicy: writes(
		z.object({
			SecretId: secretIdField,
			ResourcePolicy: z.string().min(1).max(20_480),
			BlockPublicPolicy: z.boolean().default(false),
		}),
		(input, context) => {
			const secret = findSecret(input.SecretId, 'PutResourcePolicy', context);
			refuseDeleted(secret);
			secret.policy = accept(
				context.state,
				input.ResourcePolicy,
				input.BlockPublicPolicy,
			);
			return {ARN: secretArn(secret), Name: secret.name};
		},
	),

	DeleteResourcePolicy: writes(
		z.object({SecretId: secretIdField}),
		(input, context) => {
			const secret = findSecret(
				input.SecretId,
				'DeleteResourcePolicy',
				context,
			);
			refuseDeleted(secret);
			Reflect.deleteProperty(secret, 'policy');
			return {ARN: secretArn(secret), Name: secret.name};
		},
	),
};
