import {expect, test} from 'vitest';
import {type Check, outputsJson} from '../../source/guides/guide.js';
import {ekmGuide} from '../../source/guides/ekm/ekm-guide.js';
import {allGuides, loadGuide} from '../../source/guides/registry.js';
import {assessableGuide} from '../../source/guides/assessable-guide.js';
import {account, openSandboxAws} from '../aws/open-sandbox-aws.js';
import {setUp, setupOf} from './ekm/ekm-setup.js';

async function loadEkm() {
	const guide = await loadGuide('ekm');
	if (!guide) {
		throw new Error('There is no guide ekm.');
	}

	return guide;
}

test('guides are told by their ids, and what a list shows is what is loaded', async () => {
	const ids = allGuides().map(({id}) => id);
	expect(new Set(ids).size).toBe(ids.length);
	for (const {id, title, summary, load} of allGuides()) {
		expect(await load()).toMatchObject({id, title, summary});
	}

	expect(await loadGuide('none')).toBeUndefined();
});

test('an assessment holds who, the plan, the checklist and what Workato gets', async () => {
	const {session} = await openSandboxAws();
	const guide = await loadEkm();
	const saved = setupOf();
	const before = await guide.assess(session, saved);
	expect(before).toMatchObject({
		identity: {state: 'found', value: {account}},
		outputs: [],
		warnings: [],
	});
	expect(before.plan.changes).toHaveLength(3);
	await setUp(session, saved);
	const after = await guide.assess(session, saved);
	expect(after.plan).toEqual({changes: [], blockers: []});
	expect(outputsJson(after.outputs)).toEqual({
		keyArn: saved.journal.find(({state}) => state === 'done')?.result?.Arn,
	});
});

test('the checklist comes row by row, each time whole, and ends as the assessment says', async () => {
	const {session} = await openSandboxAws();
	const guide = await loadEkm();
	const seen: Check[][] = [];
	const {checks} = await guide.assess(session, setupOf(), (rows) => {
		seen.push(rows());
	});
	expect(seen.length).toBeGreaterThan(4);
	expect(seen[0]?.every(({status}) => status === 'waiting')).toBe(true);
	expect(seen.at(-1)).toEqual(checks);
	const ids = checks.map(({id}) => id);
	expect(seen.every((rows) => rows.map(({id}) => id).join(',') === ids.join(','))).toBe(true);
});

test('what has to be agreed to is said; without an identity there is nothing to agree to', async () => {
	const {session, fail} = await openSandboxAws();
	const guide = await loadEkm();
	const saved = setupOf({
		statement: {
			Effect: 'Allow',
			Principal: {AWS: `arn:aws:iam::${account}:role/Admin`},
			Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey'],
			Resource: '*',
		},
	});
	const {warnings} = await guide.assess(session, saved);
	expect(warnings.map(({code}) => code)).toEqual(['wider-actions', 'own-account']);
	await fail({service: 'sts', operation: '*', kind: 'expired-token', times: 9});
	expect(await guide.assess(session, saved)).toMatchObject({
		identity: {state: 'unknown'},
		plan: {changes: []},
		warnings: [],
	});
});

test('where the warnings cannot be worked out, nothing is planned: an agreement would be to nothing', async () => {
	const {session} = await openSandboxAws();
	const guide = assessableGuide({
		...ekmGuide,
		warnings() {
			throw new TypeError('it is broken');
		},
	});
	expect(await guide.assess(session, setupOf())).toMatchObject({
		plan: {changes: [], blockers: [{code: 'OwnFault'}]},
		warnings: [],
	});
});

test('missing answers are named by their field in the setup file', async () => {
	const guide = await loadEkm();
	expect(guide.missing(setupOf().setup)).toEqual([]);
	expect(guide.missing({guide: 'ekm', name: 'x'})).toEqual(['statement', 'key']);
	expect(guide.missing({guide: 'ekm', name: 'x', statement: '  '})).toEqual(['statement', 'key']);
});

test('answers of another shape are refused, not guessed at', async () => {
	const {session} = await openSandboxAws();
	const guide = await loadEkm();
	const odd = setupOf();
	odd.setup.key = {create: {alias: 'a'}, use: 'b'};
	await expect(guide.assess(session, odd)).rejects.toThrow('create or use');
});
