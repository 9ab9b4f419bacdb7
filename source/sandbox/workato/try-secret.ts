import {randomUUID} from 'node:crypto';
import * as z from 'zod';
import {newContext} from '../aws-call.js';
import {AwsError} from '../errors.js';
import {type Caller} from '../evaluate.js';
import {secretsManagerOperations} from '../secrets-manager/operations.js';
import {type State} from '../state.js';
import {type World} from '../world.js';

const isKeyValue = (text: unknown): boolean => {
	try {
		return z
			.record(z.string(), z.json())
			.safeParse(JSON.parse(z.string().parse(text))).success;
	} catch {
		return false;
	}
};

const reasons: Readonly<Record<string, string>> = {
	ResourceNotFoundException: 'AWS has no such secret with a value.',
	InvalidRequestException: 'This secret is scheduled for deletion in AWS.',
	DecryptionFailure: 'The key of this secret cannot be used in AWS.',
};

/** Why Workato cannot use a secret, in a sentence; nothing when it can. */
export const problemWith = (
	world: World,
	state: State,
	caller: Caller,
	arn: string,
): string | undefined => {
	const region = arn.split(':', 4)[3] ?? '';
	try {
		const answer = secretsManagerOperations
			.get('GetSecretValue')
			?.run(
				{SecretId: arn},
				newContext(world, {state, caller, region, requestId: randomUUID()}),
			);
		return isKeyValue(answer?.SecretString)
			? undefined
			: 'This secret is plain text; we can use JSON key/value only.';
	} catch (error) {
		if (!(error instanceof AwsError)) {
			throw error;
		}

		return error.code === 'AccessDeniedException'
			? error.message.includes('KMS')
				? 'AWS did not let the role use the key of this secret.'
				: 'AWS did not let the role read this secret.'
			: (reasons[error.code] ?? `AWS refused: ${error.code}.`);
	}
};
