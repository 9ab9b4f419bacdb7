import {expect, test} from 'vitest';
import {
	found,
	nothingThere,
	ownerStatement,
	planFor,
	policyOf,
	seen,
	unknown,
	workatos,
} from './ekm-observation.js';

const filler = (bytes: number) => ({
	...ownerStatement,
	Sid: 'x'.repeat(bytes),
});

test('everything that is missing is named at once', () => {
	const {blockers} = planFor({statement: undefined, key: undefined}, nothingThere);
	expect(blockers.map(({message}) => message)).toEqual([
		'The setup has no statement yet.',
		'The setup has no key yet.',
	]);
});

test('unknown rotation is no obstacle for a person who leaves rotation as it is', () => {
	const rotation = {enabled: false};
	expect(planFor({rotation}, seen({rotation: unknown})).blockers).toEqual([]);
});

test('a policy that is too long already, with Workato’s statement in it, needs nothing', () => {
	const policy = found(policyOf(filler(33_000), workatos));
	expect(planFor({}, seen({policy}))).toEqual({changes: [], blockers: []});
});

test.each([
	['account', {account: '444455556666'}, 'OtherAccount', '444455556666'],
	['region', {}, 'OtherRegion', 'eu-west-1'],
])('a setup that belongs to another %s plans nothing here', (kind, saved, code, words) => {
	const region = kind === 'region' ? 'eu-west-1' : 'us-east-1';
	const {changes, blockers} = planFor({region}, nothingThere, saved);
	expect(changes).toEqual([]);
	expect(blockers).toMatchObject([{code}]);
	expect(blockers[0]?.message).toContain(words);
});

test('whatever single answer AWS does not give, no change is planned that rests on it', () => {
	for (const base of [nothingThere, seen({policy: found(policyOf(ownerStatement))})]) {
		for (const field of ['identity', 'key', 'aliasTarget'] as const) {
			const {changes, blockers} = planFor({}, {...base, [field]: unknown});
			expect(changes).toEqual([]);
			expect(blockers).not.toEqual([]);
		}
	}
});

test('what only the checklist needs does not stand in the way', () => {
	const plan = planFor({}, {...nothingThere, lastUse: unknown, service: unknown});
	expect(plan.blockers).toEqual([]);
	expect(plan.changes).toHaveLength(3);
});
