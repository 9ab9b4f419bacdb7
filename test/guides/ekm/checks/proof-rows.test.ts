import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../../../source/guides/ekm/answers.js';
import {type Rotation} from '../../../../source/resources/kms-key/read.js';
import {type JournalEntry} from '../../../../source/resources/call.js';
import {
	absent,
	checksFor,
	found,
	key,
	keyArn,
	otherArn,
	ownerStatement,
	policyOf,
	seen,
	workatos,
} from '../ekm-observation.js';

const next = '2027-03-04T05:06:07.000Z';

test.each([
	[
		undefined,
		{enabled: true, days: 365, next},
		'pass',
		'On, every 365 days, next on 2027-03-04.',
		undefined,
	],
	[undefined, {enabled: true, days: 90}, 'pass', 'On, every 90 days.', undefined],
	[undefined, {enabled: true}, 'pass', 'On.', undefined],
	[
		{enabled: true, days: 90},
		{enabled: true},
		'unknown',
		'On. AWS does not say how often; this setup says every 90 days.',
		undefined,
	],
	[
		{enabled: true, days: 90},
		{enabled: true, days: 365},
		'warn',
		'On, every 365 days; this setup says every 90 days.',
		90,
	],
	[{enabled: false}, {enabled: true, days: 365}, 'pass', 'On, every 365 days.', undefined],
	[{enabled: false}, {enabled: false}, 'pass', 'Off, as this setup says.', undefined],
	[
		undefined,
		{enabled: false},
		'warn',
		'Off. Workato recommends rotation; it is not required.',
		365,
	],
	[
		{enabled: true, days: 180},
		{enabled: false},
		'warn',
		'Off. Workato recommends rotation; it is not required.',
		180,
	],
] satisfies Array<[EkmAnswers['rotation'], Rotation, string, string, number | undefined]>)(
	'rotation wanted %j, and it is %j: %s',
	(...[rotation, present, status, detail, days]) => {
		const check = checksFor({rotation}, seen({rotation: found(present)})).rotation;
		expect(check).toMatchObject({status, detail});
		expect(check?.fixChanges?.map(({call}) => call.input) ?? []).toEqual(
			days === undefined ? [] : [{KeyId: keyArn, RotationPeriodInDays: days}],
		);
	},
);

test('rotation of a replica is set elsewhere: no mending from here', () => {
	const replica = found({...key, multiRegion: 'REPLICA' as const});
	const check = checksFor({}, seen({key: replica, rotation: found({enabled: false})})).rotation;
	expect(check).toMatchObject({
		status: 'warn',
		fix: 'Turn rotation on at the primary key.',
	});
	expect(check?.fixChanges).toBeUndefined();
});

test('an outage is named with AWS’s words, and is not in doubt’s way', () => {
	const service = found({
		outage: true,
		summaries: ['Raised error rates', 'Again'],
	});
	expect(checksFor({}, seen({service}))['service-status']).toMatchObject({
		status: 'fail',
		detail: 'AWS reports trouble with KMS in us-east-1: Raised error rates; Again',
		isSupplementary: true,
	});
});

test.each([
	['NotAws', 'Nothing to do: only AWS itself is asked about outages.'],
	[
		'several-services',
		'Look at AWS’s own page, if need be: https://health.aws.amazon.com/health/status',
	],
])('where outages cannot be told (%s), no permission is asked for', (code, fix) => {
	const service = {
		state: 'unknown' as const,
		code,
		reason: 'It says nothing.',
	};
	expect(checksFor({}, seen({service}))['service-status']).toMatchObject({
		status: 'unknown',
		fix,
	});
});

const inputs = {
	CreateKey: {},
	PutKeyPolicy: {
		KeyId: keyArn,
		PolicyName: 'default',
		Policy: JSON.stringify(policyOf(ownerStatement, workatos)),
	},
	EnableKeyRotation: {KeyId: keyArn, RotationPeriodInDays: 365},
};
const done = (operation: keyof typeof inputs, at: string): JournalEntry => ({
	change: operation,
	state: 'done',
	at,
	call: {service: 'kms', operation, input: inputs[operation]},
	before: policyOf(ownerStatement),
	result: {Arn: keyArn},
});
const used = (at: string, clockAhead?: number) =>
	seen({
		lastUse: found({
			operation: 'Encrypt',
			at,
			...(clockAhead !== undefined && {clockAhead}),
		}),
	});

test.each([
	[
		'after the key was made',
		'2026-11-22T10:00:01.000Z',
		[done('CreateKey', '2026-11-22T10:00:00.000Z')],
		'pass',
	],
	[
		'in the same second',
		'2026-11-22T10:00:00.000Z',
		[done('CreateKey', '2026-11-22T10:00:00.700Z')],
		'pass',
	],
	[
		'before the key was made',
		'2026-11-22T09:59:59.000Z',
		[done('CreateKey', '2026-11-22T10:00:00.000Z')],
		'waiting',
	],
	[
		'before the policy was written',
		'2026-11-22T10:30:00.000Z',
		[
			done('CreateKey', '2026-11-22T10:00:00.000Z'),
			done('PutKeyPolicy', '2026-11-22T11:00:00.000Z'),
		],
		'waiting',
	],
	[
		'before rotation only was changed',
		'2026-11-22T10:30:00.000Z',
		[
			done('CreateKey', '2026-11-22T10:00:00.000Z'),
			done('EnableKeyRotation', '2026-11-22T11:00:00.000Z'),
		],
		'pass',
	],
	['after the setup began, with nothing changed', '2026-01-02T03:04:06.000Z', [], 'pass'],
	['before the setup began', '2026-01-02T03:04:04.000Z', [], 'waiting'],
] satisfies Array<[string, string, JournalEntry[], string]>)(
	'used %s',
	(...[, at, journal, status]) => {
		const check = checksFor({}, used(at, 0), {journal})['key-used'];
		expect(check?.status).toBe(status);
		expect(check?.detail).toContain(at);
	},
);

const minutes = 60_000;

test.each([
	['a minute before, by a clock two minutes ahead', 9, 59, 2, 'pass'],
	['a minute after, by a clock two minutes behind', 10, 1, -2, 'waiting'],
	['four minutes after, by an unknown clock', 10, 4, undefined, 'unknown'],
	['four minutes before, by an unknown clock', 9, 56, undefined, 'unknown'],
	['six minutes after, by an unknown clock', 10, 6, undefined, 'pass'],
	['six minutes before, by an unknown clock', 9, 54, undefined, 'waiting'],
] as const)('used %s', (...[, hour, minute, ahead, status]) => {
	const at = new Date(Date.UTC(2026, 10, 22, hour, minute)).toISOString();
	const check = checksFor({}, used(at, ahead === undefined ? undefined : ahead * minutes), {
		journal: [done('CreateKey', '2026-11-22T10:00:00.000Z')],
	})['key-used'];
	expect(check?.status).toBe(status);
	expect(check?.detail).toContain(at);
});

test('a use proves only that somebody used the key', () => {
	const check = checksFor({}, used('2026-11-22T10:00:00.000Z', 0))['key-used'];
	expect(check?.status).toBe('pass');
	expect(check?.detail).toContain('someone else than Workato');
});

test('no use yet is waited for, and says what brings it about', () => {
	const check = checksFor({}, seen({lastUse: absent}))['key-used'];
	expect(check).toMatchObject({
		status: 'waiting',
		detail: 'AWS has seen no use of the key yet.',
	});
	expect(check?.fix).toContain('“Update key”');
});

test.each([
	[undefined, undefined],
	[true, undefined],
	[false, 'fail'],
])(
	'where the last answer is that Workato took the key: %s, its refusal is %s',
	(accepted, status) => {
		expect(checksFor({accepted}, seen()).refused?.status).toBe(status);
	},
);

test('a refusal of another key is no row of this one', () => {
	const said = {accepted: false, acceptedOf: {keyArn}};
	expect(checksFor(said, seen()).refused?.status).toBe('fail');
	expect(checksFor(said, seen({key: found({...key, arn: otherArn})})).refused).toBeUndefined();
});
