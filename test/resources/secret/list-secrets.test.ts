import {expect, test} from 'vitest';
import {listSecrets, readSecret} from '../../../source/resources/secret/read.js';
import {openAnsweringAws, type Answer, type Asked} from '../../aws/answering-aws.js';

const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}-a1B2c3`;

const key = 'arn:aws:kms:us-east-1:111122223333:key/1234';

/** Secrets Manager with this many secrets, a hundred on a page. */
function answerList(count: number, {operation, input}: Asked): Answer {
	expect(operation).toBe('ListSecrets');
	expect(input).toMatchObject({IncludePlannedDeletion: 'true'});
	const start = Number(input.NextToken ?? 0);
	const size = Math.min(Number(input.MaxResults), count - start);
	const SecretList = Array.from({length: size}, (_, index) => {
		const name = `${index % 2 === 0 ? 'workato' : 'other'}/${String(start + index).padStart(5, '0')}`;
		return {ARN: arn(name), Name: name};
	});
	const end = start + size;
	return {
		body: JSON.stringify({
			SecretList,
			...(end < count && {NextToken: String(end)}),
		}),
	};
}

test('some thousand secrets, by name, page by page', async () => {
	const {session, calls} = await openAnsweringAws((asked) => answerList(2050, asked));
	const counts: number[] = [];
	const found = await listSecrets(session, {
		update(secrets) {
			counts.push(secrets.length);
		},
	});
	expect(found.state === 'found' ? found.value : undefined).toHaveLength(2050);
	expect(found.state === 'found' && found.value[0]).toEqual({
		arn: arn('other/00001'),
		name: 'other/00001',
	});
	expect(calls).toHaveLength(21);
	expect(counts).toHaveLength(21);
	expect(counts[0]).toBe(100);
}, 20_000);

test('only those whose name starts so', async () => {
	const {session} = await openAnsweringAws((asked) => answerList(10, asked));
	const found = await listSecrets(session, {prefix: 'workato/'});
	expect(found.state === 'found' && found.value.map(({name}) => name)).toEqual(
		[0, 2, 4, 6, 8].map((index) => `workato/0000${index}`),
	);
});

test('none at all, and secrets that may not be listed, are told apart', async () => {
	const none = await openAnsweringAws((asked) => answerList(0, asked));
	expect(await listSecrets(none.session)).toEqual({state: 'found', value: []});
	const {session} = await openAnsweringAws(() => ({
		error: 'AccessDeniedException',
	}));
	expect(await listSecrets(session)).toMatchObject({
		state: 'unknown',
		code: 'AccessDeniedException',
	});
});

test('a stopped list asks for no more pages', async () => {
	const {session, calls} = await openAnsweringAws((asked) => answerList(1000, asked));
	const controller = new AbortController();
	const found = await listSecrets(session, {
		signal: controller.signal,
		update() {
			controller.abort();
		},
	});
	expect(found.state).toBe('unknown');
	expect(calls.length).toBeLessThan(4);
});

const described = {
	ARN: arn('db'),
	Name: 'db',
	KmsKeyId: key,
	DeletedDate: 1_795_000_000,
};
const policy = {
	Version: '2012-10-17',
	Statement: [{Effect: 'Deny', Principal: '*', Action: '*', Resource: '*'}],
};

test('one secret, with its key, its end and its resource policy', async () => {
	const {session} = await openAnsweringAws(({operation}) => ({
		body: JSON.stringify(
			operation === 'DescribeSecret' ? described : {ResourcePolicy: JSON.stringify(policy)},
		),
	}));
	expect(await readSecret(session, arn('db'))).toEqual({
		state: 'found',
		value: {
			arn: arn('db'),
			name: 'db',
			kmsKeyId: key,
			deletedAt: '2026-11-18T11:06:40.000Z',
			policy: {state: 'found', value: policy},
		},
	});
});

test('no resource policy, and one that may not be read, are told apart', async () => {
	const open = async (answer: Answer) => {
		const {session} = await openAnsweringAws(({operation}) =>
			operation === 'DescribeSecret' ? {body: JSON.stringify(described)} : answer,
		);
		return readSecret(session, 'db');
	};

	expect(await open({body: '{}'})).toMatchObject({
		value: {policy: {state: 'absent'}},
	});
	expect(await open({error: 'AccessDeniedException'})).toMatchObject({
		value: {policy: {state: 'unknown', code: 'AccessDeniedException'}},
	});
});

test('a secret that is not there', async () => {
	const {session} = await openAnsweringAws(() => ({
		error: 'ResourceNotFoundException',
	}));
	expect(await readSecret(session, 'db')).toEqual({state: 'absent'});
});
