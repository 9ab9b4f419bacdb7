import {DescribeKeyCommand, GetKeyLastUsageCommand} from '@aws-sdk/client-kms';
import {findKeyByTag} from '../resources/kms-key/find-by-tag.js';
import {find, type Found} from '../aws/find.js';
import {readRoles} from '../resources/iam-role/read-many.js';
import {type RoleFacts} from '../resources/iam-role/read.js';
import {whoAmI, type Identity} from '../aws/identity.js';
import {
	readKeyPolicy,
	readRotation,
	type KeyPolicy,
	type Rotation,
} from '../resources/kms-key/read.js';
import {type AwsSession} from '../aws/session.js';
import {runTag} from '../resources/ownership-tags.js';
import {readAliases} from '../resources/kms-alias/read.js';
import {keyIdOf, type Deed} from './deed.js';

/** When a key was last used, as far as AWS keeps track. All ISO 8601. */
export type KeyUse = {
	/** The last use; missing when there was none since AWS began to keep track. */
	last?: string;
	/** Since when AWS keeps track; missing where it does not say. */
	trackedSince?: string;
	createdAt?: string;
};

/** A key that a setup did something to, as AWS shows it now. */
export type UndoKey = {
	/** KMS's own word, such as `Enabled` or `PendingDeletion`. */
	state: string;
	arn: string;
	policy: Found<KeyPolicy>;
	rotation: Found<Rotation>;
	/** Asked only where its deletion is wanted, and so are the aliases. */
	use: Found<KeyUse>;
	/** Every alias that names it, with `alias/`. */
	aliases: Found<string[]>;
};

/** What AWS says now about everything that a setup did. */
export type UndoObservation = {
	identity: Found<Identity>;
	/** By key ID; where CreateKey's reply was lost, by the run's mark. */
	keys: ReadonlyMap<string, Found<UndoKey>>;
	/** By name with `alias/`: the ARN of the key that it names. */
	aliases: ReadonlyMap<string, Found<string>>;
	/** By name. */
	roles: ReadonlyMap<string, Found<RoleFacts>>;
};

/**
Asks AWS about everything that the deeds touched, in parallel; with `isDeleting` also who else may count on a key. Never
rejects; what could not be asked is `unknown`.
*/
export async function observeDeeds(
	session: AwsSession,
	deeds: readonly Deed[],
	isDeleting: boolean,
): Promise<UndoObservation> {
	const keyIds = deeds.flatMap((deed) => ('key' in deed ? [deed.key] : []));
	const made = deeds.flatMap((deed) =>
		deed.kind === 'key' ? [{...deed, id: deed.arn ?? deed.keyId}] : [],
	);
	const known = new Map([
		...keyIds.map((id) => [keyIdOf(id), id] as const),
		...made.flatMap(({id}) =>
			id === undefined ? [] : [[keyIdOf(id), id] as const],
		),
	]);
	const lost = made.filter(({id}) => id === undefined);
	const aliases = deeds.flatMap((deed) =>
		deed.kind === 'alias' ? [deed.name] : [],
	);
	const roles = deeds.flatMap((deed) => ('role' in deed ? [deed.role] : []));
	const [identity, byId, byMark, targets, seenRoles] = await Promise.all([
		find(async () => whoAmI(session)),
		Promise.all(
			Array.from(
				known,
				async ([id, key]) =>
					[id, await readKey(session, key, isDeleting)] as const,
			),
		),
		Promise.all(
			lost.map(
				async ({runId}) =>
					[runId, await readLostKey(session, runId, isDeleting)] as const,
			),
		),
		Promise.all(
			aliases.map(
				async (name) => [name, await aliasTarget(session, name)] as const,
			),
		),
		roles.length === 0
			? new Map<string, Found<RoleFacts>>()
			: readRoles(session, [...new Set(roles)]),
	]);
	return {
		identity,
		keys: new Map([...byId, ...byMark]),
		aliases: new Map(targets),
		roles: seenRoles,
	};
}

async function readLostKey(
	session: AwsSession,
	runId: string,
	isDeleting: boolean,
): Promise<Found<UndoKey>> {
	const tagged = await find(async () => findKeyByTag(session, runTag, runId));
	return tagged.state === 'found'
		? readKey(session, tagged.value.Arn, isDeleting)
		: tagged;
}

async function readKey(
	session: AwsSession,
	id: string,
	isDeleting: boolean,
): Promise<Found<UndoKey>> {
	const [key, policy, rotation, use, aliases] = await Promise.all([
		find(async () => describe(session, id)),
		find(async () => readKeyPolicy(session, id)),
		find(async () => readRotation(session, id)),
		find(async () => (isDeleting ? readUse(session, id) : undefined)),
		find(async () => (isDeleting ? readAliases(session, id) : undefined)),
	]);
	return key.state === 'found'
		? {state: 'found', value: {...key.value, policy, rotation, use, aliases}}
		: key;
}

async function describe(session: AwsSession, id: string) {
	const {KeyMetadata: key} = await session.kms.send(
		new DescribeKeyCommand({KeyId: id}),
	);
	return key && {state: key.KeyState ?? '', arn: key.Arn ?? ''};
}

async function aliasTarget(
	session: AwsSession,
	name: string,
): Promise<Found<string>> {
	return find(async () => {
		const key = await describe(session, name);
		return key?.arn;
	});
}

async function readUse(session: AwsSession, id: string): Promise<KeyUse> {
	const {
		KeyLastUsage: usage,
		TrackingStartDate: trackedSince,
		KeyCreationDate: createdAt,
	} = await session.kms.send(new GetKeyLastUsageCommand({KeyId: id}));
	return {
		...(usage?.Timestamp && {last: usage.Timestamp.toISOString()}),
		...(trackedSince && {trackedSince: trackedSince.toISOString()}),
		...(createdAt && {createdAt: createdAt.toISOString()}),
	};
}
