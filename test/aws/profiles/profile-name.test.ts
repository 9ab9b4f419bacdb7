import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {partitionProblem} from '../../../source/aws/regions.js';
import {checkProfileName, proposeProfileName} from '../../../source/aws/profiles/sso-profile.js';
import {fixed} from './config-texts.js';

describe('a proposed name', () => {
	it.each([
		['Payments (Prod)', 'AdministratorAccess', [], 'payments-prod-admin'],
		['Zürich', 'Dev_Team', [], 'zurich-dev-team'],
		['', 'ReadOnlyAccess', [], 'readonly'],
		['数据', '', [], 'aws'],
		['a', 'b', ['A-B', 'a-b-2'], 'a-b-3'],
		['default', '', [], 'default-2'],
	])('for %j and %j', (account, role, taken, name) => {
		expect(proposeProfileName(account, role, taken)).toBe(name);
	});

	it('is always one that every tool reads, and free', () => {
		fc.assert(
			fc.property(
				fc.string({unit: 'binary'}),
				fc.string({unit: 'grapheme', maxLength: 100}),
				(account, role) => {
					const first = proposeProfileName(account, role, []);
					const second = proposeProfileName(account, role, [first]);
					expect(checkProfileName(first)).toBeUndefined();
					expect(checkProfileName(second)).toBeUndefined();
					expect(second).not.toBe(first);
				},
			),
			fixed,
		);
	});
});

describe('a name by hand', () => {
	it.each(['dev', 'a.b', 'me@corp+x', '1%:/', 'default'])('%s is taken', (name) => {
		expect(checkProfileName(name)).toBeUndefined();
	});

	it.each(['', 'my dev', 'a]', 'ä', '__proto__', 'a\n', 'x'.repeat(65)])(
		'%j is refused with the reason',
		(name) => {
			expect(checkProfileName(name)).toMatch(/\.$/v);
		},
	);
});

describe('another partition', () => {
	it('is said early, by its name', () => {
		expect(partitionProblem('aws')).toBeUndefined();
		expect(partitionProblem('aws-cn', 'aws-cn')).toBeUndefined();
		expect(partitionProblem('aws-us-gov')).toContain('AWS GovCloud (US)');
		expect(partitionProblem('aws-cn')).toContain('AWS China');
		expect(partitionProblem('aws', 'aws-cn')).toMatch(
			/This account is in standard AWS, and Workato’s account is in AWS China/v,
		);
		expect(partitionProblem('aws-iso')).toContain('the partition aws-iso');
	});
});
