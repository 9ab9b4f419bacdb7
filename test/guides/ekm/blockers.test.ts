import {expect, test} from 'vitest';
import {type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {account} from '../../aws/open-sandbox-aws.js';
import {
	absent,
	found,
	nothingThere,
	otherArn,
	planFor,
	seen,
	unknown,
	workatos,
} from './ekm-observation.js';

const admins = (...administrators: string[]) => ({
	key: {create: {alias: 'workato-ekm', administrators}},
});

test.each([
	['no statement', {statement: undefined}, nothingThere, 'MissingAnswer', 'no statement'],
	['an empty statement', {statement: ' \n'}, nothingThere, 'MissingAnswer', 'no statement'],
	['no key', {key: undefined}, nothingThere, 'MissingAnswer', 'no key'],
	[
		'a refused statement',
		{statement: {...workatos, Action: 'kms:*'}},
		nothingThere,
		'StatementRefused',
		'"kms:*" hands over',
	],
	[
		'a refused statement that is text',
		{statement: JSON.stringify({...workatos, Action: 'kms:*'}, undefined, 2)},
		nothingThere,
		'StatementRefused',
		'(statement, line 7, column 13)',
	],
	['broken JSON', {statement: '{"Effect": '}, nothingThere, 'StatementRefused', 'line 1'],
	[
		'a placeholder',
		{
			statement: {
				...workatos,
				Principal: {AWS: 'arn:aws:iam::TODO-ACCOUNTID:role/x'},
			},
		},
		nothingThere,
		'StatementRefused',
		'TODO-ACCOUNTID',
	],
	[
		'an administrator of another account',
		admins('arn:aws:iam::444455556666:role/Admin'),
		nothingThere,
		'AdministratorRefused',
		'444455556666:role/Admin',
	],
	[
		'an administrator that is no ARN',
		admins('Admin'),
		nothingThere,
		'AdministratorRefused',
		'“Admin”',
	],
	[
		'all roles as administrators',
		admins(`arn:aws:iam::${account}:role/*`),
		nothingThere,
		'AdministratorRefused',
		'role/*',
	],
	[
		'the account as administrator',
		admins(`arn:aws:iam::${account}:root`),
		nothingThere,
		'AdministratorRefused',
		'root',
	],
	[
		'a session as administrator',
		admins(`arn:aws:sts::${account}:assumed-role/Admin/me`),
		nothingThere,
		'AdministratorRefused',
		'assumed-role',
	],
	[
		'no identity',
		{},
		seen({identity: unknown}),
		'AccessDeniedException',
		'AWS did not say who you are: you may not look',
	],
	[
		'the alias names a stranger’s key',
		{},
		seen({key: absent, aliasTarget: found(otherArn)}),
		'AliasTaken',
		otherArn,
	],
	[
		'the alias was moved to another key',
		{},
		seen({aliasTarget: found(otherArn)}),
		'AliasTaken',
		otherArn,
	],
	[
		'it is not known whose the alias is',
		{},
		seen({key: unknown, aliasTarget: found(otherArn)}),
		'AccessDeniedException',
		'whether the key exists',
	],
	[
		'it is not known whether the alias is free',
		{},
		seen({aliasTarget: unknown}),
		'AccessDeniedException',
		'whether alias/workato-ekm is free',
	],
	[
		'the own key is not shown yet',
		{},
		seen({key: unknown, aliasTarget: absent}),
		'AccessDeniedException',
		'whether the key exists',
	],
	[
		'the key policy may not be read',
		{},
		seen({policy: unknown}),
		'AccessDeniedException',
		'what the key policy says: you may not look',
	],
	[
		'there is no key policy to read',
		{},
		seen({policy: absent}),
		'CannotTell',
		'what the key policy says.',
	],
	[
		'it is not known whether the key rotates',
		{},
		seen({rotation: unknown}),
		'AccessDeniedException',
		'whether the key rotates',
	],
	[
		'rotation is not shown yet',
		{},
		seen({rotation: absent}),
		'CannotTell',
		'whether the key rotates',
	],
] satisfies Array<[string, Partial<EkmAnswers>, EkmObservation, string, string]>)(
	'%s: nothing is planned, and it says why',
	(...[, answers, observation, code, words]) => {
		const {changes, blockers} = planFor(answers, observation);
		expect(changes).toEqual([]);
		expect(blockers).toHaveLength(1);
		expect(blockers[0]?.code).toBe(code);
		expect(blockers[0]?.message).toContain(words);
		expect(blockers[0]?.hint).not.toBe('');
	},
);
