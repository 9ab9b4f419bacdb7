import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../source/guides/ekm/answers.js';
import {ekmGuide} from '../../source/guides/ekm/ekm-guide.js';
import {type EkmObservation} from '../../source/guides/ekm/observation.js';
import {otherSourceNotes, sharedNotes} from '../../source/guides/setup-notes.js';
import {usedBy} from '../../source/resources/ownership.js';
import {type JournalEntry} from '../../source/resources/call.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';
import {outputsJson} from '../../source/guides/guide.js';
import {found, key, keyArn, seen} from './ekm/ekm-observation.js';
import {answersOf, setupOf, then} from './ekm/ekm-setup.js';

const notes = (
	answers: Partial<EkmAnswers>,
	observation: Partial<EkmObservation> = {},
	journal: JournalEntry[] = [],
) => {
	const saved = {...setupOf(answers), journal};
	return ekmGuide.leftAsIs?.(answersOf(saved), seen(observation), saved);
};

const created: JournalEntry = {
	change: 'create-key',
	state: 'done',
	at: then,
	call: {
		service: 'kms',
		operation: 'CreateKey',
		input: {Tags: [{TagKey: 'team', TagValue: 'data'}]},
	},
	result: {Arn: keyArn},
};

const withFields = (fields: object) => ({
	key: {create: {alias: 'workato-ekm', ...fields}},
});

test('a key that carries the setup’s name is no output before it is agreed to; who else uses it is said all the same', () => {
	const outputs = (foundBy: typeof key.foundBy) =>
		ekmGuide.outputs(answersOf(setupOf()), {key: found({...key, foundBy})});
	expect(outputsJson(outputs('alias'))).toEqual({});
	for (const foundBy of ['answer', 'journal', 'tag', 'agreed'] as const) {
		expect(outputsJson(outputs(foundBy))).toEqual({keyArn});
	}

	const adoption = {
		code: '',
		message: '',
		hint: '',
		thing: 'key',
		hasChanges: false,
		names: {alias: keyArn},
	};
	expect(sharedNotes([], new Map([[keyArn, ['other']]]), [adoption])).toEqual([
		`The key ${keyArn} is also used by the setup “other”.`,
	]);
});

test('nothing is left out: nothing is said', () => {
	expect(notes({})).toEqual([]);
	expect(notes(withFields({description: ''}))).toEqual([]);
	expect(notes(withFields({tags: {team: 'data'}}), {}, [created])).toEqual([]);
	expect(notes({rotation: {enabled: false}}, {rotation: found({enabled: false})})).toEqual([]);
});

test('a description, tags and rotation that a key keeps are named, each with the reason', () => {
	expect(notes(withFields({description: 'New words'}))).toEqual([
		'The description of the key stays “”: only a new key gets the one in the setup.',
	]);
	expect(notes(withFields({tags: {team: 'ops'}}), {}, [created])).toEqual([
		'The tags in the setup (team) are for a new key only; those of this key were neither compared nor changed.',
	]);
	expect(notes({rotation: {enabled: false}})).toEqual([
		'The key goes on rotating: rotation is never turned off here.',
	]);
	expect(
		notes(
			{key: {use: keyArn}},
			{
				key: found({...key, multiRegion: 'REPLICA'}),
				rotation: found({enabled: false}),
			},
		),
	).toEqual([expect.stringContaining('primary key')]);
});

test('a key that other saved setups use is named with them, however they name it', () => {
	const named = (
		name: string,
		answers: Partial<EkmAnswers>,
		more: Partial<SavedSetup> = {},
	): SavedSetup => {
		const saved = setupOf(answers);
		return {...saved, ...more, setup: {...saved.setup, name}};
	};

	const others = usedBy(
		[
			named('by ARN', {key: {use: keyArn}}),
			named('by alias', {key: {use: 'alias/ours'}}, {names: {'alias/ours': keyArn}}),
			named('made it', {}, {journal: [created]}),
			named('another', {key: {use: 'alias/elsewhere'}}),
		],
		(saved) => ekmGuide.uses?.(saved) ?? [],
	);
	const given = ekmGuide.outputs(answersOf(setupOf()), {key: found(key)});
	expect(sharedNotes(given, others)).toEqual([
		`The key ${keyArn} is also used by the setups “by ARN”, “by alias” and “made it”.`,
	]);
	expect(sharedNotes(given, new Map([[keyArn, ['one']]]))).toEqual([
		`The key ${keyArn} is also used by the setup “one”.`,
	]);
	expect(sharedNotes([], others)).toEqual([]);
});

test('another source of identity than before is said, the first one and the same one are not', () => {
	expect(otherSourceNotes({}, 'profile dev')).toEqual([]);
	expect(otherSourceNotes({source: 'profile dev'}, 'profile dev')).toEqual([]);
	expect(otherSourceNotes({source: 'profile dev'}, 'profile ops')).toEqual([
		'So far this setup was used with profile dev; now it is profile ops, in the same account.',
	]);
});
