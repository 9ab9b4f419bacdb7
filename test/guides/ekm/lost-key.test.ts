import {beforeEach, expect, test, vi} from 'vitest';
import {type JournalEntry} from '../../../source/resources/call.js';
import {openSandboxAws, type SandboxAws} from '../../aws/open-sandbox-aws.js';
import {applyAll, look, setUp, setupOf, then} from './ekm-setup.js';

const waits = vi.hoisted((): number[] => []);
vi.mock(import('../../../source/engine/wait.js'), () => ({
	async wait(milliseconds) {
		waits.push(milliseconds);
	},
}));

beforeEach(() => {
	waits.length = 0;
});

/** Dies in CreateKey after AWS acted, at this time; the key stays unseen for some looks. */
async function crash(at: Date, reads: number) {
	const sandbox = await openSandboxAws();
	const saved = setupOf();
	await sandbox.control('POST', '/_sandbox/consistency', {reads});
	await expect(
		setUp(sandbox.session, saved, {
			now: () => at,
			journal(entry: JournalEntry) {
				if (entry.state === 'done') {
					throw new Error('killed');
				}

				saved.journal.push(entry);
			},
		}),
	).rejects.toThrow('killed');
	return {saved, ...sandbox};
}

test('a moment after a crash in CreateKey, a key that AWS does not list yet is waited for', async () => {
	const {session, saved} = await crash(new Date(), 2);
	const {observation} = await look(session, saved);
	expect(observation.key).toMatchObject({value: {foundBy: 'tag'}});
	expect(waits).toEqual([1000, 2000]);
});

test('long after the crash one look is enough', async () => {
	const {session, saved} = await crash(new Date(then), 0);
	const {observation} = await look(session, saved);
	expect(observation.key).toMatchObject({value: {foundBy: 'tag'}});
	expect(waits).toEqual([]);
});

const unanswered = (at: Date): JournalEntry => ({
	change: 'create-key',
	state: 'intent',
	at: at.toISOString(),
	call: {service: 'kms', operation: 'CreateKey', input: {}},
});

test('a call of a moment ago whose key is not shown blocks for five minutes: no second key', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	saved.journal.push(unanswered(new Date(Date.now() - 130_000)));
	const {plan, checks} = await look(session, saved);
	expect(waits).toEqual([]);
	expect(plan).toEqual({
		changes: [],
		blockers: [
			{
				code: 'NotShownYet',
				kind: 'cannot-tell',
				message:
					'AWS did not say whether the key exists: it was asked to make the key a moment ago, gave no answer, and does not show one yet; look again in 3 minutes.',
				hint: 'Nothing is written until then, so that nothing is made twice.',
			},
		],
	});
	expect(checks.find(({id}) => id === 'key-exists')?.status).toBe('unknown');
});

test('after five minutes a call that never reached AWS is planned again', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	saved.journal.push(unanswered(new Date(Date.now() - 301_000)));
	const {plan} = await look(session, saved);
	expect(plan.changes[0]?.id).toBe('create-key');
});

test('a setup whose file was unreadable finds its key by the mark that could still be read', async () => {
	const sandbox = await openSandboxAws();
	const {session, keyArns, takeCalls} = sandbox;
	const {saved: before} = await crashedAfterKey(sandbox);
	const saved = {...before, journal: [], isJournalLost: true as const};
	expect(await setUp(session, saved)).toEqual(['create-alias done', 'enable-key-rotation done']);
	expect(await keyArns()).toHaveLength(1);
	await takeCalls();
	await look(session, saved);
	expect(await takeCalls()).not.toContain('ListKeys');
});

async function crashedAfterKey({session}: SandboxAws) {
	const saved = setupOf();
	const {plan} = await look(session, saved);
	await applyAll(session, saved, plan.changes.slice(0, 1));
	return {saved};
}
