import {Buffer} from 'node:buffer';
import {Readable} from 'node:stream';
import {expect, test} from 'vitest';
import {z} from 'zod';
import {openHome, setupFields, statement} from './run-tool.js';

const applied = z.object({
	version: z.literal(1),
	changes: z.array(z.object({id: z.string(), status: z.string()}).loose()),
	outputs: z.object({keyArn: z.string().optional()}),
});

test('a dry run shows every call and writes nothing', async () => {
	const {run, write, savedFiles} = openHome();
	const file = write(setupFields);
	const {code, stdout, stderr} = await run(['apply', '-f', file, '--sandbox', '--dry-run']);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout.replaceAll(/[\da-f]{8}-[\d\-a-f]{27}/gv, 'RUN')).toBe(
		`Sandbox: a practice AWS on this computer. Nothing here is real.
Setup:    production
Account:  111122223333
Identity: arn:aws:sts::111122223333:assumed-role/Practice/you
From:     the sandbox
Region:   us-east-1

  Key          new, symmetric, alias/workato-ekm
  Owner        account 111122223333, full control
  Lets in      role Workato_EKM of 999988887777: Encrypt, Decrypt
  Rotation     every 365 days
  Description  “Workato Enterprise Key Management”
  Tags         workato-aws:setup=production, a mark of this run

3 changes to make:

1. Create the key (kms:CreateKey)
   A symmetric key with material from KMS, whose policy keeps this account as owner and adds the statement of account 999988887777, named by the file as Workato’s.
     Description: “Workato Enterprise Key Management”
     KeySpec: SYMMETRIC_DEFAULT
     KeyUsage: ENCRYPT_DECRYPT
     Origin: AWS_KMS
     Tags: [{"TagKey":"workato-aws:setup","TagValue":"production"},{"TagKey":"workato-aws:run","TagValue":"RUN"}]
     Policy (+ is added, - is taken away, the rest stays):
     + {
     +   "Id": "key-consolepolicy-3",
     +   "Version": "2012-10-17",
     +   "Statement": [
     +     {
     +       "Sid": "Enable IAM User Permissions",
     +       "Effect": "Allow",
     +       "Principal": {
     +         "AWS": "arn:aws:iam::111122223333:root"
     +       },
     +       "Action": "kms:*",
     +       "Resource": "*"
     +     },
     +     {
     +       "Sid": "Workato",
     +       "Effect": "Allow",
     +       "Principal": {
     +         "AWS": "arn:aws:iam::999988887777:role/Workato_EKM"
     +       },
     +       "Action": [
     +         "kms:Encrypt",
     +         "kms:Decrypt"
     +       ],
     +       "Resource": "*"
     +     }
     +   ]
     + }

2. Name it alias/workato-ekm (kms:CreateAlias)
   The alias is the key’s display name in the AWS console.
     AliasName: alias/workato-ekm
     TargetKeyId: <KeyId from create-key>

3. Rotate the key every 365 days (kms:EnableKeyRotation)
   Recommended by Workato. ARN, alias and policy stay the same when AWS rotates a key.
     KeyId: <KeyId from create-key>
     RotationPeriodInDays: 365

Dry run: nothing was written.
`,
	);
	expect(savedFiles()).toEqual([]);
	const again = await run(['apply', '-f', file, '--sandbox', '--dry-run', '--json']);
	expect(applied.parse(again.json).changes).toHaveLength(3);
});

test('a dry run in JSON has the calls as they will be', async () => {
	const {run, write} = openHome();
	const {json, code} = await run([
		'apply',
		'-f',
		write(setupFields),
		'--sandbox',
		'--dry-run',
		'--json',
	]);
	expect(code).toBe(0);
	expect(json).toMatchObject({
		version: 1,
		setup: 'production',
		account: '111122223333',
		region: 'us-east-1',
		dryRun: true,
		changes: [
			{
				id: 'create-key',
				title: 'Create the key',
				call: {service: 'kms', operation: 'CreateKey'},
				status: 'planned',
			},
			{
				id: 'create-alias',
				call: {
					service: 'kms',
					operation: 'CreateAlias',
					input: {
						AliasName: 'alias/workato-ekm',
						TargetKeyId: '<KeyId from create-key>',
					},
				},
				status: 'planned',
			},
			{id: 'enable-key-rotation', status: 'planned'},
		],
		outputs: {},
	});
});

test('applied twice, the second run plans nothing and writes nothing', async () => {
	const {run, write, savedFiles} = openHome();
	const args = ['apply', '-f', write(setupFields), '--sandbox', '--yes'];
	const first = await run(args);
	expect(first).toMatchObject({code: 0, stderr: ''});
	const keyArn = /^Key ARN: (?<arn>\S+)$/mv.exec(first.stdout)?.groups?.arn;
	expect(first.stdout).toContain(`
→ 1. Create the key (kms:CreateKey)
✔ 1. Done
→ 2. Name it alias/workato-ekm (kms:CreateAlias)
✔ 2. Done
→ 3. Rotate the key every 365 days (kms:EnableKeyRotation)
✔ 3. Done

Key ARN: ${keyArn}
In Workato, under Settings > Key management, choose “AWS KMS key”, paste it into “Key ARN” and click “Update key”.
Then see whether it works: workato-aws check production --sandbox
To take it back: workato-aws undo production --sandbox
`);
	const files = savedFiles();
	expect(files).toHaveLength(1);

	const second = await run(args, {now: new Date('2026-12-24T10:00:00.000Z')});
	expect(second.code).toBe(0);
	expect(second.stdout).toContain('\nNothing to do: AWS already holds what this setup says.\n');
	expect(savedFiles()).toEqual(files);

	const third = await run([...args, '--json']);
	expect(third.json).toEqual({
		version: 1,
		setup: 'production',
		account: '111122223333',
		region: 'us-east-1',
		dryRun: false,
		changes: [],
		warnings: [],
		outputs: {keyArn},
	});
});

test('done changes show the calls that were sent; progress goes to stderr', async () => {
	const {run, write} = openHome();
	const {json, stderr} = await run([
		'apply',
		'-f',
		write(setupFields),
		'--sandbox',
		'--yes',
		'--json',
	]);
	const {changes, outputs} = applied.parse(json);
	const keyId = outputs.keyArn?.split('/', 2)[1];
	expect(keyId).toBeDefined();
	expect(changes).toMatchObject([
		{id: 'create-key', status: 'done'},
		{id: 'create-alias', status: 'done', call: {input: {TargetKeyId: keyId}}},
		{id: 'enable-key-rotation', status: 'done', call: {input: {KeyId: keyId}}},
	]);
	expect(stderr).toContain('✔ 3. Done');
});

test('a changed file is planned as what is left, with the rest of the policy kept', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const wider = {...statement, Sid: 'Second', Action: 'kms:GenerateDataKey'};
	const file = write({...setupFields, statement: [statement, wider]});
	const {code, stdout} = await run(['apply', '-f', file, '--sandbox', '--dry-run']);
	expect(code).toBe(0);
	expect(stdout).toContain('1 change to make:');
	expect(stdout).toContain('kms:PutKeyPolicy');
	expect(stdout).toContain('       "Sid": "Workato",');
	expect(stdout).toContain('     +       "Sid": "Second",');
	expect(stdout).toContain('! Warning: ');
});

test('with --exit-code a dry run tells changes needed from nothing to do', async () => {
	const {run, write} = openHome();
	const args = ['apply', '-f', write(setupFields), '--sandbox'];
	const dry = [...args, '--dry-run', '--exit-code', '--json'];
	const before = await run(dry);
	expect(before.code).toBe(1);
	expect(applied.parse(before.json).changes).toHaveLength(3);
	await run([...args, '--yes']);
	const after = await run(dry);
	expect(after.code).toBe(0);
	expect(applied.parse(after.json).changes).toEqual([]);
});

test('on a terminal it asks, and only a yes goes on', async () => {
	const {run, write, savedFiles} = openHome();
	const args = ['apply', '-f', write(setupFields), '--sandbox'];
	const no = await run(args, {isTty: true, stdin: '\n'});
	expect(no).toMatchObject({code: 130, stderr: 'Nothing was written.\n'});
	expect(no.stdout).toMatch(/\nApply 3 changes\? \[y\/N\] $/v);
	expect(savedFiles()).toEqual([]);

	const yes = await run(args, {isTty: true, stdin: 'y\n'});
	expect(yes.code).toBe(0);
	expect(yes.stdout).toContain('✔ 3. Done');
});

test('Ctrl+C at the question stops with nothing written', async () => {
	const {run, write, savedFiles} = openHome();
	const controller = new AbortController();
	const {code, stderr} = await run(['apply', '-f', write(setupFields), '--sandbox'], {
		isTty: true,
		signal: controller.signal,
		stdin: '',
		listen(text) {
			if (text.includes('[y/N]')) {
				controller.abort();
			}
		},
	});
	expect({code, stderr}).toEqual({
		code: 130,
		stderr: 'Cancelled. Nothing was written.\n',
	});
	expect(savedFiles()).toEqual([]);
});

test('Ctrl+C while it applies stops after the running call; the next run goes on', async () => {
	const {run, write} = openHome();
	const file = write(setupFields);
	const controller = new AbortController();
	const {code, stdout} = await run(['apply', '-f', file, '--sandbox', '--yes'], {
		signal: controller.signal,
		listen(text) {
			if (text.includes('→ 1.')) {
				controller.abort();
			}
		},
	});
	expect(code).toBe(130);
	expect(stdout).toContain('\n✔ 1. Done\n');
	expect(stdout).toContain(`
• 2. Skipped: Name it alias/workato-ekm
• 3. Skipped: Rotate the key every 365 days

Done: Create the key.
Not done: Name it alias/workato-ekm; Rotate the key every 365 days.
1 change of 3 made. Run the same command again: it looks first and goes on with what is left.
`);
	const again = await run(['apply', '-f', file, '--sandbox', '--yes', '--json']);
	expect(applied.parse(again.json).changes.map(({id}) => id)).toEqual([
		'create-alias',
		'enable-key-rotation',
	]);
});

test('the file can come from stdin', async () => {
	const {run} = openHome();
	const {code, json} = await run(['apply', '-f', '-', '--sandbox', '--dry-run', '--json'], {
		stdin: JSON.stringify({...setupFields, name: undefined}),
	});
	expect(code).toBe(0);
	expect(json).toMatchObject({setup: 'ekm'});
});

test.each(['/dev/zero', '-'])('no more of %s is read than a setup file may hold', async (file) => {
	const {run} = openHome();
	const endless = Readable.from(
		(function* () {
			for (;;) {
				yield Buffer.alloc(65_536, ' ');
			}
		})(),
	);
	const {code, stderr} = await run(['apply', '-f', file, '--dry-run'], {
		stdin: endless,
	});
	expect(code).toBe(2);
	expect(stderr).toContain(
		`${file === '-' ? 'stdin' : file} is larger than 1 MB, too large for a setup file.`,
	);
	endless.destroy();
});

test('a statement given as text is saved as data: what its comments hold is in no file', async () => {
	const {run, write, savedFiles} = openHome();
	const file = write({
		...setupFields,
		statement: `// aws_secret_access_key = wJalrXUtnFEMI\n${JSON.stringify(statement)}`,
	});
	const args = ['apply', '-f', file, '--sandbox', '--yes'];
	expect(await run(args)).toMatchObject({code: 0});
	const [[, saved = ''] = []] = savedFiles();
	expect(saved).not.toContain('wJalrXUtnFEMI');
	const {setup}: {setup: unknown} = z.object({setup: z.unknown()}).parse(JSON.parse(saved));
	expect(setup).toMatchObject({statement});
	const again = await run(args);
	expect(again.stdout).toContain('Nothing to do');
	expect(savedFiles()).toEqual([[expect.anything(), saved]]);
});
