import {expect, test} from 'vitest';
import {type EkmObservation} from '../../../../source/guides/ekm/observation.js';
import {ekmGuide} from '../../../../source/guides/ekm/ekm-guide.js';
import {account} from '../../../aws/open-sandbox-aws.js';
import {
	absent,
	checksFor,
	found,
	key,
	keyArn,
	nothingThere,
	ownerStatement,
	policyOf,
	seen,
	unknown,
} from '../ekm-observation.js';
import {answersOf, setupOf} from '../ekm-setup.js';
import {outputsJson} from '../../../../source/guides/guide.js';

const rows = [
	'identity',
	'key-exists',
	'key-enabled',
	'key-type',
	'key-manager',
	'key-region',
	'key-arn',
	'policy-valid',
	'policy-statement',
	'policy-owner',
	'policy-obstacles',
	'policy-outsiders',
	'policy-orphans',
	'rotation',
	'service-status',
	'key-used',
];

const statuses = (checks: ReturnType<typeof checksFor>) =>
	Object.fromEntries(Object.entries(checks).map(([id, {status}]) => [id, status]));

const all = (status: string, different: Record<string, string> = {}) => ({
	...Object.fromEntries(rows.map((id) => [id, status])),
	...different,
});

test('a finished setup in use: every row passes, in the order of the document, and nothing is left to do', () => {
	const checks = checksFor({}, seen());
	expect(Object.keys(checks)).toEqual(rows);
	expect(statuses(checks)).toEqual(all('pass'));
	for (const {detail, fix, fixChanges} of Object.values(checks)) {
		expect(detail).not.toBe('');
		expect(fix).toBe('');
		expect(fixChanges).toBeUndefined();
	}
});

test('before anything is heard, every row waits', () => {
	expect(statuses(checksFor({}, {}))).toEqual(all('waiting'));
	expect(statuses(checksFor({}, {region: 'us-east-1'}))).toEqual(all('waiting'));
});

test.each([
	['identity', ['identity']],
	['key', ['key-exists', 'key-enabled', 'key-type', 'key-manager', 'key-region', 'key-arn']],
	[
		'policy',
		[
			'policy-valid',
			'policy-statement',
			'policy-owner',
			'policy-obstacles',
			'policy-outsiders',
			'policy-orphans',
		],
	],
	['rotation', ['rotation']],
	['service', ['service-status']],
	['lastUse', ['key-used']],
] as const)(
	'what rests on “%s” cannot be told when that could not be asked, and says why',
	(field, ids) => {
		const checks = checksFor({}, seen({[field]: unknown}));
		expect(statuses(checks)).toEqual(
			all('pass', {
				...Object.fromEntries(ids.map((id) => [id, 'unknown'])),
				...(field === 'key' && {
					rotation: 'unknown',
					'policy-obstacles': 'unknown',
				}),
				...(field === 'identity' && {'key-region': 'unknown'}),
			}),
		);
		for (const id of ids) {
			expect(checks[id]?.detail).toBe('Could not look: you may not look (AccessDeniedException)');
			expect(checks[id]?.fix).not.toBe('');
		}
	},
);

test.each(['identity', 'key', 'policy', 'rotation', 'service', 'lastUse'] as const)(
	'while “%s” is still on its way, its rows wait and no row fails',
	(field) => {
		const {[field]: _, ...partial} = seen();
		const checks = checksFor({}, partial);
		expect(Object.values(checks).map(({status}) => status)).toContain('waiting');
		expect(
			Object.values(checks).filter(({status}) => !['pass', 'waiting', 'unknown'].includes(status)),
		).toEqual([]);
	},
);

test('no key yet: its row fails and says where to go, the others cannot tell', () => {
	expect(statuses(checksFor({}, nothingThere))).toEqual(
		all('unknown', {
			identity: 'pass',
			'key-exists': 'fail',
			'service-status': 'pass',
		}),
	);
	expect(checksFor({}, nothingThere)['key-exists']?.detail).toBe(
		'The key has not been made yet, or it is gone.',
	);
	expect(checksFor({key: {use: 'alias/none'}}, nothingThere)['key-exists']?.detail).toBe(
		'AWS knows no key alias/none here.',
	);
});

test.each([
	[
		'account',
		{account: '444455556666'},
		{},
		`Signed in to account ${account}; this setup belongs to 444455556666.`,
	],
	['region', {}, {region: 'eu-west-1'}, 'Working in us-east-1; this setup belongs to eu-west-1.'],
] as const)(
	'in another %s the identity fails and nothing can be mended from here',
	(_name, saved, answers, detail) => {
		const broken: EkmObservation = seen({
			key: found({...key, state: 'Disabled'}),
			policy: found(policyOf(ownerStatement)),
			rotation: found({enabled: false}),
		});
		const here = Object.values(checksFor({}, broken));
		expect(here.filter(({fixChanges = []}) => fixChanges.length > 0)).toHaveLength(3);
		const there = checksFor(answers, broken, saved);
		expect(there.identity).toMatchObject({status: 'fail', detail});
		expect(Object.values(there).flatMap(({fixChanges = []}) => fixChanges)).toEqual([]);
	},
);

test('who, where and by what credentials is the evidence of the first row', () => {
	expect(checksFor({}, seen()).identity?.detail).toBe(
		`arn:aws:sts::${account}:assumed-role/Practice/you, account ${account}, us-east-1, from the sandbox`,
	);
	expect(checksFor({}, seen({identity: absent})).identity?.status).toBe('fail');
});

test('the key’s ARN is what Workato gets, once AWS has shown the key', () => {
	const answers = answersOf(setupOf());
	expect(outputsJson(ekmGuide.outputs(answers, seen()))).toEqual({keyArn});
	expect(outputsJson(ekmGuide.outputs(answers, {}))).toEqual({});
	expect(outputsJson(ekmGuide.outputs(answers, seen({key: absent})))).toEqual({});
	expect(outputsJson(ekmGuide.outputs(answers, seen({key: unknown})))).toEqual({});
});
