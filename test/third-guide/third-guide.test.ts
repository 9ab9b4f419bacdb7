import {CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand} from '@aws-sdk/client-sns';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {parse} from 'yaml';
import * as z from 'zod';
import {containing, openEndpoint, openHome, setEnvironment} from '../cli/run-tool.js';
import {readSource} from '../support/source-imports.js';
import {registerEvents} from './register.js';

let forget: () => void;
beforeAll(() => {
	forget = registerEvents();
});
afterAll(() => {
	forget();
});

const arn = 'arn:aws:sns:us-east-1:111122223333:workato-production';
const workato = '999988887777';
const fields = {
	guide: 'events',
	name: 'production',
	region: 'us-east-1',
	workatoAccountId: workato,
	topic: 'workato-production',
};

const checkedSchema = z.object({
	setups: z.array(z.object({checks: z.array(z.looseObject({}))})),
});

/** An AWS, and commands that know its caller. */
async function openAws() {
	const aws = await openEndpoint();
	const home = openHome();
	const callsSchema = z.array(z.object({operation: z.string(), write: z.boolean()}));
	return {
		...aws,
		file: home.write(fields),
		async run(...args: string[]) {
			setEnvironment(aws.environment);
			return home.run(args, {env: aws.environment});
		},
		/** The same, as a caller of one's own account who may do what a policy says. */
		async runAs(policy: string, ...args: string[]) {
			const accessKeyId = 'ASIAOPERATOREXAMPLE1';
			await aws.control('POST', '/_sandbox/callers', {
				accessKeyId,
				arn: 'arn:aws:sts::111122223333:assumed-role/Operator/pipeline',
				sessionToken: 'practice-only',
				policy,
			});
			const env = {...aws.environment, AWS_ACCESS_KEY_ID: accessKeyId};
			setEnvironment(env);
			return home.run(args, {env});
		},
		/** A client of an account. */
		async sns(account: string) {
			const accessKeyId = `ASIA${account}TEST`;
			await aws.control('POST', '/_sandbox/callers', {
				accessKeyId,
				arn: `arn:aws:iam::${account}:user/someone`,
			});
			return new SNSClient({
				region: 'us-east-1',
				endpoint: aws.url,
				credentials: {accessKeyId, secretAccessKey: 'x'},
			});
		},
		/** The calls that changed something since they were asked for last. */
		async writes() {
			const calls = callsSchema.parse(await aws.control('GET', '/_sandbox/calls'));
			await aws.control('DELETE', '/_sandbox/calls');
			return calls.filter(({write}) => write).map(({operation}) => operation);
		},
	};
}

test('nothing below source/ knows of it', () => {
	const naming = [...readSource()].filter(([, text]) =>
		/client-sns|third-guide|CreateTopic|guide: events|["']events["']/v.test(text),
	);
	expect(naming.map(([path]) => path)).toEqual([]);
});

test('apply makes it, check sees it, Workato may use it, undo takes it back', async () => {
	const {file, run, writes, sns} = await openAws();
	expect(await run('apply', '-f', file, '--dry-run')).toMatchObject({
		code: 0,
		stdout: containing('1. Create the topic workato-production'),
	});
	expect(await writes()).toEqual([]);

	const applied = await run('apply', '-f', file, '--yes', '--json');
	expect(applied.code).toBe(0);
	expect(applied.json).toMatchObject({outputs: {topicArn: arn}});
	expect(await writes()).toEqual(['CreateTopic', 'SetTopicAttributes']);

	const again = await run('apply', '-f', file, '--yes');
	expect(again.stdout).toContain('Nothing to do');
	expect(again.stdout).toContain(`Topic ARN: ${arn}`);
	const checked = await run('check');
	expect(checked.stdout).toContain('3 pass, 1 waiting');
	const listed = await run('list');
	expect(listed.stdout).toMatch(/production +events +111122223333/v);

	const theirs = await sns(workato);
	const publish = new PublishCommand({TopicArn: arn, Message: '{}'});
	await expect(theirs.send(publish)).resolves.toBeDefined();
	const strangers = await sns('444455556666');
	await expect(strangers.send(publish)).rejects.toThrow('not authorized');

	const undone = await run('undo', 'production', '--yes');
	expect(undone.code).toBe(0);
	expect(await writes()).toEqual(['DeleteTopic']);
	const gone = await run('check', 'production');
	expect(gone.stdout).toContain('taken back with undo');

	// What others count on stays, and why is said.
	await run('apply', '-f', file, '--yes');
	await theirs.send(new SubscribeCommand({TopicArn: arn, Protocol: 'https'}));
	const working = await run('check');
	expect(working.stdout).toContain('4 pass');
	await writes();
	const kept = await run('undo', 'production', '--yes');
	expect(kept.stdout).toContain('It has 1 subscriptions');
	expect(await writes()).toEqual([]);
});

test('a lost reply makes no second one, and somebody else’s is left alone', async () => {
	const {file, run, writes, control, sns, runAs} = await openAws();
	await control('POST', '/_sandbox/faults', [
		{service: 'sns', operation: 'CreateTopic', kind: 'reset-after'},
	]);
	await control('POST', '/_sandbox/consistency', {reads: 2});
	const {code} = await run('apply', '-f', file, '--yes');
	expect(code).toBe(0);
	expect(await writes()).toEqual(['CreateTopic', 'SetTopicAttributes']);
	await run('undo', 'production', '--yes');
	await control('POST', '/_sandbox/consistency', {});

	const own = await sns('111122223333');
	await own.send(new CreateTopicCommand({Name: 'workato-production'}));
	await writes();
	const blocked = await run('apply', '-f', file, '--yes');
	expect(blocked.code).toBe(2);
	expect(blocked.stdout + blocked.stderr).toContain('did not make it');
	expect(await writes()).toEqual([]);

	// AWS's refusal is one, under whatever name the service has for it.
	const denied = await runAs(
		'{"Statement": {"Effect": "Deny", "Action": "sns:*", "Resource": "*"}}',
		'check',
		'production',
		'--json',
	);
	expect(checkedSchema.parse(denied.json).setups[0]?.checks).toContainEqual(
		expect.objectContaining({
			id: 'topic',
			status: 'unknown',
			detail: containing('AuthorizationError'),
			fix: containing('permission'),
		}),
	);
});

test('it is exported in every format; the permissions are enough', async () => {
	const {file, run, runAs, writes} = await openAws();
	const policy = await run('export', 'permissions', '-f', file);
	const applied = await runAs(policy.stdout, 'apply', '-f', file, '--yes');
	expect(applied).toMatchObject({code: 0, stderr: ''});
	const checked = await runAs(policy.stdout, 'check');
	expect(checked.stdout).toContain('3 pass');

	const template = await run('export', 'cloudformation', 'production');
	expect(parse(template.stdout, {logLevel: 'silent'})).toMatchObject({
		Resources: {
			Topic: {Properties: {TopicName: 'workato-production'}},
			TopicPolicy: {Type: 'AWS::SNS::TopicPolicy'},
		},
	});
	expect(template.stdout).toContain('--change-set-type IMPORT');
	const terraform = await run('export', 'terraform', 'production');
	expect(terraform.stdout).toContain('to = aws_sns_topic.workato');
	expect(terraform.stdout).toContain('resource "aws_sns_topic" "workato"');
	const shell = await run('export', 'shell', 'production');
	expect(shell.stdout).toContain('change aws sns create-topic');
	expect(shell.stdout).toContain('NoSuchEntity | NotFound)');

	const less = await run('export', 'permissions', 'production', '--undo');
	await writes();
	const undone = await runAs(less.stdout, 'undo', 'production', '--yes');
	expect(undone.code).toBe(0);
	expect(await writes()).toEqual(['DeleteTopic']);
});

test('it has a command of its own, help and completion, and the sandbox plays it', async () => {
	const {file, run, url, environment} = await openAws();
	const help = await run('events', '--help');
	expect(help.stdout).toContain('the assistant, in the guide Events by SNS');
	const whole = await run('help');
	expect(whole.stdout).toMatch(/^ {2}events +the assistant/mv);
	const permissions = await run('help', 'permissions');
	expect(permissions.stdout).toContain('For an SNS topic (events)');
	expect(permissions.stdout).toContain('sns:SetTopicAttributes');
	const troubles = await run('help', 'troubleshooting');
	expect(troubles.stdout).toContain('no recipe listens yet');
	const completed = await run('complete', '--', 'ev');
	expect(completed.stdout).toMatch(/^events\t/v);
	const elsewhere = await openHome().run(['apply', '-f', file, '--dry-run'], {
		env: {...environment, AWS_ENDPOINT_URL_SNS: `${url}/sns`},
	});
	expect(elsewhere.stdout).toContain(`${url}/sns (SNS), not to AWS.`);
	const applied = await run('apply', '-f', file, '--sandbox', '--yes');
	expect(applied.code).toBe(0);
	const wrong = await run('apply', '-f', openHome().write({...fields, topic: 'two words'}));
	expect(wrong).toMatchObject({
		code: 2,
		stderr: containing('letters, digits, dashes and underscores'),
	});
});
