import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {diffPolicies, mergeStatements} from '../../source/policy/compare-policies.js';
import {parsePolicyDocument, type PolicyDocument} from '../../source/policy/policy-document.js';
import {anyPolicy, anyStatement, fixed} from './arbitraries.js';
import {owner, policyOf, workato} from './policies.js';

const draw = (before: PolicyDocument | undefined, after: PolicyDocument) =>
	diffPolicies(before, after).blocks.map(({kind, statement}) => `${kind} ${statement.Sid ?? ''}`);

const named = (Sid: string) => ({...workato, Sid, Action: `kms:${Sid}`});

describe('a diff of two policies', () => {
	it('shows what stays and what is new', () => {
		expect(draw(policyOf(owner), policyOf(owner, workato))).toEqual([
			'kept Enable IAM User Permissions',
			'added Allow use of the key',
		]);
	});

	it('is all new without a policy before', () => {
		const {header, blocks} = diffPolicies(undefined, policyOf(owner));
		expect([...header, ...blocks].every(({kind}) => kind === 'added')).toBe(true);
	});

	it('leaves what was removed where it stood', () => {
		const [a, b, c, d, added] = ['A', 'B', 'C', 'D', 'E'].map((name) => named(name));
		expect(draw(policyOf(a!, b!, c!, d!), policyOf(b!, added!, d!))).toEqual([
			'removed A',
			'kept B',
			'removed C',
			'added E',
			'kept D',
		]);
	});

	it('shows a changed statement as removed and added, and a respelt one as kept', () => {
		const changed = {...workato, Action: 'kms:Encrypt'};
		expect(draw(policyOf(workato), policyOf(changed))).toEqual([
			'removed Allow use of the key',
			'added Allow use of the key',
		]);
		expect(
			draw(policyOf(workato), policyOf({...workato, Action: ['kms:decrypt', 'kms:encrypt']})),
		).toEqual(['kept Allow use of the key']);
	});

	it('shows a changed Version', () => {
		expect(
			diffPolicies({Version: '2008-10-17', Statement: []}, {Version: '2012-10-17', Statement: []})
				.header,
		).toEqual([
			{kind: 'kept', line: '{'},
			{kind: 'removed', line: '  "Version": "2008-10-17",'},
			{kind: 'added', line: '  "Version": "2012-10-17",'},
			{kind: 'kept', line: '  "Statement": ['},
		]);
	});

	it('draws JSON that reads as the new policy, and never loses a statement', () => {
		fc.assert(
			fc.property(
				anyPolicy,
				anyPolicy,
				fc.array(anyStatement, {maxLength: 2}),
				(before, other, statements) => {
					for (const after of [other, mergeStatements(before, statements)]) {
						const {header, blocks, footer} = diffPolicies(before, after);
						const lines = [
							...header.filter(({kind}) => kind !== 'removed').map(({line}) => line),
							...blocks.filter(({kind}) => kind !== 'removed').flatMap((block) => block.lines),
							...footer,
						];
						expect(parsePolicyDocument(lines.join('\n'))).toEqual(after);
						expect(blocks.filter(({kind}) => kind !== 'added')).toHaveLength(
							before.Statement.length,
						);
					}
				},
			),
			fixed,
		);
	});
});

describe('printing', () => {
	it('reads back as the same policy', () => {
		fc.assert(
			fc.property(anyPolicy, (policy) => {
				expect(parsePolicyDocument(JSON.stringify(policy, undefined, 2))).toEqual(policy);
			}),
			fixed,
		);
	});

	it('reads what AWS gives, and says when it is no policy', () => {
		expect(parsePolicyDocument(JSON.stringify({Statement: workato, Odd: 1}))).toEqual({
			Statement: [workato],
			Odd: 1,
		});
		expect(() => parsePolicyDocument('<html>')).toThrow('not valid JSON');
		expect(() => parsePolicyDocument('[]')).toThrow('not a policy');
		expect(() => parsePolicyDocument('{"Statement": [{"Action": 5}]}')).toThrow('not a policy');
	});
});
