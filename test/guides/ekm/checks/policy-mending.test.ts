import {expect, test} from 'vitest';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {account} from '../../../aws/open-sandbox-aws.js';
import {
	absent,
	checksFor,
	found,
	key,
	keyArn,
	ownerStatement,
	policyOf,
	seen,
	unknown,
	workatos,
} from '../ekm-observation.js';

const checksOf = (...statements: Statement[]) =>
	checksFor({}, seen({policy: found(policyOf(...statements))}));

const deny: Statement = {
	Sid: 'Guard',
	Effect: 'Deny',
	Principal: '*',
	Action: 'kms:Decrypt',
	Resource: '*',
};
const stranger: Statement = {
	Sid: 'Stranger',
	Effect: 'Allow',
	Principal: {AWS: '444455556666'},
	Action: 'kms:Decrypt',
	Resource: '*',
};

test('a missing statement can be mended, and nothing else of the policy changes', () => {
	const {fixChanges = []} = checksOf(ownerStatement, stranger)['policy-statement']!;
	expect(fixChanges).toHaveLength(1);
	expect(fixChanges[0]?.call).toMatchObject({
		operation: 'PutKeyPolicy',
		input: {KeyId: keyArn, PolicyName: 'default'},
	});
	expect(fixChanges[0]?.policy).toEqual({
		before: policyOf(ownerStatement, stranger),
		after: policyOf(ownerStatement, stranger, workatos),
	});
});

test('what the assistant did not write, it does not offer to take away', () => {
	const checks = checksOf(workatos, stranger, deny, {
		...stranger,
		Effect: 'Permit',
	});
	expect(Object.values(checks).flatMap(({fixChanges = []}) => fixChanges)).toEqual([]);
});

test('without a usable statement among the answers nothing passes for Workato', () => {
	const none = checksFor({statement: undefined}, seen());
	expect(none['policy-statement']).toMatchObject({
		status: 'unknown',
		detail: 'The setup holds no statement to compare with.',
	});
	expect(none['policy-obstacles']?.status).toBe('unknown');
	const refused = checksFor({statement: {...workatos, Action: 'kms:*'}}, seen());
	expect(refused['policy-statement']?.status).toBe('unknown');
	expect(refused['policy-statement']?.detail).toContain('The setup’s statement is refused: ');
});

test('whose the key is is not known: who is an outsider cannot be told', () => {
	const checks = checksFor({}, seen({key: unknown, identity: unknown}));
	expect(checks['policy-owner']?.status).toBe('unknown');
	expect(checks['policy-outsiders']?.status).toBe('unknown');
	const saved = checksFor({}, seen({key: unknown, identity: unknown}), {
		account,
	});
	expect(saved['policy-owner']?.status).toBe('pass');
});

test('a key policy that is not there yet is no pass', () => {
	const checks = checksFor({}, seen({policy: absent, key: found(key)}));
	expect(checks['policy-valid']?.status).toBe('unknown');
});
