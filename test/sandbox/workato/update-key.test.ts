import {
	DisableKeyCommand,
	EnableKeyCommand,
	GetKeyLastUsageCommand,
	PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {
	newKey,
	openSandbox,
	ownerStatement,
	policyOf,
	workatoRole,
	workatoStatement,
	type OpenSandbox,
} from '../harness.js';

const update = async (world: OpenSandbox, keyArn: string, principal = workatoRole) =>
	world.post('/_workato/update-key', {keyArn, principal});

/** Why Workato does not take a key. */
const refusal = async (world: OpenSandbox, keyArn: string) =>
	z.object({accepted: z.literal(false), message: z.string()}).parse(await update(world, keyArn))
		.message;

test('Workato shows the statement of the practice account', async () => {
	await using world = await openSandbox();
	const answer = await world.get('/_workato/permission-to-access-key');
	const {statement} = z.object({statement: z.string()}).parse(answer);
	expect(JSON.parse(statement)).toEqual(workatoStatement);
	expect(statement).toContain('\n  "Effect": "Allow"');
});

test.each([workatoRole, '999988887777', 'arn:aws:iam::999988887777:root'])(
	'Workato takes a key that lets it encrypt and decrypt (as %s), and has used it then',
	async (principal) => {
		await using world = await openSandbox();
		const kms = world.kms();
		const {Arn, KeyId} = await newKey(
			kms,
			policyOf(ownerStatement, {
				...workatoStatement,
				Principal: {AWS: principal},
			}),
		);
		expect(await update(world, Arn, principal)).toMatchObject({accepted: true});
		const {KeyLastUsage} = await kms.send(new GetKeyLastUsageCommand({KeyId}));
		expect(KeyLastUsage?.Operation).toBe('Decrypt');
	},
);

test.each([
	['a space at the end', (arn: string) => `${arn} `],
	['a quote in front', (arn: string) => `"${arn}`],
	['only the ID', (arn: string) => arn.split('/', 2)[1] ?? ''],
	['an alias', (arn: string) => arn.replace(/key\/.*$/v, 'alias/mine')],
])('Workato refuses an ARN with %s', async (_what, change) => {
	await using world = await openSandbox();
	const {Arn} = await newKey(world.kms(), policyOf(ownerStatement, workatoStatement));
	expect(await refusal(world, change(Arn))).toContain('not the ARN of a key');
});

test('Workato says what is wrong with the key', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {Arn, KeyId} = await newKey(kms);
	expect(await refusal(world, Arn)).toContain('key policy');
	const policy = policyOf(ownerStatement, workatoStatement);
	await kms.send(new PutKeyPolicyCommand({KeyId, Policy: JSON.stringify(policy)}));
	await kms.send(new DisableKeyCommand({KeyId}));
	expect(await refusal(world, Arn)).toContain('disabled');
	await kms.send(new EnableKeyCommand({KeyId}));
	await world.post('/_sandbox/outage', {region: 'us-east-1'});
	expect(await refusal(world, Arn)).toContain('does not answer');
	await world.post('/_sandbox/outage', {region: 'us-east-1', open: false});
	expect(await update(world, Arn)).toMatchObject({accepted: true});
});

test('a statement without Decrypt is not enough', async () => {
	await using world = await openSandbox();
	const kms = world.kms();
	const {Arn, KeyId} = await newKey(
		kms,
		policyOf(ownerStatement, {...workatoStatement, Action: 'kms:Encrypt'}),
	);
	expect(await update(world, Arn)).toMatchObject({accepted: false});
	const {KeyLastUsage} = await kms.send(new GetKeyLastUsageCommand({KeyId}));
	expect(KeyLastUsage?.Operation).toBe('Encrypt');
});
