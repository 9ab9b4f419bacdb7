import {
	CreateAliasCommand,
	CreateKeyCommand,
	DeleteAliasCommand,
	EnableKeyRotationCommand,
	EncryptCommand,
	GetKeyPolicyCommand,
	PutKeyPolicyCommand,
	UpdateAliasCommand,
	type KMSClient,
} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {later, openScene} from './scene.js';

vi.setConfig({testTimeout: 30_000});

const owner = {
	Sid: 'Owner',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::111122223333:root'},
	Action: 'kms:*',
	Resource: '*',
};
const policyOf = (...statements: unknown[]) =>
	JSON.stringify({Version: '2012-10-17', Statement: statements});

/** What the policies of all keys say, by their meaning. */
const policyText = ({keys}: {keys: ReadonlyArray<{policy: unknown}>}) =>
	JSON.stringify(keys.map(({policy}) => policy));

async function makeKey(kms: KMSClient, days?: number): Promise<string> {
	const {KeyMetadata} = await kms.send(new CreateKeyCommand({Policy: policyOf(owner)}));
	const KeyId = KeyMetadata?.Arn ?? '';
	if (days !== undefined) {
		await kms.send(new EnableKeyRotationCommand({KeyId, RotationPeriodInDays: days}));
	}

	return KeyId;
}

test.each([undefined, 365, 500])(
	'an existing key, rotating every %s days: everything is as it was',
	async (days) => {
		const {session, newKey, apply, run, state, endpoint} = await openScene();
		const use = await makeKey(session.kms, days);
		const before = await state();
		await apply({...newKey, key: {use}, rotation: {enabled: true, days: 180}});
		expect(await state()).not.toEqual(before);
		const {code, stdout} = await run(['undo', 'production', '--yes']);
		expect({code, last: stdout.trim().split('\n').at(-1)}).toEqual({
			code: 0,
			last: 'See what is gone: workato-aws check production --all',
		});
		expect(await state()).toEqual(before);
		const again = await run(['undo', 'production', '--yes']);
		expect(again).toMatchObject({code: 0});
		expect(again.stdout).toContain('Nothing to take back.');
		await endpoint.control('POST', '/_sandbox/faults', [
			{operation: 'GetKeyPolicy', kind: 'denied', times: 9},
		]);
		const blind = await run(['undo', 'production', '--yes', '--json']);
		expect(blind).toMatchObject({code: 1, json: {changes: [], left: [{state: 'unknown'}]}});
		await endpoint.control('POST', '/_sandbox/faults', []);
		const check = await run(['check', 'production']);
		expect(check).toMatchObject({code: 0});
		expect(check.stdout).toContain('taken back');
	},
);

test('a new key is left with its rotation, without Workato; the way to its deletion is said, and apply lets Workato in again', async () => {
	const {newKey, apply, run, state} = await openScene();
	const before = await state();
	await apply(newKey);
	const {code, stdout} = await run(['undo', 'production', '--yes']);
	expect(code).toBe(0);
	expect(stdout).toContain('Taken back: 2 changes.');
	expect(stdout).toContain('run undo with --delete-key');
	const after = await state();
	expect(after.aliases).toEqual(before.aliases);
	expect(after.keys).toMatchObject([{state: 'Enabled', rotation: [true, 365]}]);
	expect(policyText(after)).not.toContain('999988887777');
	expect(policyText(after)).toContain('kms:*');
	expect(stdout).toContain('The rotation of the key\n     It stays with the key.');
	expect(stdout).not.toContain('DisableKeyRotation');

	const again = await apply(newKey);
	expect(again.code).toBe(0);
	const anew = await state();
	expect(anew).toMatchObject({keys: [{rotation: [true, 365]}]});
	expect(policyText(anew)).toContain('999988887777');
	const second = await run(['undo', 'production', '--yes']);
	expect(second.code).toBe(0);
	expect(await state()).toEqual(after);
});

test('a new key that nobody uses is deleted after its alias was typed; the next setup makes another', async () => {
	const {newKey, apply, run, state} = await openScene();
	const before = await state();
	await apply(newKey);
	const args = ['undo', 'production', '--delete-key', '--days', '7'];
	const wrong = await run(args, {
		isTty: true,
		stdin: 'y\ny\nyes\n',
		now: later,
	});
	expect(wrong.code).toBe(130);
	expect(wrong.stdout).toContain('unreadable for ever');
	const done = await run(args, {
		isTty: true,
		stdin: 'y\ny\nworkato-ekm\n',
		now: later,
	});
	expect(done).toMatchObject({code: 0, stderr: ''});
	const after = await state();
	expect(after.keys).toMatchObject([{state: 'PendingDeletion'}]);
	expect(policyText(after)).not.toContain('999988887777');
	expect({...after, keys: []}).toEqual({...before, keys: []});

	const check = await run(['check', 'production']);
	expect(check.stdout).toContain('taken back');
	const list = await run(['list']);
	expect(list.stdout).toContain('taken back');
	const again = await apply(newKey);
	expect(again.code).toBe(0);
	const anew = await state();
	const states = anew.keys.map((key) => key.state);
	expect(new Set(states)).toEqual(new Set(['Enabled', 'PendingDeletion']));
	const undone = await run(['undo', 'production', '--yes']);
	expect(undone.code).toBe(0);
	expect(await state()).toMatchObject({aliases: before.aliases});
});

test('a key is not deleted without its alias, nor where it was used, nor where that is not known', async () => {
	const {newKey, apply, run, state, session, endpoint} = await openScene();
	await apply(newKey);
	const {keys} = await state();
	const [key] = keys;
	const args = ['undo', 'production', '--yes', '--delete-key'];
	const blind = await run(args);
	expect(blind).toMatchObject({code: 2});
	expect(blind.stderr).toContain('--confirm workato-ekm');
	const other = await run([...args, '--confirm', 'other']);
	expect(other).toMatchObject({code: 2});

	await endpoint.control('POST', '/_sandbox/faults', [
		{operation: 'GetKeyLastUsage', kind: 'denied', times: 1},
	]);
	const unknown = await run([...args, '--dry-run', '--json']);
	expect(unknown).toMatchObject({code: 1});
	expect(unknown.json).toMatchObject({
		left: [
			{reason: 'It stays with the key.', state: 'kept'},
			{title: 'The alias alias/workato-ekm', state: 'kept'},
			{state: 'refused'},
		],
	});

	await session.kms.send(new EncryptCommand({KeyId: key?.id, Plaintext: new Uint8Array([1])}));
	const used = await run([...args, '--confirm', 'workato-ekm'], {
		now: new Date(),
	});
	expect(used.code).toBe(1);
	expect(used.stdout).toContain('It was last used on');
	const after = await state();
	expect(after).toMatchObject({
		keys: [{state: 'Enabled', rotation: [true, 365]}],
	});
	expect(after.aliases).toContainEqual(['alias/workato-ekm', key?.id]);
	expect(policyText(after)).not.toContain('999988887777');
});

test('a key that others named, or whose policy lets others in, is not deleted', async () => {
	const {session, newKey, apply, run, state} = await openScene();
	const {kms} = session;
	await apply(newKey);
	const {keys} = await state();
	const [key] = keys;
	const dryRun = async () => run(['undo', 'production', '--delete-key', '--dry-run'], {now: later});
	await kms.send(new CreateAliasCommand({AliasName: 'alias/billing', TargetKeyId: key?.id}));
	const named = await dryRun();
	expect(named.code).toBe(1);
	expect(named.stdout).toContain('Somebody else gave it the alias alias/billing, and may use it.');
	expect(named.stdout).not.toContain('ScheduleKeyDeletion');

	await kms.send(new DeleteAliasCommand({AliasName: 'alias/billing'}));
	const {Policy = ''} = await kms.send(
		new GetKeyPolicyCommand({KeyId: key?.id, PolicyName: 'default'}),
	);
	const {Statement} = z.object({Statement: z.array(z.unknown())}).parse(JSON.parse(Policy));
	await kms.send(
		new PutKeyPolicyCommand({
			KeyId: key?.id,
			Policy: policyOf(...Statement, {
				...owner,
				Sid: 'Billing',
				Action: 'kms:Decrypt',
			}),
		}),
	);
	const shared = await dryRun();
	expect(shared.code).toBe(1);
	expect(shared.stdout).toContain('the statement “Billing” of its policy');

	await kms.send(new PutKeyPolicyCommand({KeyId: key?.id, Policy}));
	const alone = await dryRun();
	expect(alone.stdout).toContain('(kms:ScheduleKeyDeletion)');
});

test('later edits of others stay', async () => {
	const {session, newKey, apply, run, state} = await openScene();
	const {kms} = session;
	const use = await makeKey(kms);
	await apply({...newKey, key: {use}});
	const auditor = {...owner, Sid: 'Audit', Action: 'kms:Describe*'};
	const put = async (...statements: unknown[]) =>
		kms.send(new PutKeyPolicyCommand({KeyId: use, Policy: policyOf(...statements)}));
	await put(auditor, newKey.statement, owner);
	await kms.send(new EnableKeyRotationCommand({KeyId: use, RotationPeriodInDays: 700}));
	const {stdout} = await run(['undo', 'production', '--yes']);
	expect(stdout).toContain('it stays every 700 days');
	const {keys} = await state();
	const [key] = keys;
	expect(key?.rotation).toEqual([true, 700]);
	expect(JSON.stringify(key?.policy)).toContain('kms:describe*');
	expect(JSON.stringify(key?.policy)).not.toContain('Workato_EKM');
});

test('a statement that was changed since is left, and so is an alias that names another key', async () => {
	const {session, newKey, apply, run, state} = await openScene();
	const {kms} = session;
	const use = await makeKey(kms);
	await apply({...newKey, key: {use}, rotation: {enabled: false}});
	await kms.send(
		new PutKeyPolicyCommand({
			KeyId: use,
			Policy: policyOf(owner, {...newKey.statement, Action: 'kms:Decrypt'}),
		}),
	);
	const edited = await state();
	const {stdout, code} = await run(['undo', 'production', '--yes']);
	expect(code).toBe(1);
	expect(stdout).toContain('“Workato” was changed by somebody since');
	expect(await state()).toEqual(edited);

	await apply({...newKey, name: 'second'});
	await kms.send(
		new UpdateAliasCommand({
			AliasName: 'alias/workato-ekm',
			TargetKeyId: use.split('/').at(-1),
		}),
	);
	// What names another key now confirms nothing about this one.
	const confirmed = await run(
		['undo', 'second', '--yes', '--delete-key', '--confirm=workato-ekm'],
		{
			now: later,
		},
	);
	expect(confirmed).toMatchObject({code: 2});
	expect(confirmed.stderr).toMatch(/names? .*\nIt goes by [\d\-a-f]{36}\. /v);
	const moved = await run(['undo', 'second', '--yes']);
	expect(moved.stdout).toContain('Somebody has given it to another key');
	const {aliases} = await state();
	expect(aliases.map(([name]) => name)).toContain('alias/workato-ekm');
});
