import {
	DescribeKeyCommand,
	GetKeyLastUsageCommand,
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	ListResourceTagsCommand,
	paginateListAliases,
} from '@aws-sdk/client-kms';
import {parseKeyArn} from '../../aws/arn.js';
import {find, type Found} from '../../aws/find.js';
import {findKeyByTag, runTag} from '../../aws/find-key-by-tag.js';
import {whoAmI} from '../../aws/identity.js';
import {sessionServiceStatus} from '../../aws/session-service-status.js';
import {type AwsSession} from '../../aws/session.js';
import {parsePolicyDocument} from '../../policy/parse-policy-document.js';
import {lastResult, openIntents} from '../../setups/journal.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {aliasName, type EkmAnswers} from './answers.js';
import {keyFacts} from './key-facts.js';
import {type EkmObservation, type KeyFoundBy} from './observation.js';

type Update = (part: Partial<EkmObservation>) => void;

/**
Asks AWS about everything the setup touches: in parallel, in at most three round trips one after the other (a crash in
CreateKey costs one more look through the tags). `update` is told each answer as it comes. Never rejects: what could not
be asked is `unknown`.
*/
export async function observeEkm(
	session: AwsSession,
	saved: Pick<SavedSetup, 'journal' | 'runId'>,
	answers: EkmAnswers,
	update: Update = () => undefined,
): Promise<EkmObservation> {
	const tell = async <Field extends keyof EkmObservation>(
		field: Field,
		answer: Promise<EkmObservation[Field]>,
	): Promise<EkmObservation[Field]> => {
		const value = await answer;
		const part: Partial<EkmObservation> = {[field]: value};
		update(part);
		return value;
	};

	update({region: session.region});
	const located = locateKey(session, saved, answers);
	const key = tell(
		'key',
		located.then(({key}) => key),
	);
	const aliasTarget = tell(
		'aliasTarget',
		located.then(({aliasTarget}) => aliasTarget),
	);
	// An ARN needs no second round trip; an alias or a bare ID is first looked up.
	const given = knownArn(saved, answers);
	const arn = given
		? Promise.resolve<Found<string>>({state: 'found', value: given})
		: key.then((found) => mapFound(found, (facts) => facts.arn));
	const ask = async <T>(
		question: (keyId: string) => Promise<T | undefined>,
	) => {
		const found = await arn;
		return found.state === 'found'
			? find(async () => question(found.value))
			: found;
	};

	const [
		identity,
		keyFound,
		aliasFound,
		tags,
		aliases,
		policy,
		rotation,
		lastUse,
		service,
	] = await Promise.all([
		tell(
			'identity',
			find(async () => whoAmI(session)),
		),
		key,
		aliasTarget,
		tell(
			'tags',
			ask(async (id) => listTags(session, id)),
		),
		tell(
			'aliases',
			ask(async (id) => listAliases(session, id)),
		),
		tell(
			'policy',
			ask(async (id) => getPolicy(session, id)),
		),
		tell(
			'rotation',
			ask(async (id) => getRotation(session, id)),
		),
		tell(
			'lastUse',
			ask(async (id) => getLastUse(session, id)),
		),
		tell('service', sessionServiceStatus(session)),
	]);
	return {
		identity,
		region: session.region,
		key: keyFound,
		aliasTarget: aliasFound,
		tags,
		aliases,
		policy,
		rotation,
		lastUse,
		service,
	};
}

type Located = Pick<EkmObservation, 'key' | 'aliasTarget'>;

async function locateKey(
	session: AwsSession,
	saved: Pick<SavedSetup, 'journal' | 'runId'>,
	{key}: EkmAnswers,
): Promise<Located> {
	if (key?.use !== undefined) {
		return {
			key: await describeKey(session, key.use, 'answer'),
			aliasTarget: {state: 'absent'},
		};
	}

	if (!key?.create) {
		return {key: {state: 'absent'}, aliasTarget: {state: 'absent'}};
	}

	const [byAlias, own] = await Promise.all([
		describeKey(session, aliasName(key.create.alias), 'alias'),
		findOwnKey(session, saved),
	]);
	return {
		key: own.state === 'absent' ? byAlias : own,
		aliasTarget: mapFound(byAlias, (facts) => facts.arn),
	};
}

async function findOwnKey(
	session: AwsSession,
	{journal, runId}: Pick<SavedSetup, 'journal' | 'runId'>,
): Promise<EkmObservation['key']> {
	const made = lastResult(journal, 'create-key')?.Arn;
	if (typeof made === 'string') {
		return describeKey(session, made, 'journal');
	}

	const isUnclear = openIntents(journal).some(
		(entry) => entry.change === 'create-key',
	);
	if (!isUnclear) {
		return {state: 'absent'};
	}

	const found = await find(async () => findKeyByTag(session, runTag, runId));
	return found.state === 'found'
		? describeKey(session, found.value.Arn, 'tag')
		: found;
}

async function describeKey(
	session: AwsSession,
	keyId: string,
	foundBy: KeyFoundBy,
): Promise<EkmObservation['key']> {
	return find(async () => {
		const {KeyMetadata} = await session.kms.send(
			new DescribeKeyCommand({KeyId: keyId}),
		);
		return KeyMetadata && {...keyFacts(KeyMetadata), foundBy};
	});
}

function knownArn(
	{journal}: Pick<SavedSetup, 'journal'>,
	{key}: EkmAnswers,
): string | undefined {
	const made = key?.create && lastResult(journal, 'create-key')?.Arn;
	const arn = key?.use ?? made;
	return typeof arn === 'string' && parseKeyArn(arn) ? arn : undefined;
}

async function listTags(session: AwsSession, keyId: string) {
	const {Tags = []} = await session.kms.send(
		new ListResourceTagsCommand({KeyId: keyId}),
	);
	return Object.fromEntries(
		Tags.map(({TagKey = '', TagValue = ''}) => [TagKey, TagValue]),
	);
}

async function listAliases(session: AwsSession, keyId: string) {
	const names: string[] = [];
	for await (const page of paginateListAliases(
		{client: session.kms},
		{KeyId: keyId},
	)) {
		names.push(...(page.Aliases ?? []).map(({AliasName = ''}) => AliasName));
	}

	return names;
}

async function getPolicy(session: AwsSession, keyId: string) {
	const {Policy} = await session.kms.send(
		new GetKeyPolicyCommand({KeyId: keyId, PolicyName: 'default'}),
	);
	return Policy === undefined ? undefined : parsePolicyDocument(Policy);
}

async function getRotation(session: AwsSession, keyId: string) {
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

async function getLastUse(session: AwsSession, keyId: string) {
	const {KeyLastUsage: usage} = await session.kms.send(
		new GetKeyLastUsageCommand({KeyId: keyId}),
	);
	return usage?.Timestamp
		? {
				operation: usage.Operation ?? 'a cryptographic operation',
				at: usage.Timestamp.toISOString(),
			}
		: undefined;
}

function mapFound<A, B>(found: Found<A>, change: (value: A) => B): Found<B> {
	return found.state === 'found'
		? {state: 'found', value: change(found.value)}
		: found;
}
