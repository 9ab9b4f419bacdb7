import {expect, test} from 'vitest';
import {warningId} from '../../../source/guides/guide.js';
import {type ProjectRole} from '../../../source/guides/secrets/observation.js';
import {usedRoleWarnings} from '../../../source/guides/secrets/desired-role.js';
import {type Statement} from '../../../source/policy/policy-document.js';
import {
	answersOf,
	found,
	observationOf,
	own,
	projectOf,
	roleArn,
	roleOf,
	seenOf,
	trustOf,
	workato,
} from './secrets-setup.js';

const admin: Statement = {Effect: 'Allow', Action: '*', Resource: '*'};
const enter = (who: string): Statement => ({
	Effect: 'Allow',
	Principal: {AWS: who},
	Action: 'sts:AssumeRole',
});

const warningsFor = (role: Partial<ProjectRole>, use: string | undefined = roleArn('Workato-A')) =>
	usedRoleWarnings(
		answersOf([projectOf('A', use === '' ? {} : {role: {use}})]),
		observationOf({A: seenOf('A', {role: found(roleOf('A', role))})}),
		{ownAccount: own},
	).map((warning) => `${warningId(warning)} ${warning.message}`);

const bare = {trust: {Statement: []}, inline: []};

test.each<[string, Partial<ProjectRole>, RegExp[]]>([
	['holds nothing else', bare, []],
	[
		'may do everything',
		{...bare, attached: [{name: 'Admin', document: {Statement: [admin]}}]},
		[/^RoleMayMore:A .*Workato may do it, too.*Statement 1 of Admin/v],
	],
	[
		'lets another account in',
		{...bare, trust: {Statement: [enter('arn:aws:iam::444455556666:root')]}},
		[/^RoleHasOthers:A .*secrets of “A”, too\..*444455556666/v],
	],
	[
		'lets Workato in without an external ID',
		{...bare, trust: {Statement: [enter(`arn:aws:iam::${workato}:root`)]}},
		[/^RoleIsOpen:A .*stays open/v],
	],
	[
		'is finished, whatever else it may do',
		{
			trust: {Statement: [...trustOf('A').Statement, enter('*')]},
			attached: [{name: 'Admin', document: {Statement: [admin]}}],
		},
		[],
	],
])('a role in use that %s', (_name, role, expected) => {
	const warnings = warningsFor({...role, foundBy: 'answer'});
	expect(warnings).toHaveLength(expected.length);
	for (const [index, words] of expected.entries()) {
		expect(warnings[index]).toMatch(words);
	}
});

test('a new role needs no such agreement', () => {
	expect(
		warningsFor({...bare, attached: [{name: 'Admin', document: {Statement: [admin]}}]}, ''),
	).toEqual([]);
});
