import {
	DescribeSecretCommand,
	GetResourcePolicyCommand,
	paginateListSecrets,
	type SecretListEntry,
	GetSecretValueCommand,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {type PolicyDocument, parsePolicyDocument} from '../../policy/policy-document.js';
import {type Lookup, lookUp} from '../../aws/errors.js';
import {parseKeyArn} from '../../aws/arn.js';
import {type AwsSession} from '../../aws/session.js';
import {describeKey, readKeyPolicy} from '../kms-key/read.js';
import {compareNames} from '../../terminal/names.js';

/** One secret of a list; never its value. */
export type ListedSecret = {
	/** With the six characters that AWS puts behind the name. */
	arn: string;
	name: string;
	/** Key ID, alias or ARN as AWS prints it; missing for aws/secretsmanager. */
	kmsKeyId?: string;
	/** ISO 8601: it was deleted then, and waits for its end. */
	deletedAt?: string;
	description?: string;
	/** The AWS service that made it, such as `rds`, and rotates it by itself. */
	owningService?: string;
};

/** A secret by itself, with the resource policy that may refuse what a role allows. */
export type SecretFacts = ListedSecret & {
	/** `absent`: the secret has no resource policy. */
	policy: Lookup<PolicyDocument>;
};

/** One secret by its ARN or name, and its resource policy; asked at the same time. Never its value. Never rejects. */
export async function readSecret(
	session: Pick<AwsSession, 'client'>,
	id: string,
): Promise<Lookup<SecretFacts>> {
	const [secret, policy] = await Promise.all([
		lookUp(async () =>
			session.client(SecretsManagerClient).send(new DescribeSecretCommand({SecretId: id})),
		),
		readSecretPolicy(session, id),
	]);
	return secret.state === 'found'
		? {state: 'found', value: {...listedSecret(secret.value), policy}}
		: secret;
}

/** The resource policy of a secret. Never rejects. */
export async function readSecretPolicy(
	session: Pick<AwsSession, 'client'>,
	id: string,
): Promise<SecretFacts['policy']> {
	return lookUp(async () => {
		const {ResourcePolicy} = await session
			.client(SecretsManagerClient)
			.send(new GetResourcePolicyCommand({SecretId: id}));
		return ResourcePolicy ? parsePolicyDocument(ResourcePolicy) : undefined;
	});
}

/** A key that a secret is encrypted with. */
export type SecretKeyFacts = {
	arn: string;
	/** AWS manages it (aws/secretsmanager), so no permission is needed and its policy is not looked at. */
	isManagedByAws: boolean;
	enabled: boolean;
	policy: Lookup<PolicyDocument>;
};

/** A key, named as a secret names its own (ID, alias or ARN), with its policy. Never rejects. */
export async function readSecretKey(
	session: Pick<AwsSession, 'client'>,
	id: string,
): Promise<Lookup<SecretKeyFacts>> {
	const described = lookUp(async () => describeKey(session, id));
	const [key, policy] = await Promise.all([
		described,
		lookUp(async () => {
			// A policy is not found by an alias; most secrets name the key itself.
			const named = id.includes('alias/') ? await described : undefined;
			const keyId = named?.state === 'found' ? named.value.arn : id;
			const read = await readKeyPolicy(session, keyId);
			return read?.document;
		}),
	]);
	if (key.state !== 'found') {
		return key;
	}

	const {arn, manager, state} = key.value;
	return {
		state: 'found',
		value: {
			arn: parseKeyArn(arn) ? arn : id,
			isManagedByAws: manager === 'AWS',
			enabled: state === 'Enabled',
			policy,
		},
	};
}

// AWS's largest page.
const pageSize = 100;

/**
Every secret of the session's region by name, those that wait for deletion too; with a prefix, those whose name starts
so. `update` hears the secrets so far after each page. Never rejects. After the signal it is `unknown`.
*/
export async function listSecrets(
	session: Pick<AwsSession, 'client'>,
	{
		prefix = '',
		update,
		signal,
	}: {
		prefix?: string;
		update?: (secrets: readonly ListedSecret[]) => void;
		signal?: AbortSignal;
	} = {},
): Promise<Lookup<ListedSecret[]>> {
	return lookUp(async () => {
		let secrets: readonly ListedSecret[] = [];
		for await (const page of paginateListSecrets(
			{client: session.client(SecretsManagerClient), pageSize},
			{IncludePlannedDeletion: true},
		)) {
			signal?.throwIfAborted();
			const more = (page.SecretList ?? [])
				.map((entry) => listedSecret(entry))
				.filter(({name}) => name.startsWith(prefix));
			// What is in order already is hardly looked at again.
			secrets = byName([...secrets, ...byName(more)]);
			update?.(secrets);
		}

		return [...secrets];
	});
}

/** What ListSecrets and DescribeSecret both say of a secret. */
export function listedSecret({
	ARN = '',
	Name = '',
	KmsKeyId,
	DeletedDate,
	Description,
	OwningService,
}: Pick<
	SecretListEntry,
	'ARN' | 'Name' | 'KmsKeyId' | 'DeletedDate' | 'Description' | 'OwningService'
>): ListedSecret {
	return {
		arn: ARN,
		name: Name,
		...(KmsKeyId && {kmsKeyId: KmsKeyId}),
		...(DeletedDate && {deletedAt: DeletedDate.toISOString()}),
		...(Description && {description: Description}),
		...(OwningService && {owningService: OwningService}),
	};
}

function byName(secrets: readonly ListedSecret[]): ListedSecret[] {
	return secrets.toSorted((one, other) => compareNames(one.name, other.name));
}

/** What a secret holds, without any of its values: Workato reads JSON with keys only. */
export type SecretContents =
	{kind: 'keys'; keys: string[]} | {kind: 'other-json' | 'text' | 'binary'};

/**
Reads a secret with the operator's identity, after the person has agreed, to see whether it is JSON and which keys it has.
No value leaves this function, in an error neither. Never rejects.
*/
export async function readSecretContents(
	session: Pick<AwsSession, 'client'>,
	arn: string,
): Promise<Lookup<SecretContents>> {
	return lookUp(async () => {
		const {SecretString: text} = await session
			.client(SecretsManagerClient)
			.send(new GetSecretValueCommand({SecretId: arn}));
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
