import {describe, expect, test} from 'vitest';
import {type Blocker} from '../../../source/guides/guide.js';
import {parsePolicyDocument, type PolicyDocument} from '../../../source/policy/policy-document.js';
import {type ProjectAnswers} from '../../../source/guides/secrets/answers.js';
import {
	type ProjectObservation,
	type ProjectRole,
	type SecretsObservation,
} from '../../../source/guides/secrets/observation.js';
import {planSecrets} from '../../../source/guides/secrets/plan.js';
import {
	answersOf,
	externalId,
	found,
	keyArn,
	mark,
	observationOf,
	own,
	permissionsOf,
	projectOf,
	roleArn,
	roleOf,
	secretArn,
	secretFacts,
	seenOf,
	trustOf,
	workato,
} from './secrets-setup.js';

const absent = {state: 'absent' as const};
const plan = (
	projects: ProjectAnswers[],
	seen: Record<string, ProjectObservation>,
	more: Partial<SecretsObservation> = {},
) => planSecrets(answersOf(projects), observationOf(seen, more), mark);
const ids = (changes: ReadonlyArray<{id: string}>) => changes.map(({id}) => id);
const textOf = (input: unknown, field: string): string => {
	const value: unknown =
		typeof input === 'object' && input !== null ? Reflect.get(input, field) : undefined;
	return typeof value === 'string' ? value : '';
};

test('a new project gets a role that trusts Workato with its external ID, and reads its secrets only', () => {
	const {changes, blockers} = plan([projectOf('Payroll')], {
		Payroll: seenOf('Payroll', {role: absent}),
	});
	expect(blockers).toEqual([]);
	expect(ids(changes)).toEqual(['create-role:Payroll', 'put-role-policy:Payroll']);
	expect(changes.map(({group}) => group)).toEqual(['Payroll', 'Payroll']);
	const [create, put] = changes;
	expect(create?.call).toMatchObject({
		service: 'iam',
		operation: 'CreateRole',
		input: {
			RoleName: 'Workato-Payroll',
			Tags: [
				{Key: 'workato-aws:setup', Value: 'production'},
				{Key: 'workato-aws:run', Value: 'run-1'},
				{Key: 'workato-aws:project', Value: 'Payroll'},
			],
		},
	});
	expect(parsePolicyDocument(textOf(create?.call.input, 'AssumeRolePolicyDocument'))).toEqual({
		Version: '2012-10-17',
		Statement: [
			{
				Sid: 'WorkatoAssumeRole',
				Effect: 'Allow',
				Principal: {AWS: `arn:aws:iam::${workato}:root`},
				Action: 'sts:AssumeRole',
				Condition: {
					StringEquals: {'sts:ExternalId': externalId('Payroll')},
				},
			},
		],
	});
	expect(parsePolicyDocument(textOf(put?.call.input, 'PolicyDocument'))).toEqual(
		permissionsOf([secretArn('Payroll/db')]),
	);
});

test('a finished setup plans nothing', () => {
	expect(plan([projectOf('A'), projectOf('B')], {A: seenOf('A'), B: seenOf('B')})).toEqual({
		changes: [],
		blockers: [],
	});
});

test('a role that only carries this setup’s name is asked about, with nothing to change too, and with whatever else is in it', () => {
	const role = roleOf('A', {foundBy: 'tags', id: 'AROAEXAMPLE'});
	const planned = plan([projectOf('A'), projectOf('B')], {
		A: seenOf('A', {
			role: found({
				...role,
				trust: {
					...role.trust,
					Statement: [
						...role.trust.Statement,
						{
							Effect: 'Allow',
							Principal: {AWS: 'arn:aws:iam::222222222222:root'},
							Action: 'sts:AssumeRole',
						},
					],
				},
				attached: [{name: 'more', document: permissionsOf([secretArn('other/db')])}],
			}),
		}),
		B: seenOf('B'),
	});
	expect(planned).toMatchObject({
		changes: [],
		blockers: [],
		adoptions: [
			{
				code: 'RoleTaken',
				group: 'A',
				suggestion: {answers: {projects: [{role: {use: role.arn}}, {name: 'B'}]}},
				names: {'role/Workato-A': 'AROAEXAMPLE'},
			},
		],
	});
	const message = planned.adoptions?.[0]?.message;
	expect(message).toContain('this setup did not make it');
	expect(message).toContain('222222222222');
	expect(message).toContain('other/db');
});

test('once that is agreed, the role is the setup’s own: nothing is asked, and what is lacking is an ordinary change', () => {
	const agreed = roleOf('A', {foundBy: 'agreed'});
	expect(plan([projectOf('A')], {A: seenOf('A', {role: found(agreed)})})).toEqual({
		changes: [],
		blockers: [],
	});
	expect(
		ids(
			plan([projectOf('A')], {
				A: seenOf('A', {role: found({...agreed, inline: []})}),
			}).changes,
		),
	).toEqual(['put-role-policy:A']);
});

test('permissions that were given by hand, whatever their name, are not given twice', () => {
	const used = (more: Partial<ProjectRole>) => {
		const {changes, blockers} = plan([projectOf('A', {role: {use: 'Workato-A'}})], {
			A: seenOf('A', {
				role: found(roleOf('A', {foundBy: 'answer', inline: [], ...more})),
			}),
		});
		expect(blockers).toEqual([]);
		return ids(changes);
	};

	const {document} = roleOf('A').inline[0]!;
	const byHand = {name: 'read-our-secrets', document};
	const fromOneAddress = {
		name: 'from-one-address',
		document: {
			...document,
			Statement: document.Statement.map((statement) => ({
				...statement,
				Condition: {IpAddress: {'aws:SourceIp': '192.0.2.1'}},
			})),
		},
	};
	expect(used({inline: [byHand]})).toEqual([]);
	expect(used({attached: [fromOneAddress, byHand]})).toEqual([]);
	expect(used({inline: [fromOneAddress]})).toEqual(['put-role-policy:A']);
	expect(used({})).toEqual(['put-role-policy:A']);
	// Under the assistant's own name stands just what the setup wants.
	expect(used({inline: [{...fromOneAddress, name: 'workato-secrets'}, byHand]})).toEqual([
		'put-role-policy:A',
	]);
});

test('keys of the secrets are allowed through Secrets Manager, AWS’s own key is not', () => {
	const arn = secretArn('A/db');
	const secrets = (kmsKeyId: string) => [
		{wanted: arn, secret: found(secretFacts(arn, {kmsKeyId}))},
	];
	const key = (isManagedByAws: boolean) => ({
		keys: {
			'1234': found({
				arn: keyArn('1234'),
				isManagedByAws,
				enabled: true,
				policy: absent,
			}),
		},
	});
	const withKey = plan([projectOf('A')], {A: seenOf('A', {secrets: secrets('1234')})}, key(false));
	expect(ids(withKey.changes)).toEqual(['put-role-policy:A']);
	expect(withKey.changes[0]?.policy?.after.Statement[1]).toEqual({
		Sid: 'DecryptThroughSecretsManager',
		Effect: 'Allow',
		Action: 'kms:Decrypt',
		Resource: keyArn('1234'),
		Condition: {
			StringEquals: {
				'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com',
			},
		},
	});
	expect(
		plan([projectOf('A')], {A: seenOf('A', {secrets: secrets('1234')})}, key(true)).changes,
	).toEqual([]);
	expect(
		plan([projectOf('A')], {A: seenOf('A', {secrets: secrets('1234')})}).blockers[0],
	).toMatchObject({code: 'KeyUnknown', group: 'A'});
});

test.each([
	`arn:aws:kms:us-east-1:${own}:key/*`,
	`arn:aws:kms:us-east-1:${own}:key/12?4`,
	`arn:aws:kms:us-east-1:${own}:alias/team`,
	`arn:aws:kms:*:${own}:key/1234`,
	'arn:aws:kms:us-east-1:*:key/1234',
	`arn:aws:s3:us-east-1:${own}:key/1234`,
	`arn:aws:kms:us-east-1:${own}:key/1234","*`,
])('%s, which AWS names as the key of a secret, is in no policy, whoever says so', (id) => {
	const arn = secretArn('A/db');
	const A = seenOf('A', {
		secrets: [{wanted: arn, secret: found(secretFacts(arn, {kmsKeyId: id}))}],
	});
	const B = seenOf('B', {role: absent});
	const key = (value: string) => ({
		keys: {
			[id]: found({
				arn: value,
				isManagedByAws: false,
				enabled: true,
				policy: absent,
			}),
		},
	});
	for (const keys of [{}, key(id)]) {
		const {changes, blockers} = plan([projectOf('A'), projectOf('B')], {A, B}, keys);
		expect(blockers).toMatchObject([{code: 'KeyUnknown', group: 'A'}]);
		expect(changes.map(({group}) => group)).toEqual(['B', 'B']);
	}

	// Where AWS says which key it is, that one is meant.
	const known = plan([projectOf('A')], {A}, key(keyArn('1234')));
	expect(known.changes[0]?.policy?.after.Statement[1]?.Resource).toBe(keyArn('1234'));
});

test('an existing role with three trusted parties keeps all three', () => {
	const trust: PolicyDocument = {
		Version: '2012-10-17',
		Statement: [
			{
				Sid: 'Lambda',
				Effect: 'Allow',
				Principal: {Service: 'lambda.amazonaws.com'},
				Action: 'sts:AssumeRole',
			},
			{
				Effect: 'Allow',
				Principal: {AWS: `arn:aws:iam::${own}:role/Ops`},
				Action: ['sts:AssumeRole', 'sts:TagSession'],
			},
			{
				Effect: 'Allow',
				Principal: {AWS: '111122223333'},
				Action: 'sts:AssumeRole',
				Condition: {StringEquals: {'sts:ExternalId': 'other'}},
			},
		],
	};
	const inline = [{name: 'reads', document: permissionsOf([secretArn('x')])}];
	const role = roleOf('A', {foundBy: 'answer', trust, inline, tags: {}});
	const {changes, blockers} = plan([projectOf('A', {role: {use: roleArn('Workato-A')}})], {
		A: seenOf('A', {role: found(role)}),
	});
	expect(blockers).toEqual([]);
	expect(ids(changes)).toEqual(['update-trust:A', 'put-role-policy:A']);
	expect(changes[0]?.policy?.after.Statement.slice(0, 3)).toEqual(trust.Statement);
	expect(changes[0]?.policy?.after.Statement).toHaveLength(4);
	expect(changes[1]?.policy?.before).toBeUndefined();
});

test('an open trust policy is called out before it is written', () => {
	const trust = {
		Version: '2012-10-17',
		Statement: [
			{
				Sid: 'Open',
				Effect: 'Allow',
				Principal: {AWS: workato},
				Action: 'sts:AssumeRole',
			},
		],
	};
	const role = roleOf('A', {foundBy: 'answer', trust});
	const {changes} = plan([projectOf('A', {role: {use: 'Workato-A'}})], {
		A: seenOf('A', {role: found(role)}),
	});
	expect(changes[0]?.why).toContain('without the external ID');
});

const arn = secretArn('A/db');
const many = Array.from({length: 200}, (_, n) =>
	secretArn(`A/a-rather-long-name-of-a-secret-${n}`),
);
test.each<[string, Partial<ProjectAnswers>, Partial<ProjectObservation>]>([
	['RoleTaken', {}, {role: found(roleOf('A', {foundBy: 'unowned'}))}],
	['RoleNotFound', {role: {use: 'Workato-A'}}, {role: absent}],
	[
		'RoleNotFound',
		{role: {use: `arn:aws:iam::${own}:role/other/Workato-A`}},
		{role: found(roleOf('A', {foundBy: 'answer'}))},
	],
	[
		'RoleNotYours',
		{role: {use: 'Workato-A'}},
		{
			role: found(roleOf('A', {foundBy: 'answer', path: '/aws-reserved/x/'})),
		},
	],
	['AccessDenied', {}, {role: {state: 'unknown', code: 'AccessDenied', reason: 'no'}}],
	['SecretNotFound', {}, {secrets: [{wanted: arn, secret: absent}]}],
	[
		'SecretDeleted',
		{},
		{
			secrets: [
				{
					wanted: arn,
					secret: found(secretFacts(arn, {deletedAt: '2026-11-01T00:00:00Z'})),
				},
			],
		},
	],
	[
		'SecretByName',
		{secrets: ['A/db']},
		{secrets: [{wanted: 'A/db', secret: found(secretFacts(arn))}]},
	],
	[
		'ThrottlingException',
		{secrets: {prefix: 'A/'}},
		{
			secrets: [],
			secretsProblem: {code: 'ThrottlingException', reason: 'slow'},
		},
	],
	['SecretPrefix', {secrets: {prefix: 'A/*'}}, {}],
	['SecretArn', {secrets: ['arn:aws:s3:::bucket']}, {}],
	['SecretArn', {secrets: [secretArn('*')]}, {}],
	['SecretElsewhere', {secrets: [arn.replace('us-east-1', 'eu-west-1')]}, {}],
	['MissingAnswer', {externalId: undefined}, {}],
	['MissingAnswer', {secrets: undefined}, {}],
	['SwappedIds', {externalId: '345678901234'}, {}],
	['CannotTell', {secrets: [arn, secretArn('new')]}, {}],
	['CannotTell', {secrets: {prefix: 'B/'}}, {asked: {prefix: 'A/'}}],
	['CannotTell', {secrets: 'all'}, {asked: {prefix: 'A/'}}],
	['CannotTell', {secrets: {prefix: 'A/'}}, {asked: [arn]}],
	[
		'PolicyTooLong',
		{secrets: many},
		{
			secrets: many.map((each) => ({
				wanted: each,
				secret: found(secretFacts(each)),
			})),
		},
	],
	[
		'PolicyTaken',
		{role: {use: 'Workato-A'}},
		{
			role: found(
				roleOf('A', {
					foundBy: 'answer',
					inline: [
						{
							name: 'workato-secrets',
							document: permissionsOf([secretArn('B/db')]),
						},
					],
				}),
			),
		},
	],
	[
		'OrphanInTrust',
		{role: {use: 'Workato-A'}},
		{
			role: found(
				roleOf('A', {
					foundBy: 'answer',
					trust: {
						Statement: [
							{
								Effect: 'Allow',
								Principal: {AWS: 'AROAEXAMPLEEXAMPLE'},
								Action: 'sts:AssumeRole',
							},
						],
					},
				}),
			),
		},
	],
	[
		'OrphanInTrust',
		{role: {use: 'Workato-A'}},
		{
			role: found(
				roleOf('A', {
					foundBy: 'answer',
					trust: {
						Statement: [
							{
								Effect: 'Deny',
								NotPrincipal: {AWS: 'AIDAEXAMPLEEXAMPLE'},
								Action: 'sts:AssumeRole',
							},
						],
					},
				}),
			),
		},
	],
	[
		'RoleOfOtherProject',
		{role: {use: 'Workato-A'}},
		{
			role: found(
				roleOf('Pay', {
					name: 'Workato-A',
					foundBy: 'answer',
					inline: [],
					tags: {'workato-aws:run': 'other', 'workato-aws:project': 'Pay A'},
				}),
			),
		},
	],
	[
		// Its trust policy is right already: only its permissions would change.
		'RoleOfOtherProject',
		{role: {use: 'Workato-A'}},
		{
			role: found(
				roleOf('A', {
					foundBy: 'answer',
					inline: [],
					tags: {'workato-aws:run': 'other', 'workato-aws:project': 'Pay A'},
				}),
			),
		},
	],
	[
		'PolicyNotWritable',
		{role: {use: 'Workato-A'}},
		{
			role: found(
				roleOf('A', {
					foundBy: 'answer',
					trust: {Statement: []},
					trustLosses: ['Statement 1 › Condition: 1.0 would become 1.'],
				}),
			),
		},
	],
])('%s stops one project and no other', (code, project, seen) => {
	const {changes, blockers} = plan([projectOf('A', project), projectOf('B')], {
		A: seenOf('A', seen),
		B: seenOf('B', {role: absent}),
	});
	expect([...new Set(blockers.map((each) => `${each.code} ${each.group}`))]).toEqual([`${code} A`]);
	expect(blockers[0]?.message).toMatch(/A/v);
	expect(blockers[0]?.hint).not.toBe('');
	expect(ids(changes)).toEqual(['create-role:B', 'put-role-policy:B']);
});

test('a role that another project has from before is nobody else’s', () => {
	const rows = [projectOf('A'), projectOf('B', {role: {use: 'workato-a'}}), projectOf('C')];
	const seen = {
		A: seenOf('A'),
		B: seenOf('B', {role: found(roleOf('A', {foundBy: 'answer'}))}),
		C: seenOf('C', {role: absent}),
	};
	const {blockers, changes} = planSecrets(answersOf(rows), observationOf(seen), {
		...mark,
		madeRoles: new Map([['A', 'Workato-A']]),
	});
	expect(blockers.map(({code, group}) => `${code} ${group}`)).toEqual([
		'SharedRole A',
		'SharedRole B',
	]);
	expect(ids(changes)).toEqual(['create-role:C', 'put-role-policy:C']);
});

test('a trust policy that could not be written back the same may stay as it is', () => {
	const {blockers, changes} = plan([projectOf('A', {role: {use: 'Workato-A'}})], {
		A: seenOf('A', {
			role: found(
				roleOf('A', {
					foundBy: 'answer',
					trustLosses: ['1.0 would become 1.'],
				}),
			),
		}),
	});
	expect({blockers, changes}).toEqual({blockers: [], changes: []});
});

test('a policy that is too long is refused with both numbers', () => {
	const {blockers} = plan([projectOf('A', {secrets: many})], {
		A: seenOf('A', {
			secrets: many.map((each) => ({
				wanted: each,
				secret: found(secretFacts(each)),
			})),
		}),
	});
	expect(blockers[0]?.message).toMatch(/\d{5} characters.*10240/v);
});

test('what a blocker offers clears it', () => {
	const answers = answersOf([projectOf('A', {secrets: ['A/db']})]);
	const seen = {
		A: seenOf('A', {
			role: found(roleOf('A', {foundBy: 'unowned'})),
			secrets: [{wanted: 'A/db', secret: found(secretFacts(arn))}],
		}),
	};
	const {blockers} = planSecrets(answers, observationOf(seen), mark);
	expect(blockers.map(({suggestion}) => suggestion?.answers)).toEqual([
		{
			projects: [{...answers.projects?.[0], role: {use: roleArn('Workato-A')}}],
		},
		{projects: [{...answers.projects?.[0], secrets: [arn]}]},
	]);
});

test.each([
	['OtherAccount', {}, {...mark, account: '999988887777'}],
	['OtherRegion', {}, {...mark, region: 'eu-west-1'}],
	['MissingAnswer', {scope: undefined}, mark],
	['MissingAnswer', {workatoAccountId: undefined}, mark],
	['MissingAnswer', {projects: []}, mark],
	['OwnAccount', {workatoAccountId: own}, mark],
	['OneRowOnly', {scope: 'workspace' as const}, mark],
])('%s stops everything', (code, answers, own_) => {
	const {changes, blockers} = planSecrets(
		answersOf([projectOf('A'), projectOf('B')], answers),
		observationOf({A: seenOf('A', {role: absent}), B: seenOf('B')}),
		own_,
	);
	expect(changes).toEqual([]);
	expect(blockers[0]?.code).toBe(code);
	expect(blockers[0]?.group).toBeUndefined();
});

test('a role of an equal project name keeps the name it was made under', () => {
	const madeRoles = new Map([['A', 'Workato-A-2']]);
	const {changes} = planSecrets(
		answersOf([projectOf('A')]),
		observationOf({A: seenOf('A', {role: absent})}),
		{...mark, madeRoles},
	);
	expect(changes[0]?.call.input.RoleName).toBe('Workato-A-2');
});

test('any project name is safe', () => {
	const {changes, blockers} = plan(
		[projectOf('A'), projectOf('constructor'), projectOf('__proto__')],
		{A: seenOf('A', {role: absent})},
	);
	expect(ids(changes)).toEqual(['create-role:A', 'put-role-policy:A']);
	expect(blockers.map(({group}) => group)).toEqual(['constructor', '__proto__']);
});

test('IAM takes the tags and the description of any project', () => {
	const name = 'Sales ✓ <EMEA>';
	const seen = seenOf('A', {role: absent});
	const {changes} = plan([{...projectOf(name), secrets: [arn]}], {
		[name]: seen,
	});
	expect(changes[0]?.call.input).toMatchObject({
		RoleName: 'Workato-Sales-EMEA',
		Description: 'Workato project Sales - <EMEA>',
	});
	expect(JSON.stringify(changes[0]?.call.input.Tags)).toContain('Sales =2713= =3C=EMEA=3E=');
});

test('a role that only carries the setup’s name and lacks something is asked about with what would be added', () => {
	const {changes, blockers, adoptions} = plan([projectOf('A')], {
		A: seenOf('A', {role: found(roleOf('A', {foundBy: 'tags', inline: []}))}),
	});
	expect(blockers).toEqual([]);
	expect(changes.map(({id}) => id)).toEqual(['put-role-policy:A']);
	expect(adoptions).toMatchObject([
		{
			code: 'RoleTaken',
			group: 'A',
			message: expect.stringContaining(`this would be added: ${changes[0]?.title}.`) as unknown,
		},
	]);
});

describe('a role that is there already', () => {
	const refusal = (role: ProjectRole, answer: Partial<ProjectAnswers> = {}): Blocker | undefined =>
		plan([projectOf('A', answer), projectOf('B')], {
			A: seenOf('A', {role: found(role)}),
			B: seenOf('B'),
		}).blockers[0];

	test('is offered where it would work', () => {
		const role = roleOf('A', {foundBy: 'unowned', tags: {}});
		expect(refusal(role)).toMatchObject({
			code: 'RoleTaken',
			suggestion: {
				label: 'use the role Workato-A',
				answers: {projects: [{role: {use: role.arn}}, {name: 'B'}]},
			},
		});
	});

	test.each<[string, Partial<ProjectRole>]>([
		[
			'serves another project',
			{
				tags: {'workato-aws:project': 'Z', 'workato-aws:setup': 'other'},
				trust: trustOf('Z'),
			},
		],
		['belongs to AWS', {tags: {}, path: '/aws-reserved/x/'}],
	])('is not offered where it %s; a new name is', (_, facts) => {
		const blocker = refusal(roleOf('A', {foundBy: 'unowned', ...facts}));
		expect(blocker).toMatchObject({
			code: 'RoleTaken',
			suggestion: {
				label: 'make a new role Workato-A-2',
				answers: {
					projects: [{role: {create: {name: 'Workato-A-2'}}}, {name: 'B'}],
				},
			},
		});
		expect(blocker?.hint).not.toContain('use that role');
	});

	test('and was given as the answer, though it serves another project, has a new name beside it', () => {
		const role = roleOf('A', {
			foundBy: 'answer',
			tags: {'workato-aws:project': 'Z', 'workato-aws:setup': 'other'},
			trust: trustOf('Z'),
		});
		expect(refusal(role, {role: {use: role.arn}})).toMatchObject({
			code: 'RoleOfOtherProject',
			suggestion: {
				answers: {projects: [{role: {create: {name: 'Workato-A-2'}}}, {}]},
			},
		});
	});
});
