import {parseKeyArn} from '../../aws/arn.js';
import {lookUp, type Lookup} from '../../aws/lookup.js';
import {findKeyByTag} from '../../resources/kms-key/list.js';
import {isScheduledForDeletion} from '../../resources/kms-key/read.js';
import {type AwsSession} from '../../aws/session.js';
import {setupTag} from '../../resources/ownership-tags.js';
import {hasTried} from '../../engine/replay.js';
import {createKey} from '../../resources/kms-key/calls.js';
import {aliasName, isAlias, type EkmAnswers} from './answers.js';
import {
	lookUpKey,
	findOwnKey,
	journaledKey,
	type KeyFound,
	type Traces,
} from './own-key.js';
import {type EkmObservation} from './observation.js';

/** The key that the alias of a new key stands for; `absent` where the setup makes none. Never rejects. */
export async function lookUpAlias(
	session: AwsSession,
	{key}: EkmAnswers,
): Promise<KeyFound> {
	return key?.create
		? lookUpKey(session, aliasName(key.create.alias), 'alias')
		: {state: 'absent'};
}

/**
Finds the setup's key: the one the person named; else the one it made, by journal, tag or `alias` (what `lookUpAlias`
says). Never rejects. Where the setup has made a key that AWS does not show, or may have, the answer is `unknown` rather
than `absent`.
*/
export async function locateKey(
	session: AwsSession,
	saved: Traces,
	{key}: EkmAnswers,
	alias: Promise<KeyFound>,
): Promise<Pick<EkmObservation, 'key' | 'aliasTarget'>> {
	if (key?.use !== undefined) {
		return locateNamed(session, key.use, saved.names?.[key.use]);
	}

	if (!key?.create) {
		return {key: {state: 'absent'}, aliasTarget: {state: 'absent'}};
	}

	const [own, byAlias] = await Promise.all([
		findOwnKey(session, saved, alias),
		alias,
	]);
	const aliasTarget: Lookup<string> =
		byAlias.state === 'found'
			? {state: 'found', value: byAlias.value.arn}
			: byAlias;
	return {key: own, aliasTarget};
}

/**
A key that carries this setup's name and is not about to be deleted, where a first key would be made: another computer's
setup of that name made it, or one that is not saved any more. Never rejects.
*/
export async function findNamesake(
	session: AwsSession,
	{journal, setup}: Traces,
	answers: EkmAnswers,
	{key, aliasTarget}: Pick<EkmObservation, 'key' | 'aliasTarget'>,
): Promise<Lookup<string>> {
	const isFirst =
		answers.key?.create !== undefined && !hasTried(journal, createKey);
	if (!isFirst || key.state !== 'absent' || aliasTarget.state !== 'absent') {
		return {state: 'absent'};
	}

	return lookUp(async () => {
		const found = await findKeyByTag(
			session,
			setupTag,
			setup.name,
			async ({Arn}) => {
				const described = await lookUpKey(session, Arn, 'tag');
				return (
					described.state !== 'found' ||
					!isScheduledForDeletion(described.value.state)
				);
			},
		);
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
export function knownKeyArn(
	saved: Traces,
	{key}: EkmAnswers,
): string | undefined {
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
	saved: Traces,
	answers: EkmAnswers,
	alias: Promise<KeyFound>,
): Promise<string | undefined> {
	const known = knownKeyArn(saved, answers);
	if (known !== undefined) {
		return known;
	}

	const found = await alias;
	return found.state === 'found' && found.value.arn !== ''
		? found.value.arn
		: undefined;
}
