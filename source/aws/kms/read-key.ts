import {
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	paginateListAliases,
} from '@aws-sdk/client-kms';
import {parsePolicyDocument} from '../../policy/parse-policy-document.js';
import {type PolicyDocument} from '../../policy/policy-document.js';
import {findRewriteLosses} from '../../policy/rewrite-losses.js';
import {type AwsSession} from '../session.js';

/** A key's policy, and what of its text would not come back the same if it were written again, in sentences. */
export type KeyPolicy = {document: PolicyDocument; losses: string[]};

/** How a key rotates. */
export type Rotation = {
	enabled: boolean;
	/** Days; missing where AWS does not say. */
	days?: number;
	/** ISO 8601. */
	next?: string;
};

/** Reads a key's policy by the key's ID or ARN; nothing where AWS gives none. Rejects with AWS's error. */
export async function readKeyPolicy(
	session: Pick<AwsSession, 'kms'>,
	keyId: string,
): Promise<KeyPolicy | undefined> {
	const {Policy} = await session.kms.send(
		new GetKeyPolicyCommand({KeyId: keyId, PolicyName: 'default'}),
	);
	return Policy === undefined
		? undefined
		: {
				document: parsePolicyDocument(Policy),
				losses: findRewriteLosses(Policy),
			};
}

/** Reads how a key rotates, by the key's ID or ARN. Rejects with AWS's error. */
export async function readRotation(
	session: Pick<AwsSession, 'kms'>,
	keyId: string,
): Promise<Rotation> {
	const answer = await session.kms.send(
		new GetKeyRotationStatusCommand({KeyId: keyId}),
	);
	const {RotationPeriodInDays: days, NextRotationDate: next} = answer;
	return {
		enabled: answer.KeyRotationEnabled === true,
		...(days !== undefined && {days}),
		...(next && {next: next.toISOString()}),
	};
}

/** Reads the names of every alias of a key, with `alias/`, by the key's ID or ARN. Rejects with AWS's error. */
export async function readAliases(
	session: Pick<AwsSession, 'kms'>,
	keyId: string,
): Promise<string[]> {
	const names: string[] = [];
	for await (const {Aliases = []} of paginateListAliases(
		{client: session.kms},
		{KeyId: keyId},
	)) {
		names.push(...Aliases.flatMap(({AliasName}) => AliasName ?? []));
	}

	return names;
}
