import {expect, test} from 'vitest';
import {type JournalEntry} from '../../../source/resources/call.js';
import {account, allBut, openSandboxAws} from '../../aws/open-sandbox-aws.js';
import {keyArn} from './ekm-observation.js';
import {look, planned, setupOf, then} from './ekm-setup.js';

const entry = (
	state: JournalEntry['state'],
	at: string,
	result?: JournalEntry['result'],
): JournalEntry => ({
	change: 'create-key',
	state,
	at,
	call: {service: 'kms', operation: 'CreateKey', input: {}},
	...(result && {result}),
});

const justNow = () => new Date().toISOString();

test('a key made a moment ago that AWS does not show yet is never made again', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	saved.journal.push(entry('done', justNow(), {Arn: keyArn}));
	const {observation, plan, checks} = await look(session, saved);
	expect(observation.key).toMatchObject({
		state: 'unknown',
		code: 'NotShownYet',
	});
	expect(plan.changes).toEqual([]);
	expect(plan.blockers).toMatchObject([{code: 'NotShownYet'}]);
	expect(checks.find(({id}) => id === 'key-exists')?.status).toBe('unknown');
});

test('a key made long ago that is gone may be made again', async () => {
	const {session} = await openSandboxAws();
	const saved = setupOf();
	saved.journal.push(entry('done', then, {Arn: keyArn}));
	expect(await planned(session, saved)).toEqual([
		'create-key',
		'create-alias',
		'enable-key-rotation',
	]);
});

test('the journal may know the key by its ID only', async () => {
	const {session, seed} = await openSandboxAws();
	const [arn = ''] = await seed({});
	const saved = setupOf();
	saved.journal.push(entry('done', then, {KeyId: arn.split('/', 2)[1]}));
	const {observation} = await look(session, saved);
	expect(observation.key).toMatchObject({value: {arn, foundBy: 'journal'}});
});

test('a failed try is no key, and no reason to search all tags', async () => {
	const {session, takeCalls} = await openSandboxAws();
	const saved = setupOf();
	saved.journal.push(entry('intent', then), entry('failed', then));
	expect(await planned(session, saved)).toContain('create-key');
	expect(await takeCalls()).not.toContain('ListKeys');
});

test('a later try with a lost reply counts more than an older key that is gone', async () => {
	const {session, seed} = await openSandboxAws();
	const saved = setupOf();
	const [arn = ''] = await seed({
		tags: [{TagKey: 'workato-aws:run', TagValue: saved.runId}],
	});
	saved.journal.push(
		entry('intent', then),
		entry('done', then, {Arn: keyArn}),
		entry('intent', then),
	);
	const {observation} = await look(session, saved);
	expect(observation.key).toMatchObject({value: {arn, foundBy: 'tag'}});
});

test('where tags may not be read after a crash, it cannot tell and plans nothing', async () => {
	const {openAs, seed} = await openSandboxAws();
	await seed({count: 3});
	const limited = await openAs(
		`arn:aws:sts::${account}:assumed-role/Limited/me`,
		allBut('kms:ListResourceTags'),
	);
	const saved = setupOf();
	saved.journal.push(entry('intent', then));
	const {observation, plan} = await look(limited, saved);
	expect(observation.key).toMatchObject({
		state: 'unknown',
		code: 'AccessDeniedException',
	});
	expect(plan.changes).toEqual([]);
});

test('a stranger’s key under the wanted alias is no key of this setup: no mending, no ARN to hand out', async () => {
	const {session, seed} = await openSandboxAws();
	const [arn = ''] = await seed({aliasPrefix: 'workato-ekm'});
	const {observation, plan, checks} = await look(session, setupOf());
	expect(observation).toMatchObject({
		key: {state: 'absent'},
		aliasTarget: {state: 'found', value: arn},
		policy: {state: 'absent'},
	});
	expect(plan.changes).toEqual([]);
	expect(plan.blockers).toMatchObject([{code: 'AliasTaken'}]);
	expect(plan.blockers[0]?.hint).toContain(`key: {use: ${arn}}`);
	expect(checks.flatMap(({fixChanges = []}) => fixChanges)).toEqual([]);
	expect(checks.find(({id}) => id === 'key-exists')).toMatchObject({
		status: 'fail',
		detail: `alias/workato-ekm names the key ${arn}, which this setup did not make.`,
	});
});

test('whose the key under the alias is may not be asked: cannot tell', async () => {
	const {seed, openAs} = await openSandboxAws();
	await seed({aliasPrefix: 'workato-ekm'});
	const limited = await openAs(
		`arn:aws:sts::${account}:assumed-role/Limited/me`,
		allBut('kms:ListResourceTags'),
	);
	const {observation, plan} = await look(limited, setupOf());
	expect(observation.key).toMatchObject({state: 'unknown'});
	expect(plan).toMatchObject({
		changes: [],
		blockers: [{code: 'AccessDeniedException'}],
	});
});

test('a named key is taken by ARN, by ID or by alias', async () => {
	const {session, seed} = await openSandboxAws();
	const [arn = ''] = await seed({aliasPrefix: 'there'});
	const spellings = [
		arn,
		` ${arn} `,
		arn.split('/', 2)[1]!,
		'alias/there',
		`arn:aws:kms:us-east-1:${account}:alias/there`,
	];
	for (const use of spellings) {
		const {observation} = await look(session, setupOf({key: {use}}));
		expect(observation.key).toMatchObject({value: {arn, foundBy: 'answer'}});
		expect(observation.policy.state).toBe('found');
	}
});
