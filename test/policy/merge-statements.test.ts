import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	equalPolicies,
	equalStatements,
	mergeStatements,
} from '../../source/policy/compare-policies.js';
import {type Statement} from '../../source/policy/policy-document.js';
import {anyPolicy, anyStatement, fixed} from './arbitraries.js';
import {ask} from './ask.js';
import {owner, policyOf, workato} from './policies.js';

describe('merging a statement into a key policy', () => {
	it('adds it at the end and keeps the rest', () => {
		const policy = {...policyOf(owner), Extra: {a: [1]}};
		expect(mergeStatements(policy, [workato])).toEqual({
			...policy,
			Statement: [owner, workato],
		});
	});

	it('gives back the same policy when the statement is there in another spelling', () => {
		const policy = policyOf(owner, {
			...workato,
			Sid: 'Other',
			Action: ['kms:decrypt', 'KMS:Encrypt'],
			Resource: ['*'],
		});
		expect(mergeStatements(policy, [workato])).toBe(policy);
	});

	it('numbers a Sid that is taken', () => {
		const console = {
			...workato,
			Principal: {AWS: 'arn:aws:iam::111122223333:role/App'},
		};
		const merged = mergeStatements(policyOf(owner, console), [
			workato,
			{...workato, Action: 'kms:Sign'},
			{...owner, Sid: 'A', Action: 'kms:Get*'},
		]);
		expect(merged.Statement.map(({Sid}) => Sid)).toEqual([
			'Enable IAM User Permissions',
			'Allow use of the key',
			'Allow use of the key 2',
			'Allow use of the key 3',
			'A',
		]);
	});

	it('numbers a Sid without spaces without a space', () => {
		const merged = mergeStatements(policyOf({...owner, Sid: 'A'}), [{...workato, Sid: 'A'}]);
		expect(merged.Statement[1]!.Sid).toBe('A2');
	});
});

describe('any merge', () => {
	const pasted = fc.array(anyStatement, {maxLength: 4});
	const isIn = (statements: Statement[], wanted: Statement) =>
		statements.some((statement) => equalStatements(statement, wanted));

	it('keeps every statement as it is, in its place, and brings every new one', () => {
		fc.assert(
			fc.property(anyPolicy, pasted, (policy, statements) => {
				const before = structuredClone(policy);
				const merged = mergeStatements(policy, statements);
				expect(policy).toEqual(before);
				expect(merged.Statement.slice(0, policy.Statement.length)).toEqual(policy.Statement);
				expect(statements.every((statement) => isIn(merged.Statement, statement))).toBe(true);
			}),
			fixed,
		);
	});

	it('changes nothing the second time, or in another order', () => {
		fc.assert(
			fc.property(anyPolicy, pasted, (policy, statements) => {
				const merged = mergeStatements(policy, statements);
				expect(mergeStatements(merged, statements)).toBe(merged);
				expect(equalPolicies(merged, mergeStatements(policy, statements.toReversed()))).toBe(true);
			}),
			fixed,
		);
	});

	it('never reuses a Sid', () => {
		fc.assert(
			fc.property(pasted, (statements) => {
				const sids = mergeStatements(policyOf(owner), statements).Statement.flatMap(
					({Sid}) => Sid ?? [],
				);
				expect(new Set(sids).size).toBe(sids.length);
			}),
			fixed,
		);
	});

	it('never takes anything from anyone when what is merged allows', () => {
		const allowing = pasted.map((statements) =>
			statements.filter(({Effect}) => Effect === 'Allow'),
		);
		fc.assert(
			fc.property(anyPolicy, allowing, (policy, statements) => {
				if (ask(policy).verdict === 'allowed') {
					expect(ask(mergeStatements(policy, statements)).verdict).toBe('allowed');
				}
			}),
			fixed,
		);
	});
});
