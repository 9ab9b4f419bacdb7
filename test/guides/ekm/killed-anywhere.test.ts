import {
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	ListResourceTagsCommand,
	KMSClient,
} from '@aws-sdk/client-kms';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {openSandboxAws, type SandboxAws} from '../../aws/open-sandbox-aws.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {look, planned, setUp, setupOf} from './ekm-setup.js';

class Killed extends Error {}

/** When to die: at the n-th entry of the journal, before it is on disk or just after. */
type Death = {entry: number; isWritten: boolean};

/** Runs the setup and dies; the journal is what a disk would hold then. True if it got to the end first. */
async function runUntil(
	{session}: SandboxAws,
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
async function endState({session, keyArns, aliases}: SandboxAws) {
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

async function undisturbed(saved: SavedSetup, sandbox: SandboxAws) {
	const copy = structuredClone(saved);
	await setUp(sandbox.session, copy);
	return endState(sandbox);
}

const deaths = (entries: number) =>
	Array.from({length: entries}, (_, entry) =>
		[false, true].map((isWritten) => ({entry, isWritten})),
	).flat();

test.each(deaths(6))(
	'a new key: killed at entry $entry of the journal (written: $isWritten), the next run ends as if nothing had happened',
	async (death) => {
		const expected = await undisturbed(newKey, await openSandboxAws());
		const sandbox = await openSandboxAws();
		const saved = structuredClone(newKey);
		expect(await runUntil(sandbox, saved, death)).toBe(false);
		await setUp(sandbox.session, saved);
		expect(await endState(sandbox)).toEqual(expected);
		expect(expected).toHaveLength(1);
		expect(await planned(sandbox.session, saved)).toEqual([]);
	},
);

test.each(deaths(4))(
	'an existing key: killed at entry $entry of the journal (written: $isWritten), the next run ends as if nothing had happened',
	async (death) => {
		const first = await openSandboxAws();
		const [other = ''] = await first.seed({});
		const expected = await undisturbed(setupOf({key: {use: other}}), first);
		const sandbox = await openSandboxAws();
		const [use = ''] = await sandbox.seed({});
		const saved = setupOf({key: {use}});
		expect(await runUntil(sandbox, saved, death)).toBe(false);
		await setUp(sandbox.session, saved);
		expect(await endState(sandbox)).toEqual(expected);
		expect(await planned(sandbox.session, saved)).toEqual([]);
	},
);

test('killed again and again, with replies lost in between: one key, one alias', async () => {
	const death = fc.record({
		entry: fc.nat({max: 5}),
		isWritten: fc.boolean(),
		fault: fc.constantFrom('none', 'reset-after', 'truncated', 'throttle'),
	});
	const expected = await undisturbed(newKey, await openSandboxAws());
	await fc.assert(
		fc.asyncProperty(fc.array(death, {minLength: 2, maxLength: 4}), async (all) => {
			const sandbox = await openSandboxAws();
			const saved = structuredClone(newKey);
			for (const {fault, ...each} of all) {
				const faults = fault === 'none' ? [] : [{operation: 'CreateKey', kind: fault}];
				await sandbox.fail(...faults);
				await runUntil(sandbox, saved, each);
			}

			await sandbox.fail();
			await setUp(sandbox.session, saved);
			expect(await endState(sandbox)).toEqual(expected);
			expect(await planned(sandbox.session, saved)).toEqual([]);
		}),
		{seed: 11, numRuns: 12},
	);
});

test('after a lost reply the key is found by its tag; once the alias is there, no tags are searched any more', async () => {
	const sandbox = await openSandboxAws();
	const saved = setupOf();
	await runUntil(sandbox, saved, {entry: 1, isWritten: false});
	const {observation, plan} = await look(sandbox.session, saved);
	expect(observation.key).toMatchObject({value: {foundBy: 'tag'}});
	expect(plan.changes.map(({id}) => id)).toEqual(['create-alias', 'enable-key-rotation']);
	await setUp(sandbox.session, saved);
	await sandbox.takeCalls();
	const after = await look(sandbox.session, saved);
	expect(after.observation.key).toMatchObject({value: {foundBy: 'tag'}});
	expect(await sandbox.takeCalls()).not.toContain('ListKeys');
});

test('two setups side by side: each keeps to its own key, also after a lost reply', async () => {
	const sandbox = await openSandboxAws();
	const first = setupOf();
	await setUp(sandbox.session, first);
	const second = setupOf({
		name: 'test',
		key: {create: {alias: 'workato-test'}},
	});
	second.runId = '0f0e0d0c-0000-4000-8000-000000000002';
	await runUntil(sandbox, second, {entry: 1, isWritten: false});
	await setUp(sandbox.session, second);
	expect(Object.keys(await sandbox.aliases())).toEqual(['alias/workato-ekm', 'alias/workato-test']);
	expect(await sandbox.keyArns()).toHaveLength(2);
});
