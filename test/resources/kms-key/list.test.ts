import {expect, test} from 'vitest';
import {KMSClient} from '@aws-sdk/client-kms';
import {listKeys, type KeyList, findKeyByTag} from '../../../source/resources/kms-key/list.js';
import {openSandboxAws, type SandboxAws, account, allBut} from '../../aws/open-sandbox-aws.js';
import {runTag} from '../../../source/resources/ownership.js';

async function list(
	{session}: Pick<SandboxAws, 'session'>,
	controller = new AbortController(),
	hear: (list: KeyList) => void = () => undefined,
): Promise<KeyList[]> {
	const heard: KeyList[] = [];
	await listKeys(
		session,
		(now) => {
			heard.push(now);
			hear(now);
		},
		controller.signal,
	);
	return heard;
}

test('names first, then what each key is; one’s own names first, AWS’s last', async () => {
	const sandbox = await openSandboxAws();
	await sandbox.seed({aliasPrefix: 'zebra', kind: 'disabled'});
	await sandbox.seed({aliasPrefix: 'aws/s3', kind: 'aws-managed'});
	await sandbox.seed({});
	await sandbox.seed({aliasPrefix: 'apple', kind: 'rsa'});
	const heard = await list(sandbox);
	expect(heard[0]).toMatchObject({isListed: false, described: 0});
	const named = heard.find(({isListed}) => isListed);
	expect(named?.keys.map(({aliases}) => aliases[0])).toEqual([
		'alias/apple',
		'alias/zebra',
		undefined,
		'alias/aws/s3',
	]);
	const last = heard.at(-1);
	expect(last).toMatchObject({isListed: true, described: 4});
	expect(last?.keys.map(({facts}) => [facts?.manager, facts?.spec, facts?.state])).toEqual([
		['CUSTOMER', 'RSA_2048', 'Enabled'],
		['CUSTOMER', 'SYMMETRIC_DEFAULT', 'Disabled'],
		['CUSTOMER', 'SYMMETRIC_DEFAULT', 'Enabled'],
		['AWS', 'SYMMETRIC_DEFAULT', 'Enabled'],
	]);
});

test('what was told stays as it was told', async () => {
	const sandbox = await openSandboxAws();
	await sandbox.seed({count: 2});
	const heard = await list(sandbox);
	const named = heard.find(({isListed}) => isListed);
	expect(named?.keys.every(({facts}) => facts === undefined)).toBe(true);
});

test('a key that may not be described stays in the list, with the reason', async () => {
	const sandbox = await openSandboxAws();
	await sandbox.seed({count: 2});
	await sandbox.fail({operation: 'DescribeKey', kind: 'denied'});
	const heard = await list(sandbox);
	const problems = heard.at(-1)?.keys.map(({problem}) => problem);
	expect(problems).toHaveLength(2);
	expect(problems).toContain('The caller is not authorized to perform this operation');
});

test('when keys may not be listed, it says so and nothing rejects', async () => {
	const sandbox = await openSandboxAws();
	await sandbox.seed({count: 2});
	await sandbox.fail(
		{operation: 'ListKeys', kind: 'denied'},
		{operation: 'ListAliases', kind: 'denied'},
	);
	const heard = await list(sandbox);
	expect(heard).toEqual([
		{
			keys: [],
			isListed: false,
			described: 0,
			problem: 'The caller is not authorized to perform this operation',
		},
	]);
});

test('when aliases may not be listed, the keys are shown without them, and it says so', async () => {
	const sandbox = await openSandboxAws();
	await sandbox.seed({aliasPrefix: 'there'});
	await sandbox.fail({operation: 'ListAliases', kind: 'denied'});
	const heard = await list(sandbox);
	expect(heard.at(-1)).toMatchObject({
		keys: [{aliases: [], facts: {state: 'Enabled'}}],
		isListed: true,
		described: 1,
		namesProblem: 'The caller is not authorized to perform this operation',
	});
	expect(heard.at(-1)?.problem).toBeUndefined();
});

test('told to stop, it asks nothing more and says nothing more', async () => {
	const sandbox = await openSandboxAws();
	await sandbox.seed({count: 40});
	const controller = new AbortController();
	const heard = await list(sandbox, controller, ({isListed}) => {
		if (isListed) {
			controller.abort();
		}
	});
	expect(heard.at(-1)).toMatchObject({isListed: true, described: 0});
	expect(await sandbox.takeCalls()).not.toContain('DescribeKey');
});

test('an account without keys', async () => {
	const heard = await list(await openSandboxAws());
	expect(heard.at(-1)).toEqual({keys: [], isListed: true, described: 0});
});

const tags = [{TagKey: runTag, TagValue: 'run-1'}];

test('among more keys than fit on a page the one with the tag is found, on whatever page', async () => {
	const {session, seed} = await openSandboxAws();
	await seed({count: 1001});
	const [Arn = ''] = await seed({tags});
	await seed({tags: [{TagKey: runTag, TagValue: 'run-2'}]});
	expect(await findKeyByTag(session, runTag, 'run-1')).toEqual({
		KeyId: Arn.split('/', 2)[1],
		Arn,
	});
	expect(await findKeyByTag(session, runTag, 'run-3')).toBeUndefined();
});

test('no keys at all', async () => {
	const {session} = await openSandboxAws();
	expect(await findKeyByTag(session, runTag, 'run-1')).toBeUndefined();
});

const closed = {
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Allow',
			Principal: {AWS: `arn:aws:iam::${account}:role/Admin`},
			Action: 'kms:*',
			Resource: '*',
		},
	],
};

test('where the tags of some keys may not be read, “not found” would be a guess: it rejects, unless it finds it', async () => {
	const {session, seed} = await openSandboxAws();
	const [hidden = ''] = await seed({
		count: 3,
		policy: JSON.stringify(closed),
	});
	const [Arn = ''] = await seed({tags});
	expect(await findKeyByTag(session, runTag, 'run-1')).toMatchObject({Arn});
	const search = findKeyByTag(session, runTag, 'run-2');
	await expect(search).rejects.toThrow('and 2 more may not be read');
	await expect(search).rejects.toMatchObject({name: 'AccessDeniedException'});
	await expect(search).rejects.toThrow(hidden.split('/', 1)[0] ?? '');
});

test('of the keys with the tag, the one that is wanted', async () => {
	const {session, seed} = await openSandboxAws();
	const [, second] = await seed({count: 3, tags});
	expect(
		await findKeyByTag(session, runTag, 'run-1', async ({Arn}) => Arn === second),
	).toMatchObject({Arn: second});
	expect(await findKeyByTag(session, runTag, 'run-1', async () => false)).toBeUndefined();
});

test('where no tags at all may be read, it rejects: “not found” would be a guess', async () => {
	const {openAs, seed} = await openSandboxAws();
	await seed({tags, count: 2});
	const limited = await openAs(
		`arn:aws:sts::${account}:assumed-role/Limited/me`,
		allBut('kms:ListResourceTags'),
	);
	await expect(findKeyByTag(limited, runTag, 'run-1')).rejects.toThrow('kms:ListResourceTags');
});

test('where keys may not be listed, it rejects', async () => {
	const {openAs} = await openSandboxAws();
	const limited = await openAs(
		`arn:aws:sts::${account}:assumed-role/Limited/me`,
		allBut('kms:ListKeys'),
	);
	await expect(findKeyByTag(limited, runTag, 'run-1')).rejects.toThrow('kms:ListKeys');
});

test('a key that is listed but not shown yet may be the one: it rejects, unless it finds it', async () => {
	const {session, seed} = await openSandboxAws();
	await seed({count: 2});
	session.client(KMSClient).middlewareStack.add(
		(next) => async (args) => {
			const isList = !Reflect.has(args.input, 'KeyId');
			return isList
				? {
						response: {},
						output: {
							$metadata: {},
							Keys: [{KeyId: '12345678-1234-1234-1234-123456789012'}],
						},
					}
				: next(args);
		},
		{step: 'initialize'},
	);
	await expect(findKeyByTag(session, runTag, 'run-1')).rejects.toThrow(
		'AWS lists a key whose tags it does not show yet.',
	);
});

test('an expired token in the middle ends the search', async () => {
	const {session, seed, fail, takeCalls} = await openSandboxAws();
	await seed({count: 200});
	await fail({
		operation: 'ListResourceTags',
		kind: 'expired-token',
		after: 2,
		times: 999,
	});
	await expect(findKeyByTag(session, runTag, 'run-1')).rejects.toThrow('expired');
	const calls = await takeCalls();
	expect(calls.length).toBeLessThan(100);
});
