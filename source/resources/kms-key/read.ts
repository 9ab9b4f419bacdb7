import {
	DescribeKeyCommand,
	GetKeyLastUsageCommand,
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	type GrantListEntry,
	type KeyMetadata,
	ListResourceTagsCommand,
	paginateListGrants,
	KMSClient,
	paginateListAliases,
} from '@aws-sdk/client-kms';
import {parseKeyArn} from '../../aws/arn.js';
import {clockAhead} from '../../aws/answers.js';
import {parsePolicyDocument, type PolicyDocument} from '../../policy/policy-document.js';
import {type KeyGrant} from '../../policy/outside-grants.js';
import {findRewriteLosses} from '../../policy/read-policy-text.js';
import {type AwsSession} from '../../aws/session.js';

/** A key's policy, and what of its text would not come back the same if it were written again, in sentences. */
export type KeyPolicy = {document: PolicyDocument; losses: string[]};

/** Whether a key in this state waits for its deletion: a primary one waits for that of its replicas first. */
export const isScheduledForDeletion = (state: string | undefined): boolean =>
	state === 'PendingDeletion' || state === 'PendingReplicaDeletion';

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
	session: Pick<AwsSession, 'client'>,
	keyId: string,
): Promise<KeyPolicy | undefined> {
	const {Policy} = await session
		.client(KMSClient)
		.send(new GetKeyPolicyCommand({KeyId: keyId, PolicyName: 'default'}));
	return Policy === undefined
		? undefined
		: {
				document: parsePolicyDocument(Policy),
				losses: findRewriteLosses(Policy),
			};
}

/** Reads how a key rotates, by the key's ID or ARN. Rejects with AWS's error. */
export async function readRotation(
	session: Pick<AwsSession, 'client'>,
	keyId: string,
): Promise<Rotation> {
	const answer = await session
		.client(KMSClient)
		.send(new GetKeyRotationStatusCommand({KeyId: keyId}));
	const {RotationPeriodInDays: days, NextRotationDate: next} = answer;
	return {
		enabled: answer.KeyRotationEnabled === true,
		...(days !== undefined && {days}),
		...(next && {next: next.toISOString()}),
	};
}

/** The grants of a key; `isWhole`: they are all of them. */
export type KeyGrants = {grants: KeyGrant[]; isWhole: boolean};

// AWS's largest page; a key may have 50,000 grants, and one page can only be asked for after the other.
const grantsInPage = 100;
const mostGrants = 2000;

/** Reads the grants of a key by the key's ID or ARN, at most 2,000. Rejects with AWS's error. */
export async function readGrants(
	session: Pick<AwsSession, 'client'>,
	keyId: string,
): Promise<KeyGrants> {
	const grants: KeyGrant[] = [];
	for await (const {Grants = []} of paginateListGrants(
		{client: session.client(KMSClient), pageSize: grantsInPage},
		{KeyId: keyId},
	)) {
		if (grants.length >= mostGrants) {
			return {grants, isWhole: false};
		}

		grants.push(...Grants.map((entry) => grantOf(entry)));
	}

	return {grants, isWhole: true};
}

function grantOf({
	GrantId = '',
	Name,
	GranteePrincipal,
	GranteeServicePrincipal,
	IssuingAccount = '',
	Operations = [],
	Constraints: {EncryptionContextEquals, EncryptionContextSubset, SourceArn} = {},
}: GrantListEntry): KeyGrant {
	const pairs = {...EncryptionContextSubset, ...EncryptionContextEquals};
	return {
		id: GrantId,
		...(Name !== undefined && {name: Name}),
		grantee: GranteePrincipal ?? GranteeServicePrincipal ?? '',
		operations: [...Operations],
		// An ID, or the ARN of its root.
		issuer: /\d{12}/v.exec(IssuingAccount)?.[0] ?? '',
		...(Object.keys(pairs).length > 0 && {encryptionContext: pairs}),
		...(SourceArn !== undefined && {sourceArn: SourceArn}),
	};
}

/** What DescribeKey says of a key. Fields that AWS left out are empty. */
export type KeyFacts = {
	arn: string;
	keyId: string;
	account: string;
	region: string;
	state: string;
	spec: string;
	usage: string;
	origin: string;
	manager: string;
	multiRegion?: 'PRIMARY' | 'REPLICA';
	/** ISO 8601; set while the key waits for its deletion. */
	deletionDate?: string;
	description: string;
};

/** What KMS says of a key with this ARN, ID or alias; nothing where it says nothing. Rejects with AWS's error. */
export async function describeKey(
	session: Pick<AwsSession, 'client'>,
	id: string,
): Promise<KeyFacts | undefined> {
	const {KeyMetadata} = await session.client(KMSClient).send(new DescribeKeyCommand({KeyId: id}));
	return KeyMetadata && keyFacts(KeyMetadata);
}

/** Reads DescribeKey's answer; every field may be missing. */
export function keyFacts(metadata: KeyMetadata): KeyFacts {
	const arn = metadata.Arn ?? '';
	return {
		arn,
		keyId: metadata.KeyId ?? '',
		account: metadata.AWSAccountId ?? parseKeyArn(arn)?.account ?? '',
		region: parseKeyArn(arn)?.region ?? '',
		state: metadata.KeyState ?? '',
		spec: metadata.KeySpec ?? '',
		usage: metadata.KeyUsage ?? '',
		origin: metadata.Origin ?? '',
		manager: metadata.KeyManager ?? '',
		...(metadata.MultiRegion && {
			multiRegion:
				metadata.MultiRegionConfiguration?.MultiRegionKeyType === 'REPLICA'
					? ('REPLICA' as const)
					: ('PRIMARY' as const),
		}),
		...(metadata.DeletionDate && {
			deletionDate: metadata.DeletionDate.toISOString(),
		}),
		description: metadata.Description ?? '',
	};
}

/** Reads the names of every alias of a key, with `alias/`, by the key's ID or ARN. Rejects with AWS's error. */
export async function readAliases(
	session: Pick<AwsSession, 'client'>,
	keyId: string,
): Promise<string[]> {
	const names: string[] = [];
	for await (const {Aliases = []} of paginateListAliases(
		{client: session.client(KMSClient)},
		{KeyId: keyId},
	)) {
		names.push(...Aliases.flatMap(({AliasName}) => AliasName ?? []));
	}

	return names;
}

/** Reads a key's tags by the key's ID or ARN. Rejects with AWS's error. */
export async function readKeyTags(
	session: Pick<AwsSession, 'client'>,
	keyId: string,
): Promise<Record<string, string>> {
	const {Tags = []} = await session
		.client(KMSClient)
		.send(new ListResourceTagsCommand({KeyId: keyId}));
	return Object.fromEntries(Tags.map(({TagKey = '', TagValue = ''}) => [TagKey, TagValue]));
}

/** The last use of a key. */
export type LastUse = {
	operation: string;
	/** ISO 8601, by AWS's clock. */
	at: string;
	/** Milliseconds by which this machine's clock is ahead of AWS's; missing where AWS told no time. */
	clockAhead?: number;
};

/** What AWS keeps track of a key's use. */
export type KeyUse = {
	/** Missing when there was none since AWS began to keep track. */
	last?: LastUse;
	/** Since when AWS keeps track, ISO 8601; missing where it does not say. */
	trackedSince?: string;
	createdAt?: string;
};

/** Reads when a key was last used, by its ID or ARN. Rejects with AWS's error. */
export async function readKeyUse(
	session: Pick<AwsSession, 'client'>,
	keyId: string,
): Promise<KeyUse> {
	const command = new GetKeyLastUsageCommand({KeyId: keyId});
	let ahead: number | undefined;
	command.middlewareStack.add(
		(next) => async (call) => {
			const result = await next(call);
			ahead = clockAhead(result.response, new Date());
			return result;
		},
		{step: 'initialize', name: 'clock'},
	);
	const {
		KeyLastUsage: usage,
		TrackingStartDate: trackedSince,
		KeyCreationDate: createdAt,
	} = await session.client(KMSClient).send(command);
	return {
		...(usage?.Timestamp && {
			last: {
				operation: usage.Operation ?? 'a cryptographic operation',
				at: usage.Timestamp.toISOString(),
				...(ahead !== undefined && {clockAhead: ahead}),
			},
		}),
		...(trackedSince && {trackedSince: trackedSince.toISOString()}),
		...(createdAt && {createdAt: createdAt.toISOString()}),
	};
}
