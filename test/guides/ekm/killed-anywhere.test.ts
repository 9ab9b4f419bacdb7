import {
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	ListResourceTagsCommand,
	KMSClient,
} from '@aws-sdk/client-kms';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {openPractice, type Practice} from '../../aws/open-practice.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {look, planned, setUp, setupOf} from './ekm-setup.js';

class Killed extends Error {}

/** When to die: at the n-th entry of the journal, before it is on disk or just after. */
type Death = {entry: number; isWritten: boolean};

/** Runs the setup and dies; the journal is what a disk would hold then. True if it got to the end first. */
async function runUntil(
	{session}: Practice,
	saved: SavedSetup,
	{entry, isWritten}: Death,
): Promise<boolean> {
	let count = 0;
	try {
		await setUp(session, saved, {
			journal(written) {
				const isTheEnd = count++ === entry;
				if (!isTheEnd || isWritten) {
					saved.journal.push(written);
				}

				if (isTheEnd) {
					throw new Killed();
				}
			},
		});
		return true;
	} catch (error) {
		if (error instanceof Killed) {
			return false;
		}

		throw error;
	}
}

/** Everything that a setup leaves in AWS, without what differs from key to key. */
async function endState({session, keyArns, aliases}: Practice) {
	const arns = await keyArns();
	const names = await aliases();
	return Promise.all(
		arns.map(async (KeyId) => {
			const [policy, rotation, tags] = await Promise.all([
				session.client(KMSClient).send(new GetKeyPolicyCommand({KeyId})),
				session.client(KMSClient).send(new GetKeyRotationStatusCommand({KeyId})),
				session.client(KMSClient).send(new ListResourceTagsCommand({KeyId})),
			]);
			return {
				policy: policy.Policy,
				days: rotation.RotationPeriodInDays,
				tags: tags.Tags,
				aliases: Object.entries(names)
					.filter(([, id]) => KeyId.endsWith(id))
					.map(([name]) => name),
			};
		}),
	);
}

const newKey = setupOf({
	key: {
		create: {
			alias: 'workato-ekm',
			tags: {team: 'security'},
			administrators: ['arn:aws:iam::111122223333:role/Admin'],
		},
	},
	rotation: {enabled: true, days: 180},
});

async function undisturbed(saved: SavedSetup, practice: Practice) {
	const copy = structuredClone(saved);
	await setUp(practice.session, copy);
	return endState(practice);
}

const deaths = (entries: number) =>
	Array.from({length: entries}, (_, entry) =>
		[false, true].map((isWritten) => ({entry, isWritten})),
	).flat();

test.each(deaths(6))(
	'a new key: killed at entry $entry of the journal (written: $isWritten), the next run ends as if nothing had happened',
	async (death) => {
		const expected = await undisturbed(newKey, await openPractice());
		const practice = await openPractice();
		const saved = structuredClone(newKey);
		expect(await runUntil(practice, saved, death)).toBe(false);
		await setUp(practice.session, saved);
		expect(await endState(practice)).toEqual(expected);
		expect(expected).toHaveLength(1);
		expect(await planned(practice.session, saved)).toEqual([]);
	},
);

test.each(deaths(4))(
	'an existing key: killed at entry $entry of the journal (written: $isWritten), the next run ends as if nothing had happened',
	async (death) => {
		const first = await openPractice();
		const [other = ''] = await first.seed({});
		const expected = await undisturbed(setupOf({key: {use: other}}), first);
		const practice = await openPractice();
		const [use = ''] = await practice.seed({});
		const saved = setupOf({key: {use}});
		expect(await runUntil(practice, saved, death)).toBe(false);
		await setUp(practice.session, saved);
		expect(await endState(practice)).toEqual(expected);
		expect(await planned(practice.session, saved)).toEqual([]);
	},
);

test('killed again and again, with replies lost in between: one key, one alias', async () => {
	const death = fc.record({
		entry: fc.nat({max: 5}),
		isWritten: fc.boolean(),
		fault: fc.constantFrom('none', 'reset-after', 'truncated', 'throttle'),
	});
	const expected = await undisturbed(newKey, await openPractice());
	await fc.assert(
		fc.asyncProperty(fc.array(death, {minLength: 2, maxLength: 4}), async (all) => {
			const practice = await openPractice();
			const saved = structuredClone(newKey);
			for (const {fault, ...each} of all) {
				const faults = fault === 'none' ? [] : [{operation: 'CreateKey', kind: fault}];
				await practice.fail(...faults);
				await runUntil(practice, saved, each);
			}

			await practice.fail();
			await setUp(practice.session, saved);
			expect(await endState(practice)).toEqual(expected);
			expect(await planned(practice.session, saved)).toEqual([]);
		}),
		{seed: 11, numRuns: 12},
	);
});

test('after a lost reply the key is found by its tag; once the alias is there, no tags are searched any more', async () => {
	const practice = await openPractice();
	const saved = setupOf();
	await runUntil(practice, saved, {entry: 1, isWritten: false});
	const {observation, plan} = await look(practice.session, saved);
	expect(observation.key).toMatchObject({value: {foundBy: 'tag'}});
	expect(plan.changes.map(({id}) => id)).toEqual(['create-alias', 'enable-key-rotation']);
	await setUp(practice.session, saved);
	await practice.takeCalls();
	const after = await look(practice.session, saved);
	expect(after.observation.key).toMatchObject({value: {foundBy: 'tag'}});
	expect(await practice.takeCalls()).not.toContain('ListKeys');
});

test('two setups side by side: each keeps to its own key, also after a lost reply', async () => {
	const practice = await openPractice();
	const first = setupOf();
	await setUp(practice.session, first);
	const second = setupOf({
		name: 'test',
		key: {create: {alias: 'workato-test'}},
	});
	second.runId = '0f0e0d0c-0000-4000-8000-000000000002';
	await runUntil(practice, second, {entry: 1, isWritten: false});
	await setUp(practice.session, second);
	expect(Object.keys(await practice.aliases())).toEqual([
		'alias/workato-ekm',
		'alias/workato-test',
	]);
	expect(await practice.keyArns()).toHaveLength(2);
});
