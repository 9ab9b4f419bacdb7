import {IAMClient, PutRolePolicyCommand} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {manyProjects} from '../cli/many-projects.js';
import {freshHome} from '../support/fresh-home.js';
import {writeSetupFile} from './finished-setup.js';
import {homeSandbox} from './home-sandbox.js';
import {runProgram} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

const own = '111122223333';
const workato = '999988887777';
const github = 'token.actions.githubusercontent.com';

/** What happens to a role behind the assistant's back: its trust policy, and what denies come to its permissions. */
type Turn = {
	name: string;
	trust?: (externalId: string) => object[];
	deny?: {condition: object; action: string};
	/** The rows that are no pass then, beside those that nobody asked for here: the proof, and the insides of secrets. */
	rows: Record<string, 'fail' | 'unknown' | 'warn'>;
};

const allow = (principal: object, condition?: object) => ({
	Effect: 'Allow',
	...principal,
	Action: 'sts:AssumeRole',
	...(condition && {Condition: condition}),
});
const theirs = {Principal: {AWS: `arn:aws:iam::${workato}:root`}};
const asking = (id: string) => ({StringEquals: {'sts:ExternalId': id}});
const mine = (id: string) => allow(theirs, asking(id));

const turns: readonly Turn[] = [
	{
		name: 'any repository on GitHub',
		trust: (id) => [
			mine(id),
			{
				Effect: 'Allow',
				Principal: {Federated: `arn:aws:iam::${own}:oidc-provider/${github}`},
				Action: 'sts:AssumeRoleWithWebIdentity',
				Condition: {StringEquals: {[`${github}:aud`]: 'sts.amazonaws.com'}},
			},
		],
		rows: {outsiders: 'fail'},
	},
	{
		name: 'the IDs of every customer',
		trust: () => [
			allow(theirs, {
				StringLike: {'sts:ExternalId': 'workato_iam_external_id_*'},
			}),
		],
		rows: {'external-id': 'fail'},
	},
	{
		name: 'everyone but Workato, without an ID',
		trust: (id) => [mine(id), allow({NotPrincipal: {AWS: `arn:aws:iam::${workato}:root`}})],
		rows: {'external-id': 'fail', outsiders: 'fail'},
	},
	{
		name: 'closed by its Deny',
		trust: (id) => [
			allow(theirs),
			{
				Effect: 'Deny',
				Principal: {AWS: '*'},
				Action: 'sts:AssumeRole',
				Condition: {StringNotEquals: {'sts:ExternalId': id}},
			},
		],
		rows: {},
	},
	{
		name: 'one role of Workato, from some addresses',
		trust: (id) => [
			allow(
				{Principal: {AWS: `arn:aws:iam::${workato}:role/Workato_EKM`}},
				{...asking(id), IpAddress: {'aws:SourceIp': '192.0.2.0/24'}},
			),
		],
		rows: {trust: 'unknown', conditions: 'unknown'},
	},
	{
		name: 'older sessions revoked',
		deny: {
			action: '*',
			condition: {
				DateLessThan: {'aws:TokenIssueTime': '2024-11-01T00:00:00Z'},
			},
		},
		rows: {},
	},
	{
		name: 'locked into other regions',
		deny: {
			action: 'secretsmanager:*',
			condition: {StringNotEquals: {'aws:RequestedRegion': 'eu-west-1'}},
		},
		rows: {permissions: 'fail'},
	},
	{
		name: 'others who may tag, and the own account',
		trust: (id) => [
			mine(id),
			{
				...allow({Principal: {AWS: 'arn:aws:iam::444455556666:root'}}),
				Action: 'sts:TagSession',
			},
			allow({Principal: {AWS: '*'}}, {StringEquals: {'aws:PrincipalAccount': own}}),
		],
		rows: {},
	},
	{
		name: 'MFA, if it is said',
		trust: (id) => [
			allow(theirs, {
				...asking(id),
				BoolIfExists: {'aws:MultiFactorAuthPresent': 'true'},
			}),
		],
		rows: {trust: 'unknown', conditions: 'unknown'},
	},
];

const report = z.object({
	setups: z.tuple([
		z.object({
			checks: z.array(z.object({id: z.string(), status: z.string(), detail: z.string()})),
		}),
	]),
});

test('roles that were changed behind its back: the checklist says only what it has seen', async () => {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	const {env} = aws;
	const setup = await manyProjects(aws, turns.length);
	const file = await writeSetupFile(home, setup);
	const applied = await runProgram(home, ['apply', '-f', file, '--yes'], {env});
	expect(applied.code).toBe(0);

	using iam = sdkClient(aws.env);
	for (const [index, {trust, deny}] of turns.entries()) {
		const {name, externalId} = setup.projects[index]!;
		const role = {RoleName: `Workato-${name}`};
		if (trust) {
			// As it stands in AWS, whatever IAM would say if it were sent today.
			await aws.control('POST', '/_sandbox/callers', {
				accessKeyId: `ASIATRUSTEXAMPLE${index}`,
				arn: `arn:aws:sts::${own}:assumed-role/${role.RoleName}/somebody`,
				trust: policyOf(trust(externalId)),
			});
		}

		if (deny) {
			await iam.client.send(
				new PutRolePolicyCommand({
					...role,
					PolicyName: 'guard',
					PolicyDocument: policyOf([
						{
							Effect: 'Deny',
							Action: deny.action,
							Resource: '*',
							Condition: deny.condition,
						},
					]),
				}),
			);
		}
	}

	const checked = await runProgram(home, ['check', '--json'], {env});
	expect(checked.code).toBe(1);
	const {checks} = report.parse(JSON.parse(checked.stdout)).setups[0];
	const seen = turns.map(({name}, index) => {
		const project = `:${setup.projects[index]!.name}`;
		const rows = checks.filter(
			({id, status}) => id.endsWith(project) && status !== 'pass' && !/^(?:used|json):/v.test(id),
		);
		return [
			name,
			Object.fromEntries(rows.map(({id, status}) => [id.slice(0, -project.length), status])),
		];
	});
	expect(seen).toEqual(turns.map(({name, rows}) => [name, rows]));
	const last = checks.find(({id}) => id === `trust:Team-${turns.length}`);
	expect(last?.detail).toContain('BoolIfExists aws:MultiFactorAuthPresent');
});

function policyOf(statements: readonly object[]): string {
	return JSON.stringify({Version: '2012-10-17', Statement: statements});
}

function sdkClient(env: Readonly<Record<string, string>>) {
	const client = new IAMClient({
		endpoint: env.AWS_ENDPOINT_URL ?? '',
		region: 'us-east-1',
		credentials: {
			accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
			secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
			sessionToken: env.AWS_SESSION_TOKEN ?? '',
		},
	});
	return {
		client,
		[Symbol.dispose]() {
			client.destroy();
		},
	};
}
