import {KMSClient} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {findKeyByTag} from '../../../source/resources/kms-key/find-by-tag.js';
import {account, allBut, openPractice} from '../../aws/open-practice.js';
import {runTag} from '../../../source/resources/ownership-tags.js';

const tags = [{TagKey: runTag, TagValue: 'run-1'}];

test('among more keys than fit on a page the one with the tag is found, on whatever page', async () => {
	const {session, seed} = await openPractice();
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
	const {session} = await openPractice();
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
	const {session, seed} = await openPractice();
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
	const {session, seed} = await openPractice();
	const [, second] = await seed({count: 3, tags});
	expect(
		await findKeyByTag(
			session,
			runTag,
			'run-1',
			async ({Arn}) => Arn === second,
		),
	).toMatchObject({Arn: second});
	expect(
		await findKeyByTag(session, runTag, 'run-1', async () => false),
	).toBeUndefined();
});

test('where no tags at all may be read, it rejects: “not found” would be a guess', async () => {
	const {openAs, seed} = await openPractice();
	await seed({tags, count: 2});
	const limited = await openAs(
		`arn:aws:sts::${account}:assumed-role/Limited/me`,
		allBut('kms:ListResourceTags'),
	);
	await expect(findKeyByTag(limited, runTag, 'run-1')).rejects.toThrow(
		'kms:ListResourceTags',
	);
});

test('where keys may not be listed, it rejects', async () => {
	const {openAs} = await openPractice();
	const limited = await openAs(
		`arn:aws:sts::${account}:assumed-role/Limited/me`,
		allBut('kms:ListKeys'),
	);
	await expect(findKeyByTag(limited, runTag, 'run-1')).rejects.toThrow(
		'kms:ListKeys',
	);
});

test('a key that is listed but not shown yet may be the one: it rejects, unless it finds it', async () => {
	const {session, seed} = await openPractice();
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
	const {session, seed, fail, takeCalls} = await openPractice();
	await seed({count: 200});
	await fail({
		operation: 'ListResourceTags',
		kind: 'expired-token',
		after: 2,
		times: 999,
	});
	await expect(findKeyByTag(session, runTag, 'run-1')).rejects.toThrow(
		'expired',
	);
	const calls = await takeCalls();
	expect(calls.length).toBeLessThan(100);
});
