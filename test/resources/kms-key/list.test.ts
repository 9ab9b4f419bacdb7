import {expect, test} from 'vitest';
import {
	listKeys,
	type KeyList,
} from '../../../source/resources/kms-key/list.js';
import {openPractice, type Practice} from '../../aws/open-practice.js';

async function list(
	{session}: Pick<Practice, 'session'>,
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
	const practice = await openPractice();
	await practice.seed({aliasPrefix: 'zebra', kind: 'disabled'});
	await practice.seed({aliasPrefix: 'aws/s3', kind: 'aws-managed'});
	await practice.seed({});
	await practice.seed({aliasPrefix: 'apple', kind: 'rsa'});
	const heard = await list(practice);
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
	expect(
		last?.keys.map(({facts}) => [facts?.manager, facts?.spec, facts?.state]),
	).toEqual([
		['CUSTOMER', 'RSA_2048', 'Enabled'],
		['CUSTOMER', 'SYMMETRIC_DEFAULT', 'Disabled'],
		['CUSTOMER', 'SYMMETRIC_DEFAULT', 'Enabled'],
		['AWS', 'SYMMETRIC_DEFAULT', 'Enabled'],
	]);
});

test('what was told stays as it was told', async () => {
	const practice = await openPractice();
	await practice.seed({count: 2});
	const heard = await list(practice);
	const named = heard.find(({isListed}) => isListed);
	expect(named?.keys.every(({facts}) => facts === undefined)).toBe(true);
});

test('a key that may not be described stays in the list, with the reason', async () => {
	const practice = await openPractice();
	await practice.seed({count: 2});
	await practice.fail({operation: 'DescribeKey', kind: 'denied'});
	const heard = await list(practice);
	const problems = heard.at(-1)?.keys.map(({problem}) => problem);
	expect(problems).toHaveLength(2);
	expect(problems).toContain(
		'The caller is not authorized to perform this operation',
	);
});

test('when keys may not be listed, it says so and nothing rejects', async () => {
	const practice = await openPractice();
	await practice.seed({count: 2});
	await practice.fail(
		{operation: 'ListKeys', kind: 'denied'},
		{operation: 'ListAliases', kind: 'denied'},
	);
	const heard = await list(practice);
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
	const practice = await openPractice();
	await practice.seed({aliasPrefix: 'there'});
	await practice.fail({operation: 'ListAliases', kind: 'denied'});
	const heard = await list(practice);
	expect(heard.at(-1)).toMatchObject({
		keys: [{aliases: [], facts: {state: 'Enabled'}}],
		isListed: true,
		described: 1,
		namesProblem: 'The caller is not authorized to perform this operation',
	});
	expect(heard.at(-1)?.problem).toBeUndefined();
});

test('told to stop, it asks nothing more and says nothing more', async () => {
	const practice = await openPractice();
	await practice.seed({count: 40});
	const controller = new AbortController();
	const heard = await list(practice, controller, ({isListed}) => {
		if (isListed) {
			controller.abort();
		}
	});
	expect(heard.at(-1)).toMatchObject({isListed: true, described: 0});
	expect(await practice.takeCalls()).not.toContain('DescribeKey');
});

test('an account without keys', async () => {
	const heard = await list(await openPractice());
	expect(heard.at(-1)).toEqual({keys: [], isListed: true, described: 0});
});
