import {expect, test} from 'vitest';
import {type Lookup} from '../../../../source/aws/errors.js';
import {type SecretFacts} from '../../../../source/resources/secret/read.js';
import {
	type ProjectAnswers,
	type WantedSecrets,
} from '../../../../source/guides/secrets/answers.js';
import {answerRows} from '../../../../source/guides/checklist-table.js';
import {openOtherRoles} from '../../../../source/guides/secrets/checks/secret-access.js';
import {permissionRows} from '../../../../source/guides/secrets/checks/permission-rows.js';
import {
	rowContext,
	type RowContext,
	type RowParts,
} from '../../../../source/guides/secrets/checks/row-context.js';
import {checkSecrets} from '../../../../source/guides/secrets/secrets-guide.js';
import {
	type ProjectObservation,
	type ProjectRole,
	type SecretsObservation,
} from '../../../../source/guides/secrets/observation.js';
import {spelledSecrets} from '../../../../source/guides/secrets/wanted-secrets.js';
import {type Statement} from '../../../../source/policy/policy-document.js';
import {
	buildSecretsPermissions,
	isUnderPrefix,
} from '../../../../source/policy/secrets-permissions.js';
import {
	answersOf,
	externalId,
	found,
	keyArn,
	mark,
	observationOf,
	own,
	projectOf,
	region,
	roleOf,
	secretArn,
	secretFacts,
} from '../secrets-setup.js';

const since = () => '2026-11-01T00:00:00.000Z';

type Given = {
	wanted: WantedSecrets;
	/** What is other about the role. */
	role?: Partial<ProjectRole> | Lookup<ProjectRole>;
};

/** A setup that is applied: each role holds just what the answers say, and AWS has these secrets. */
const setupOf = (
	given: Record<string, Given>,
	secrets: readonly SecretFacts[],
): {projects: ProjectAnswers[]; seen: Record<string, ProjectObservation>} => {
	const projects = Object.entries(given).map(([name, {wanted}]) =>
		projectOf(name, {secrets: wanted, externalId: externalId('A')}),
	);
	const seen = projects.map((project) => {
		const wanted = spelledSecrets(project)!;
		const reached = secrets.filter(({arn}) =>
			wanted === 'all'
				? true
				: Array.isArray(wanted)
					? wanted.includes(arn)
					: isUnderPrefix(arn, wanted.prefix),
		);
		const {role = {}} = given[project.name]!;
		const document = buildSecretsPermissions({
			secrets: wanted,
			region,
			account: own,
			partition: 'aws',
			kmsKeyArns: [],
		});
		return [
			project.name,
			{
				role:
					'state' in role
						? role
						: found(
								roleOf('A', {
									name: `Workato-${project.name}`,
									arn: `arn:aws:iam::${own}:role/Workato-${project.name.replaceAll(/\W/gv, '-')}`,
									inline: [{name: 'workato-secrets', document}],
									...role,
								}),
							),
				secrets: reached.map((secret) => ({
					wanted: secret.arn,
					secret: found(secret),
				})),
				asked: wanted,
			},
		] as const;
	});
	return {projects, seen: Object.fromEntries(seen)};
};

const rowsOf = (
	given: Record<string, Given>,
	secrets: readonly SecretFacts[],
	more: Partial<SecretsObservation> = {},
) => {
	const {projects, seen} = setupOf(given, secrets);
	return Object.fromEntries(
		checkSecrets(answersOf(projects), observationOf(seen, more), {
			own: mark,
			since,
		})
			.filter(({id}) => id.startsWith('only-own-project:'))
			.map(({id, status, detail}) => [id.slice('only-own-project:'.length), `${status} ${detail}`]),
	);
};

const secretsNamed = (...names: string[]) => names.map((name) => secretFacts(secretArn(name)));

const extra = (...statements: Statement[]): Partial<ProjectRole> => ({
	attached: [{name: 'Extra', document: {Version: '2012-10-17', Statement: statements}}],
});

const read = 'secretsmanager:GetSecretValue';
const byName = {wanted: {prefix: 'workato/{project}/'}};
const ours = secretsNamed('workato/A/db', 'workato/B/db');

test('roles that read their own project alone pass; one project has no such row', () => {
	expect(rowsOf({A: byName, B: byName, C: byName}, ours)).toEqual({
		A: 'pass None of the 2 other roles of this setup can read them.',
		B: 'pass None of the 2 other roles of this setup can read them.',
		C: 'pass None of the 2 other roles of this setup can read what will be there.',
	});
	expect(rowsOf({A: byName}, ours)).toEqual({});
});

test('what the answers share is named and to be looked at', () => {
	const wanted = {prefix: 'workato/'};
	const rows = rowsOf({A: {wanted}, B: {wanted}, C: {wanted: 'all'}}, ours);
	expect(rows.A).toBe(
		'warn The role Workato-B of “B” can read workato/A/db and workato/B/db: Statement 1 ("ReadSecrets") of the policy workato-secrets allows reading the secret. The role Workato-C of “C” can read workato/A/db and workato/B/db: Statement 1 ("ReadSecrets") of the policy workato-secrets allows reading the secret.',
	);
	// A row has room for three secrets of one role.
	const many = secretsNamed('workato/A/1', 'workato/A/2', 'workato/A/3', 'workato/A/4');
	expect(rowsOf({A: byName, B: {wanted}}, many.slice(0, 3)).A).toContain(
		'can read workato/A/1, workato/A/2 and workato/A/3: Statement 1',
	);
	expect(rowsOf({A: byName, B: {wanted}}, many).A).toContain(
		'can read at least workato/A/1, workato/A/2 and workato/A/3: Statement 1',
	);
	const nested = rowsOf(
		{
			Customer: {wanted: {prefix: 'workato/Customer/'}},
			'Customer/360': {wanted: {prefix: 'workato/Customer/360/'}},
		},
		secretsNamed('workato/Customer/db', 'workato/Customer/360/db'),
	);
	expect(nested['Customer/360']).toContain(
		'warn The role Workato-Customer of “Customer” can read workato/Customer/360/db',
	);
	// Customer/360's secrets are Customer's as well by the answers.
	expect(nested.Customer).toContain(
		'warn The role Workato-Customer/360 of “Customer/360” can read workato/Customer/360/db',
	);
	expect(
		rowsOf({Wide: {wanted: {prefix: 'w/'}}, Later: {wanted: {prefix: 'w/later/'}}}, []).Later,
	).toContain('warn The role Workato-Wide of “Wide” can read what will begin');
});

test.each<[string, Partial<ProjectRole>, string]>([
	[
		'one statement more',
		extra({Effect: 'Allow', Action: read, Resource: secretArn('workato/A/db')}),
		'fail The role Workato-B of “B” can read workato/A/db: Statement 1 of the policy Extra allows',
	],
	[
		'a pattern of actions on everything',
		extra({Effect: 'Allow', Action: 'secretsmanager:Get*', Resource: '*'}),
		'fail The role Workato-B',
	],
	[
		'everything but',
		extra({Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::x'}),
		'fail The role Workato-B',
	],
	[
		'a wildcard in the middle',
		extra({
			Effect: 'Allow',
			Action: '*',
			Resource: 'arn:aws:secretsmanager:*:*:secret:*/A/*',
		}),
		'fail The role Workato-B',
	],
	[
		'a condition that cannot be told',
		extra({
			Effect: 'Allow',
			Action: read,
			Resource: '*',
			Condition: {StringEquals: {'aws:SourceVpce': 'vpce-1'}},
		}),
		'unknown The role Workato-B of “B”, workato/A/db: Statement 1 of the policy Extra has a condition',
	],
	[
		'a deny above it',
		extra(
			{Effect: 'Allow', Action: read, Resource: '*'},
			{Effect: 'Deny', Action: read, NotResource: secretArn('workato/B/db')},
		),
		'pass The other role of this setup cannot read them.',
	],
	[
		'a boundary that stops it',
		{
			...extra({Effect: 'Allow', Action: read, Resource: '*'}),
			boundary: {
				name: 'Bound',
				document: {
					Statement: [{Effect: 'Allow', Action: '*', Resource: secretArn('workato/B/db')}],
				},
			},
		},
		'pass The other role of this setup cannot read them.',
	],
	[
		'another action only',
		extra({
			Effect: 'Allow',
			Action: 'secretsmanager:ListSecrets',
			Resource: '*',
		}),
		'pass The other role of this setup cannot read them.',
	],
])('the other role has %s', (_what, role, verdict) => {
	const {A} = rowsOf({A: byName, B: {...byName, role}}, ours);
	expect(A).toContain(verdict);
});

test.each<[string, Statement[], string]>([
	[
		'names the other role',
		[
			{
				Effect: 'Allow',
				Principal: {AWS: `arn:aws:iam::${own}:role/Workato-B`},
				Action: read,
				Resource: '*',
			},
		],
		'fail The role Workato-B of “B” can read workato/A/db',
	],
	[
		'names everybody',
		[{Effect: 'Allow', Principal: '*', Action: read, Resource: '*'}],
		'fail The role Workato-B',
	],
	[
		'names the account, which alone gives nothing',
		[
			{
				Effect: 'Allow',
				Principal: {AWS: `arn:aws:iam::${own}:root`},
				Action: read,
				Resource: '*',
			},
		],
		'pass The other role',
	],
])('the secret’s own policy %s', (_what, Statement, verdict) => {
	const secret = secretFacts(secretArn('workato/A/db'), {
		policy: found({Version: '2012-10-17', Statement}),
	});
	expect(rowsOf({A: byName, B: byName}, [secret]).A).toContain(verdict);
});

test('a key that lets nobody else decrypt keeps the other role out', () => {
	const secret = secretFacts(secretArn('workato/A/db'), {kmsKeyId: '1234'});
	const role = extra({Effect: 'Allow', Action: read, Resource: '*'});
	const keys = {
		'1234': found({
			arn: keyArn('1234'),
			isManagedByAws: false,
			enabled: true,
			policy: found({
				Statement: [
					{
						Effect: 'Allow',
						Principal: {AWS: `arn:aws:iam::${own}:root`},
						Action: 'kms:*',
						Resource: '*',
					},
				],
			}),
		}),
	};
	const given = {A: byName, B: {...byName, role}};
	expect(rowsOf(given, [secret], {keys}).A).toContain('pass');
	expect(rowsOf(given, [secret]).A).toContain('unknown');
});

test('what is not meant fails, however much is read beside it that is', () => {
	const shared = secretsNamed(
		'workato/A/pub-1',
		'workato/A/pub-2',
		'workato/A/pub-3',
		'workato/A/pub-4',
	);
	const all = [...shared, ...secretsNamed('workato/A/secret')];
	const wanted = {prefix: 'workato/A/pub-'};
	expect(rowsOf({A: byName, B: {wanted}}, all).A).toContain('warn The role Workato-B');
	const more = extra({Effect: 'Allow', Action: read, Resource: secretArn('workato/A/secret')});
	expect(rowsOf({A: byName, B: {wanted, role: more}}, all).A).toContain(
		'fail The role Workato-B of “B” can read workato/A/secret: Statement 1 of the policy Extra allows',
	);
	const maybe = extra({
		Effect: 'Allow',
		Action: read,
		Resource: secretArn('workato/A/secret'),
		Condition: {StringEquals: {'aws:SourceVpce': 'vpce-1'}},
	});
	expect(rowsOf({A: byName, B: {wanted, role: maybe}}, all).A).toContain(
		'unknown The role Workato-B of “B”, workato/A/secret: Statement 1 of the policy Extra has a condition',
	);
});

test('what could not be looked at is never a pass', () => {
	const unknown = {
		state: 'unknown' as const,
		code: 'AccessDenied',
		reason: 'iam:GetRolePolicy is denied.',
	};
	const hidden = {...byName, role: unknown};
	expect(rowsOf({A: byName, B: byName, C: hidden}, ours).A).toBe(
		'unknown The role of “C” could not be looked at: iam:GetRolePolicy is denied. (AccessDenied)',
	);
	const unread = secretFacts(secretArn('workato/A/db'), {policy: unknown});
	expect(rowsOf({A: byName, B: byName}, [unread]).A).toContain(
		'unknown The resource policy of workato/A/db could not be read',
	);
	expect(rowsOf({A: byName, B: {...byName, role: {state: 'absent'}}}, ours).A).toBe(
		'unknown There is no role to look at yet.',
	);
	// Two prefixes of the projects' own names that come out alike are never meant.
	expect(rowsOf({'R&D': byName, 'R & D': byName}, secretsNamed('workato/R-D/x'))['R&D']).toContain(
		'fail The role Workato-R & D of “R & D” can read workato/R-D/x',
	);
});

test('while AWS is being asked about one role, the rows wait', () => {
	const {projects, seen} = setupOf({A: byName, B: byName}, ours);
	const rows = checkSecrets(answersOf(projects), observationOf({A: seen.A!}), {
		own: mark,
		since,
	});
	expect(
		rows
			.filter(({id}) => id.startsWith('only-own-project'))
			.map(({id, status}) => `${id} ${status}`),
	).toEqual(['only-own-project:A waiting', 'only-own-project:B waiting']);
});

const many = (count: number, wantedOf: (index: number) => WantedSecrets) =>
	Object.fromEntries(
		Array.from({length: count}, (_, index) => [`P${index}`, {wanted: wantedOf(index)}]),
	);

const fivePerProject = (count: number) =>
	secretsNamed(...Array.from({length: count * 5}, (_, index) => `w/${index % count}/${index}`));

test.each<{
	what: string;
	count: number;
	wanted: (index: number) => WantedSecrets;
	status: string;
	most: number;
}>([
	{
		what: '200, each with its own',
		count: 200,
		wanted: (n) => ({prefix: `w/${n}/`}),
		status: 'pass',
		most: 0,
	},
	{
		what: '1000, each with its own',
		count: 1000,
		wanted: (n) => ({prefix: `w/${n}/`}),
		status: 'pass',
		most: 0,
	},
	{
		what: '200 that all share one prefix',
		count: 200,
		wanted: () => ({prefix: 'w/'}),
		status: 'warn',
		// Each role with the three secrets that a row names.
		most: 600,
	},
	{
		what: '1000, one of which reads all',
		count: 1000,
		wanted: (n) => (n === 999 ? 'all' : {prefix: `w/${n}/`}),
		status: 'warn',
		// That one with the first secret of each, and each with its own.
		most: 5994,
	},
])(
	'policies are held against the few secrets that they speak of: $what',
	({count, wanted, status, most}) => {
		const {projects, seen} = setupOf(many(count, wanted), fivePerProject(count));
		const observation = observationOf(seen);
		const roles = openOtherRoles(projects, observation)!;
		const held = new Set<string>();
		const counted: typeof roles = {
			...roles,
			verdict(reader, secret) {
				held.add(`${reader.name} ${secret.arn}`);
				return roles.verdict(reader, secret);
			},
		};
		const rows = projects.flatMap((project) =>
			answerRows<RowContext, RowParts>(
				permissionRows.filter(({id}) => id === 'only-own-project'),
				{
					seen: found(seen[project.name]!),
					roles: found(counted),
				},
				{
					context: rowContext(answersOf(projects), project, observation, {
						own: mark,
						changes: new Map(),
						roleName: '',
						roles: counted,
						since: since(),
					}),
				},
			),
		);
		expect(rows.filter((row) => row.status === status)).toHaveLength(count);
		expect(held.size).toBe(most);
	},
);
