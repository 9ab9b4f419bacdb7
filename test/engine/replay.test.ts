import fs from 'node:fs';
import {expect, test} from 'vitest';
import {effectsOf, lastWrite, openIntents, replay} from '../../source/engine/replay.js';
import {type JournalEntry} from '../../source/resources/call.js';
import {savedSetupSchema} from '../../source/setups/saved-setup.js';

const at = '2026-05-04T03:02:01.000Z';

const entry = (
	operation: string,
	input: JournalEntry['call']['input'],
	more: Partial<JournalEntry> = {},
): JournalEntry => ({
	change: 'one',
	state: 'done',
	at,
	call: {
		service: operation.includes('Role') ? 'iam' : 'kms',
		operation,
		input,
	},
	result: {},
	...more,
});

test.each([
	entry('CreateAlias', {TargetKeyId: 'key'}),
	entry('CreateAlias', {AliasName: 7, TargetKeyId: 'key'}),
	entry('PutKeyPolicy', {}),
])('a damaged entry is named in one sentence: %j', (damaged) => {
	expect(() => effectsOf([damaged])).toThrow(
		`The journal's entry for ${damaged.call.operation} of 2026-05-04T03:02:01.000Z is damaged`,
	);
	expect(replay([damaged])).toMatchObject({effects: [], damaged: [damaged]});
});

/** A journal that version 0.1 wrote: no entry says what it was done for. */
function journalOfVersion01(name: string): JournalEntry[] {
	const file = new URL(`../support/fixtures/version-0.1/setups/${name}.json`, import.meta.url);
	return savedSetupSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8'))).journal;
}

const groupsIn = (journal: readonly JournalEntry[]) =>
	effectsOf(journal).map(({kind, of, group}) => `${kind} of ${of}: ${group}`);

test('effects in a journal of version 0.1 are known to be for their projects', () => {
	const journal = journalOfVersion01('secrets-finished');
	expect(journal.every(({group}) => group === undefined)).toBe(true);
	expect(groupsIn(journal)).toEqual([
		'role-policy of role SharedIntegrations: Customers',
		'role-policy of role Workato-Finance: Finance',
		'role-policy of role Workato-Orders: Orders',
		'trust of role SharedIntegrations: Customers',
		'trust of role Workato-Finance: Finance',
		'role of role Workato-Finance: Finance',
		'trust of role Workato-Orders: Orders',
		'role of role Workato-Orders: Orders',
	]);
	expect(effectsOf(journalOfVersion01('ekm-half-undone')).map(({group}) => group)).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test('what an entry was done for is what it says, whatever its id looks like', () => {
	const put = entry(
		'PutRolePolicy',
		{
			RoleName: 'Orders',
			PolicyName: 'workato-secrets',
			PolicyDocument: JSON.stringify({
				Version: '2012-10-17',
				Statement: [
					{
						Effect: 'Allow',
						Action: 'secretsmanager:GetSecretValue',
						Resource: '*',
					},
				],
			}),
		},
		{change: 'put: it: down', group: 'Orders: all'},
	);
	expect(groupsIn([put])).toEqual(['role-policy of role Orders: Orders: all']);
});

test('the last write is one that was done on the way, not one that took something back', () => {
	const rotate = entry(
		'EnableKeyRotation',
		{KeyId: 'key', RotationPeriodInDays: 90},
		{change: 'rotate', before: {enabled: false}},
	);
	const again = {
		...rotate,
		call: {...rotate.call, input: {KeyId: 'key', RotationPeriodInDays: 180}},
		at: '2026-05-05T00:00:00.000Z',
	};
	const unsure = {
		...rotate,
		state: 'intent' as const,
		at: '2026-05-06T00:00:00.000Z',
	};
	const back = {
		...rotate,
		change: 'undo-rotate:key',
		at: '2026-05-07T00:00:00.000Z',
	};
	const isRotation = ({effect}: {effect: {kind: string}}) => effect.kind === 'rotation';
	expect(lastWrite([], isRotation)).toBeUndefined();
	expect(lastWrite([rotate, again, unsure, back], isRotation)).toBe(again.at);
	expect(lastWrite([rotate, again], () => false)).toBeUndefined();
});

const tried = (change: string, state: JournalEntry['state'], more: Partial<JournalEntry> = {}) =>
	entry('CreateKey', {}, {change, state, ...more});

test('an intent stays open until an outcome follows it', () => {
	expect(openIntents([])).toEqual([]);
	expect(openIntents([tried('key', 'intent')])).toEqual([tried('key', 'intent')]);
	expect(openIntents([tried('key', 'intent'), tried('key', 'done')])).toEqual([]);
	expect(openIntents([tried('key', 'intent'), tried('key', 'failed')])).toEqual([]);
});

test('of several tries of one change, the last one counts', () => {
	const again = tried('key', 'intent', {at: '2026-11-22T11:00:00.000Z'});
	expect(
		openIntents([tried('key', 'intent'), tried('alias', 'intent'), tried('alias', 'done'), again]),
	).toEqual([again]);
	expect(openIntents([tried('key', 'done'), again])).toEqual([again]);
});
