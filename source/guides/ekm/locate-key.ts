import {lookUp, type Lookup} from '../../aws/errors.js';
import {findKeyByTag} from '../../resources/kms-key/list.js';
import {type AwsSession} from '../../aws/session.js';
import {wait} from '../../engine/wait.js';
import {hasTried, replay} from '../../engine/replay.js';
import {createKey} from '../../resources/kms-key/calls.js';
import {describeKey, readKeyTags, isScheduledForDeletion} from '../../resources/kms-key/read.js';
import {asMadeKey} from '../../resources/kms-key/effects.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {runTag, setupTag} from '../../resources/ownership.js';
import {parseKeyArn} from '../../aws/arn.js';
import {aliasName, ekmAnswers, isAlias, type EkmAnswers} from './answers.js';
import {type EkmObservation, type KeyFoundBy} from './observation.js';

/** A setup's key, as far as AWS shows it. */
type KeyLookup = EkmObservation['key'];

/** What KMS says of a key with this ARN, ID or alias, and how it was found. Never rejects. */
async function lookUpKey(
	session: AwsSession,
	keyId: string,
	foundBy: KeyFoundBy,
): Promise<KeyLookup> {
	return lookUp(async () => {
		const facts = await describeKey(session, keyId);
		return facts && {...facts, foundBy};
	});
}

/** What finding a setup's key needs of it: its journal, the marks on what it made, what names stood for. */
export type KeyRecord = Pick<SavedSetup, 'journal' | 'isJournalLost' | 'runId' | 'setup' | 'names'>;

// KMS shows a new key within seconds, sometimes minutes (facts: eventual consistency); milliseconds.
const mayBeUnseen = 5 * 60_000;
// Looks for a key of which nothing is known but that it may be seconds old; milliseconds.
const searchesNewKey = [0, 1000, 2000];

/**
Finds the key that a setup made: by its journal, by the run's mark on a key, or by the setup's mark on the one that its
alias stands for, which proves nothing until the person agrees. Never rejects.
*/
async function findOwnKey(
	session: AwsSession,
	saved: KeyRecord,
	alias: Promise<KeyLookup>,
): Promise<KeyLookup> {
	const made = journaledKey(saved);
	if (made) {
		const found = await lookUpKey(session, made.id, 'journal');
		if (found.state !== 'absent') {
			return found;
		}

		if (isRecent(made.at, mayBeUnseen)) {
			return {
				state: 'unknown',
				code: 'NotShownYet',
				reason: `this setup has just made the key ${made.id}, and AWS does not show it yet`,
			};
		}
	}

	const byAlias = await alias;
	const agreed = agreedKey(saved);
	if (byAlias.state === 'found' && byAlias.value.arn === agreed) {
		return {state: 'found', value: {...byAlias.value, foundBy: 'agreed'}};
	}

	const tags: Lookup<Record<string, string>> =
		byAlias.state === 'found'
			? await lookUp(async () => readKeyTags(session, byAlias.value.arn))
			: byAlias;
	if (byAlias.state === 'found' && tags.state === 'found' && tags.value[runTag] === saved.runId) {
		return {state: 'found', value: {...byAlias.value, foundBy: 'tag'}};
	}

	const unclear = openCreation(saved);
	if (unclear !== undefined || isMadeBefore(saved)) {
		const found = await findLostKey(session, saved.runId, unclear?.at);
		if (found.state !== 'absent') {
			return found;
		}

		// Not to be seen is no proof: AWS may have made the key and not show it yet.
		if (unclear && isRecent(unclear.at, mayBeUnseen)) {
			return {
				state: 'unknown',
				code: 'NotShownYet',
				reason: `it was asked to make the key a moment ago, gave no answer, and does not show one yet; look again in ${minutesLeft(unclear.at)}`,
			};
		}
	}

	if (tags.state !== 'found') {
		return tags;
	}

	return tags.value[setupTag] === saved.setup.name ? byAlias : {state: 'absent'};
}

// The key under the wanted alias that the person took for this setup's own, though no run of it made that.
function agreedKey({names, setup}: KeyRecord): string | undefined {
	const answers = ekmAnswers.safeParse(setup);
	const alias = answers.data?.key?.create?.alias;
	return alias === undefined ? undefined : names?.[agreedName(alias)];
}

/** The name under which a setup remembers that key; what a used alias stood for is remembered by just looking, under its own name. */
export function agreedName(alias: string): string {
	return `key/${aliasName(alias)}`;
}

/** The key that the journal says this setup made last, unless a later attempt may have made another. */
export function journaledKey({
	journal,
}: Pick<SavedSetup, 'journal'>): {id: string; at: string} | undefined {
	const last = lastMade(journal);
	const id = last?.made.arn ?? last?.made.keyId;
	return last && id !== undefined && !last.isTakenBack && !openCreation({journal})
		? {id, at: last.made.at}
		: undefined;
}

/** When the setup took back the key that it made last, by asking for its deletion; nothing when it made one since. ISO 8601. */
export function takenBackAt(journal: SavedSetup['journal']): string | undefined {
	const last = lastMade(journal);
	return last?.isTakenBack ? last.at : undefined;
}

// The key that was made last, as far as its ID is known, and when it was made or taken back.
function lastMade(journal: SavedSetup['journal']) {
	const {events} = replay(journal);
	return events
		.flatMap(({what, effect, entry: {at}}) => {
			const made = asMadeKey(effect);
			return made?.keyId === undefined ? [] : [{made, at, isTakenBack: what === 'shelved'}];
		})
		.at(-1);
}

// A key that AWS was asked for without ever saying that it made it.
function openCreation({journal}: Pick<SavedSetup, 'journal'>) {
	return replay(journal)
		.effects.map((effect) => asMadeKey(effect))
		.find((made) => made?.isUncertain);
}

// The journal that would know the key is lost: its mark may still be on a key.
function isMadeBefore({isJournalLost, journal}: KeyRecord): boolean {
	return isJournalLost === true && !hasTried(journal, createKey);
}

async function findLostKey(
	session: AwsSession,
	runId: string,
	since: string | undefined,
): Promise<KeyLookup> {
	let found: KeyLookup = {state: 'absent'};
	for (const pause of since && isRecent(since, 60_000) ? searchesNewKey : [0]) {
		if (pause > 0) {
			await wait(pause);
		}

		const tagged = await lookUp(async () => findKeyByTag(session, runTag, runId));
		found = tagged.state === 'found' ? await lookUpKey(session, tagged.value.Arn, 'tag') : tagged;
		if (found.state === 'found') {
			return found;
		}
	}

	return found;
}

function minutesLeft(at: string): string {
	const milliseconds = Date.parse(at) + mayBeUnseen - Date.now();
	const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
	return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

function isRecent(at: string, milliseconds: number): boolean {
	return Math.abs(Date.now() - Date.parse(at)) < milliseconds;
}

/** The key that the alias of a new key stands for; `absent` where the setup makes none. Never rejects. */
export async function lookUpAlias(session: AwsSession, {key}: EkmAnswers): Promise<KeyLookup> {
	return key?.create ? lookUpKey(session, aliasName(key.create.alias), 'alias') : {state: 'absent'};
}

/**
Finds the setup's key: the one the person named; else the one it made, by journal, tag or `alias` (what `lookUpAlias`
says). Never rejects. Where the setup has made a key that AWS does not show, or may have, the answer is `unknown` rather
than `absent`.
*/
export async function locateKey(
	session: AwsSession,
	saved: KeyRecord,
	{key}: EkmAnswers,
	alias: Promise<KeyLookup>,
): Promise<Pick<EkmObservation, 'key' | 'aliasTarget'>> {
	if (key?.use !== undefined) {
		return locateNamed(session, key.use, saved.names?.[key.use]);
	}

	if (!key?.create) {
		return {key: {state: 'absent'}, aliasTarget: {state: 'absent'}};
	}

	const [own, byAlias] = await Promise.all([findOwnKey(session, saved, alias), alias]);
	const aliasTarget: Lookup<string> =
		byAlias.state === 'found' ? {state: 'found', value: byAlias.value.arn} : byAlias;
	return {key: own, aliasTarget};
}

/**
A key that carries this setup's name and is not about to be deleted, where a first key would be made: another computer's
setup of that name made it, or one that is not saved any more. Never rejects.
*/
export async function findNamesake(
	session: AwsSession,
	{journal, setup}: KeyRecord,
	answers: EkmAnswers,
	{key, aliasTarget}: Pick<EkmObservation, 'key' | 'aliasTarget'>,
): Promise<Lookup<string>> {
	const isFirst = answers.key?.create !== undefined && !hasTried(journal, createKey);
	if (!isFirst || key.state !== 'absent' || aliasTarget.state !== 'absent') {
		return {state: 'absent'};
	}

	return lookUp(async () => {
		const found = await findKeyByTag(session, setupTag, setup.name, async ({Arn}) => {
			const described = await lookUpKey(session, Arn, 'tag');
			return described.state !== 'found' || !isScheduledForDeletion(described.value.state);
		});
		return found?.Arn;
	});
}

// Workato holds the key that a name first stood for, so that one is looked at, wherever the name points by now.
async function locateNamed(
	session: AwsSession,
	use: string,
	first: string | undefined,
): Promise<Pick<EkmObservation, 'key' | 'aliasTarget'>> {
	const [key, target] = await Promise.all([
		lookUpKey(session, first ?? use, 'answer'),
		first === undefined ? undefined : lookUpKey(session, use, 'answer'),
	]);
	const named = target ?? key;
	return {
		key,
		aliasTarget:
			named.state === 'found'
				? isAlias(use)
					? {state: 'found', value: named.value.arn}
					: {state: 'absent'}
				: named,
	};
}

/** The key's ARN as far as the answers or the journal hold it: then AWS need not be asked for it. */
export function knownKeyArn(saved: KeyRecord, {key}: EkmAnswers): string | undefined {
	const arn = key?.use
		? (saved.names?.[key.use] ?? key.use)
		: key?.create && journaledKey(saved)?.id;
	return arn !== undefined && parseKeyArn(arn) ? arn : undefined;
}

/**
The ARN of the key that it will most likely be, before that is certain, so that it can be asked about meanwhile: the known
one, else the one that the alias stands for.
*/
export async function likelyKeyArn(
	saved: KeyRecord,
	answers: EkmAnswers,
	alias: Promise<KeyLookup>,
): Promise<string | undefined> {
	const known = knownKeyArn(saved, answers);
	if (known !== undefined) {
		return known;
	}

	const found = await alias;
	return found.state === 'found' && found.value.arn !== '' ? found.value.arn : undefined;
}
