import {expect, test} from 'vitest';
import {checkSecrets} from '../../../../source/guides/secrets/secrets-guide.js';
import {type PolicyDocument, type Statement} from '../../../../source/policy/policy-document.js';
import {
	answersOf,
	found,
	keyArn,
	mark,
	observationOf,
	permissionsOf,
	projectOf,
	roleOf,
	secretArn,
	secretFacts,
	seenOf,
} from '../secrets-setup.js';

const observedAt = '2026-03-01T00:00:00.000Z';
const arn = secretArn('A/db');
const key = keyArn('1234');
const role = roleOf('A');
const until = (document: PolicyDocument, date: string): PolicyDocument => ({
	...document,
	Statement: document.Statement.map((statement) => ({
		...statement,
		Condition: {
			...statement.Condition,
			DateLessThan: {'aws:CurrentTime': date},
		},
	})),
});
const denyFrom = (date: string): PolicyDocument => ({
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Deny',
			Principal: {AWS: role.arn},
			Action: '*',
			Resource: '*',
			Condition: {DateGreaterThan: {'aws:CurrentTime': date}},
		},
	],
});
const allowKey: Statement = {
	Effect: 'Allow',
	Principal: {AWS: role.arn},
	Action: 'kms:Decrypt',
	Resource: '*',
};

/** The row on what the role reaches, where one policy says something else from a date on. */
const worlds: Record<string, (date: string) => {status?: string; detail?: string}> = {
	'the role’s permissions end': (date) =>
		rowOf({
			inline: [{name: 'workato-secrets', document: until(permissionsOf([arn]), date)}],
		}),
	'the permissions boundary ends': (date) =>
		rowOf({
			boundary: {
				name: 'limits',
				document: until(permissionsOf([arn]), date),
			},
		}),
	'the secret’s policy denies': (date) => rowOf({}, {policy: found(denyFrom(date))}),
	'the key’s policy ends': (date) =>
		rowOf(
			{
				inline: [{name: 'workato-secrets', document: permissionsOf([arn], [key])}],
			},
			{kmsKeyId: key},
			until({Version: '2012-10-17', Statement: [allowKey]}, date),
		),
};

function rowOf(
	more: Partial<typeof role>,
	secret: Parameters<typeof secretFacts>[1] = {},
	keyPolicy?: PolicyDocument,
) {
	const rows = checkSecrets(
		answersOf([projectOf('A')]),
		observationOf(
			{
				A: seenOf('A', {
					role: found({...role, ...more}),
					secrets: [{wanted: arn, secret: found(secretFacts(arn, secret))}],
				}),
			},
			{
				observedAt,
				keys: Object.fromEntries(
					(keyPolicy ? [keyPolicy] : []).map((document) => [
						key,
						found({
							arn: key,
							isManagedByAws: false,
							enabled: true,
							policy: found(document),
						}),
					]),
				),
			},
		),
		{own: mark, since: () => '2026-01-01T00:00:00.000Z'},
	);
	return rows.find(({id}) => id === 'permissions:A') ?? {};
}

test.each(Object.entries(worlds))('%s on a date', (_what, rowAt) => {
	const soon = rowAt('2026-03-02T00:00:00Z');
	expect(soon.status).toBe('warn');
	expect(soon.detail).toContain(
		'It may read A/db. What an organisation’s policies forbid cannot be seen. Only until 2026-03-02T00:00:00.000Z, by a date in a condition. Then: A/db: ',
	);
	expect(rowAt('2026-06-01T00:00:00Z').status).toBe('pass');
	expect(rowAt('2026-02-01T00:00:00Z').status).toBe('fail');
});
