import {spawn, spawnSync} from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {
	CreateRoleCommand,
	GetRoleCommand,
	GetRolePolicyCommand,
	IAMClient,
	PutRolePolicyCommand,
	UpdateAssumeRolePolicyCommand,
	type CreateRoleCommandInput,
} from '@aws-sdk/client-iam';
import {
	CreateAliasCommand,
	CreateKeyCommand,
	DescribeKeyCommand,
	EnableKeyRotationCommand,
	GetKeyPolicyCommand,
	GetKeyRotationStatusCommand,
	KMSClient,
	ListKeysCommand,
	ListResourceTagsCommand,
	PutKeyPolicyCommand,
	type CreateKeyCommandInput,
} from '@aws-sdk/client-kms';
import {
	DescribeSecretCommand,
	ListSecretsCommand,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {GetCallerIdentityCommand, STSClient} from '@aws-sdk/client-sts';
import {onTestFinished} from 'vitest';
import {z} from 'zod';
import {type openEndpoint} from '../../cli/run-tool.js';
import {temporaryFolder} from '../../setups/temporary-folder.js';
import {childEnvironment} from '../../support/child-environment.js';

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;

/** Whether jq is on this machine: without it a script stops at once. */
export const hasJq = spawnSync('jq', ['--version'], {stdio: 'ignore'}).status === 0;

/** How a script ended, and what it printed. */
export type ScriptRun = {code: number; stdout: string; stderr: string};

const keyInput = z.custom<CreateKeyCommandInput>();
const roleInput = z.custom<CreateRoleCommandInput>();

/**
A stand-in for the aws CLI in front of a sandbox: as much of it as the exported scripts use, with its way to print answers
and errors. It runs in this process, so that a call costs no start of Python. Gives the way to run a script with it.
*/
export async function openCli({url}: Endpoint) {
	const place = {region: 'us-east-1', endpoint: url, maxAttempts: 1};
	const kms = new KMSClient(place);
	const iam = new IAMClient(place);
	const secrets = new SecretsManagerClient(place);
	const sts = new STSClient(place);
	const calls: Readonly<Record<string, (option: (name: string) => string) => Promise<unknown>>> = {
		'sts get-caller-identity': async () => sts.send(new GetCallerIdentityCommand({})),
		'kms create-alias': async (option) =>
			kms.send(
				new CreateAliasCommand({
					AliasName: option('alias-name'),
					TargetKeyId: option('target-key-id'),
				}),
			),
		'kms create-key': async (option) =>
			kms.send(new CreateKeyCommand(keyInput.parse(JSON.parse(option('cli-input-json'))))),
		'kms describe-key': async (option) =>
			kms.send(new DescribeKeyCommand({KeyId: option('key-id')})),
		'kms enable-key-rotation': async (option) =>
			kms.send(
				new EnableKeyRotationCommand({
					KeyId: option('key-id'),
					RotationPeriodInDays: Number(option('rotation-period-in-days')),
				}),
			),
		'kms get-key-policy': async (option) =>
			kms.send(
				new GetKeyPolicyCommand({
					KeyId: option('key-id'),
					PolicyName: option('policy-name'),
				}),
			),
		'kms get-key-rotation-status': async (option) =>
			kms.send(new GetKeyRotationStatusCommand({KeyId: option('key-id')})),
		'kms list-keys': async () => kms.send(new ListKeysCommand({})),
		'kms list-resource-tags': async (option) =>
			kms.send(new ListResourceTagsCommand({KeyId: option('key-id')})),
		'kms put-key-policy': async (option) =>
			kms.send(
				new PutKeyPolicyCommand({
					KeyId: option('key-id'),
					PolicyName: option('policy-name'),
					Policy: option('policy'),
				}),
			),
		'secretsmanager describe-secret': async (option) =>
			secrets.send(new DescribeSecretCommand({SecretId: option('secret-id')})),
		// The aws CLI puts the pages together.
		'secretsmanager list-secrets': async () =>
			secrets.send(new ListSecretsCommand({MaxResults: 100})),
		async 'iam create-role'(option) {
			const input: unknown = JSON.parse(option('cli-input-json'));
			return iam.send(new CreateRoleCommand(roleInput.parse(input)));
		},
		async 'iam get-role'(option) {
			const {Role} = await iam.send(new GetRoleCommand({RoleName: option('role-name')}));
			return {
				Role: {
					...Role,
					AssumeRolePolicyDocument: decoded(Role?.AssumeRolePolicyDocument),
				},
			};
		},
		async 'iam get-role-policy'(option) {
			const {PolicyDocument, ...rest} = await iam.send(
				new GetRolePolicyCommand({
					RoleName: option('role-name'),
					PolicyName: option('policy-name'),
				}),
			);
			return {...rest, PolicyDocument: decoded(PolicyDocument)};
		},
		'iam put-role-policy': async (option) =>
			iam.send(
				new PutRolePolicyCommand({
					RoleName: option('role-name'),
					PolicyName: option('policy-name'),
					PolicyDocument: option('policy-document'),
				}),
			),
		'iam update-assume-role-policy': async (option) =>
			iam.send(
				new UpdateAssumeRolePolicyCommand({
					RoleName: option('role-name'),
					PolicyDocument: option('policy-document'),
				}),
			),
	};

	/** The exit code, and what is printed: on stdout, or on stderr where the code is not 0. */
	const answer = async (args: readonly string[]): Promise<[number, string]> => {
		const [service = '', command = '', ...rest] = args;
		try {
			const call = calls[`${service} ${command}`];
			if (!call) {
				return [252, `The stand-in has no aws ${service} ${command}.`];
			}

			const options = readOptions(rest);
			const said = await call((name) => {
				const value = options.get(name);
				if (value === undefined) {
					throw new Error(`the following arguments are required: --${name}`);
				}

				return value;
			});
			return [0, JSON.stringify(said)];
		} catch (error) {
			const name = error instanceof Error ? error.name : '';
			// The SDK's name of it; IAM's own has no such ending.
			const code = name.replace(/^NoSuchEntityException$/v, 'NoSuchEntity');
			return [
				254,
				`\nAn error occurred (${code}) when calling the ${command} operation: ${String(error)}`,
			];
		}
	};

	// A call comes as the count of its words and the words, each with a NUL behind it.
	const server = net.createServer((socket) => {
		let received = '';
		socket.setEncoding('utf8');
		socket.on('data', (chunk: string) => {
			received += chunk;
			const [count = '', ...args] = received.split('\0').slice(0, -1);
			if (count !== '' && args.length === Number(count)) {
				void answer(args).then(([code, said]) => {
					socket.end(`${code}\n${said}\n`);
				});
			}
		});
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.close();
		kms.destroy();
		iam.destroy();
		secrets.destroy();
		sts.destroy();
	});
	const address = server.address();
	const port = typeof address === 'object' ? address?.port : undefined;
	const folder = temporaryFolder();
	fs.writeFileSync(path.join(folder, 'aws'), client(Number(port)), {
		mode: 0o755,
	});

	/** Runs a script with the stand-in in the place of the aws CLI. */
	return async (script: string): Promise<ScriptRun> => {
		const file = path.join(folder, 'handed-over.sh');
		fs.writeFileSync(file, script);
		const plain = childEnvironment({HOME: folder});
		const child = spawn('bash', [file], {
			env: {
				...plain,
				PATH: [folder, plain.PATH].join(path.delimiter),
			},
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const [stdout, stderr, code] = await Promise.all([
			text(child.stdout),
			text(child.stderr),
			new Promise<number>((resolve, reject) => {
				child.on('error', reject);
				child.on('close', (status) => {
					resolve(status ?? -1);
				});
			}),
		]);
		return {code, stdout, stderr};
	};
}

function decoded(document = ''): unknown {
	const value: unknown = JSON.parse(decodeURIComponent(document));
	return value;
}

/** Reads options as the aws CLI does: `--name=value`, or `--name` and the next word unless that begins with a dash. */
function readOptions(words: readonly string[]): ReadonlyMap<string, string> {
	const options = new Map<string, string>();
	for (let at = 0; at < words.length; at++) {
		const {name, value} =
			/^--(?<name>[\-a-z]+)(?:=(?<value>.*))?$/sv.exec(words[at] ?? '')?.groups ?? {};
		if (name === undefined) {
			throw new Error(`Unknown options: ${words[at]}`);
		}

		if (value !== undefined) {
			options.set(name, value);
			continue;
		}

		at++;
		const next = words[at];
		if (next === undefined || next.startsWith('-')) {
			throw new Error(`argument --${name}: expected one argument`);
		}

		options.set(name, next);
	}

	return options;
}

// In bash, whose start costs next to nothing; cat would be a second program for each call.
const client = (port: number) => String.raw`#!/usr/bin/env bash
exec 3<>/dev/tcp/127.0.0.1/${port}
printf '%s\0' "$#" "$@" >&3
IFS= read -r code <&3
IFS= read -r -d '' said <&3
if [[ $code == 0 ]]; then printf '%s' "$said"; else printf '%s' "$said" >&2; fi
exit "$code"
`;
