import {expect, test} from 'vitest';
import {z} from 'zod';
import {toList} from '../../source/policy/one-or-many.js';
import {
	openEndpoint,
	openHome,
	setEnvironment,
	setupFields,
} from '../commands/run-tool.js';

const calls = z.array(z.object({service: z.string(), operation: z.string()}));
const policyShape = z.object({
	Statement: z.array(
		z.looseObject({Action: z.union([z.string(), z.array(z.string())])}),
	),
});

// Asked by AWS itself in the course of another call: tags on creation, and the lockout check.
const withinCreation = ['kms:PutKeyPolicy', 'kms:TagResource'];

// Asked where a key may have been made unnoticed: the next test.
const finding = new Set(['kms:ListKeys', 'kms:ListResourceTags']);

/** An AWS whose only caller may do what an exported policy says, and commands that run as that caller. */
async function openOperator(policyFor: (keyArn: string) => unknown) {
	const {environment, control} = await openEndpoint();
	const accessKeyId = 'ASIAOPERATOREXAMPLE1';
	// Another key, whose tags are read before a first one is made.
	const {arns} = z
		.object({arns: z.tuple([z.string()])})
		.parse(await control('POST', '/_sandbox/keys', {count: 1}));
	const policy = await policyFor(arns[0]);
	await control('POST', '/_sandbox/callers', {
		accessKeyId,
		arn: 'arn:aws:sts::111122223333:assumed-role/Operator/pipeline',
		sessionToken: 'practice-only',
		policy: JSON.stringify(policy),
	});
	const {run, write} = openHome();
	const env = {...environment, AWS_ACCESS_KEY_ID: accessKeyId};
	setEnvironment(env);
	const seen = async () =>
		new Set(
			calls
				.parse(await control('GET', '/_sandbox/calls'))
				.filter(({service}) => service !== 'sts')
				.map(({service, operation}) => `${service}:${operation}`),
		);
	return {
		control,
		keyArn: arns[0],
		policy,
		write,
		seen,
		run: async (...args: string[]) => run(args, {env}),
	};
}

async function exportPolicy(fields: unknown) {
	const {run, write} = openHome();
	const {code, json} = await run([
		'export',
		'permissions',
		'-f',
		write(fields),
	]);
	expect(code).toBe(0);
	return json;
}

function actionsOf(policy: unknown): string[] {
	return policyShape
		.parse(policy)
		.Statement.flatMap(({Action}) => toList(Action))
		.toSorted();
}

test('an operator with just this policy makes a new key; every action of it is used', async () => {
	const policy = await exportPolicy(setupFields);
	const {run, write, seen} = await openOperator(() => policy);
	const applied = await run('apply', '-f', write(setupFields), '--yes');
	expect(applied).toMatchObject({code: 0, stderr: ''});
	const checked = await run('check', '--json');
	expect(checked.stdout).not.toMatch(/AccessDenied|not authorized/v);
	const used = await seen();
	expect([...used, ...withinCreation].toSorted()).toEqual(actionsOf(policy));
});

/** How a setup ends for an operator with this policy: the exit code, and the checklist's rows with their state. */
async function outcome(policy: unknown): Promise<string> {
	const {run, write} = await openOperator(() => policy);
	const {code} = await run('apply', '-f', write(setupFields), '--yes');
	const {stdout} = await run('check', '--json');
	const states = Array.from(
		stdout.matchAll(/"id":"(?<id>[^"]+)"|"status":"(?<status>\w+)"/gv),
		([text]) => text,
	);
	return [code, ...states].join(' ');
}

test('each action is needed: without it something is refused, or a check cannot tell', async () => {
	const policy = policyShape.loose().parse(await exportPolicy(setupFields));
	const whole = await outcome(policy);
	for (const action of actionsOf(policy)) {
		if (finding.has(action)) {
			continue;
		}

		const Statement = policy.Statement.map((statement) => ({
			...statement,
			Action: toList(statement.Action).filter((each) => each !== action),
		})).filter(({Action}) => Action.length > 0);
		expect([action, await outcome({...policy, Statement})]).not.toEqual([
			action,
			whole,
		]);
	}
});

test('a lost reply leads to one key with this policy, and to none without the right to find it', async () => {
	const policy = policyShape.loose().parse(await exportPolicy(setupFields));
	const withoutFinding = {
		...policy,
		Statement: policy.Statement.filter(({Sid}) => Sid !== 'FindTheKey'),
	};
	for (const [given, codes] of [
		[policy, [0]],
		[withoutFinding, [1, 3]],
	] as const) {
		const {control, run, write} = await openOperator(() => given);
		await control('POST', '/_sandbox/faults', [
			{service: 'kms', operation: 'CreateKey', kind: 'reset-after'},
		]);
		const {code} = await run('apply', '-f', write(setupFields), '--yes');
		expect(codes).toContain(code);
	}
});

test('an operator with just this policy adds to the named key', async () => {
	const fieldsOf = (keyArn: string) => ({...setupFields, key: {use: keyArn}});
	const {run, write, seen, keyArn, policy} = await openOperator(async (arn) =>
		exportPolicy(fieldsOf(arn)),
	);
	const applied = await run('apply', '-f', write(fieldsOf(keyArn)), '--yes');
	expect(applied).toMatchObject({code: 0, stderr: ''});
	const checked = await run('check', '--json');
	expect(checked.stdout).not.toMatch(/AccessDenied|not authorized/v);
	expect([...(await seen())].toSorted()).toEqual(actionsOf(policy));
	expect(policy).toEqual({
		Version: '2012-10-17',
		Statement: [
			{
				Sid: 'AddToTheKey',
				Effect: 'Allow',
				Action: [
					'kms:DescribeKey',
					'kms:EnableKeyRotation',
					'kms:GetKeyLastUsage',
					'kms:GetKeyPolicy',
					'kms:GetKeyRotationStatus',
					'kms:PutKeyPolicy',
				],
				Resource: keyArn,
			},
		],
	});
});

test.each([
	[
		'alias/shared',
		{
			Resource: 'arn:aws:kms:us-east-1:*:key/*',
			Condition: {
				'ForAnyValue:StringEquals': {'kms:ResourceAliases': 'alias/shared'},
			},
		},
	],
	[
		'0d1e2f3a-0000-4000-8000-000000000001',
		{
			Resource:
				'arn:aws:kms:us-east-1:*:key/0d1e2f3a-0000-4000-8000-000000000001',
		},
	],
])('the key %s is named as IAM can', async (use, expected) => {
	const policy = await exportPolicy({...setupFields, key: {use}});
	expect(policy).toMatchObject({Statement: [expected]});
});
