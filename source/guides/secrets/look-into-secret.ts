import {GetSecretValueCommand} from '@aws-sdk/client-secrets-manager';
import {find, type Found} from '../../aws/find.js';
import {type AwsSession} from '../../aws/session.js';

/** What a secret holds, without any of its values: Workato reads JSON with keys only. */
export type SecretContents =
	{kind: 'keys'; keys: string[]} | {kind: 'other-json' | 'text' | 'binary'};

/**
Reads a secret with the operator's identity, after the person has agreed, to see whether it is JSON and which keys it has.
No value leaves this function, in an error neither. Never rejects.
*/
export async function lookIntoSecret(
	{secretsManager}: Pick<AwsSession, 'secretsManager'>,
	arn: string,
): Promise<Found<SecretContents>> {
	return find(async () => {
		const {SecretString: text} = await secretsManager.send(
			new GetSecretValueCommand({SecretId: arn}),
		);
		return text === undefined ? {kind: 'binary' as const} : kindOf(text);
	});
}

function kindOf(text: string): SecretContents {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		// The error repeats the text, so it is dropped.
		return {kind: 'text'};
	}

	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? {kind: 'keys', keys: Object.keys(value).toSorted()}
		: {kind: 'other-json'};
}
