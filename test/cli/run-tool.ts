import fs from 'node:fs';
import path from 'node:path';
import {Readable} from 'node:stream';
import process from 'node:process';
import {expect, onTestFinished, vi} from 'vitest';
import {runCommand} from '../../source/main.js';
import {startSandbox} from '../../source/sandbox/server.js';
import {temporaryFolder} from '../setups/temporary-folder.js';
import {sandboxControl} from '../support/sandbox-control.js';

/** What a command printed, and its exit code. `json` is stdout, read as JSON. */
export type Run = {
	code: number;
	stdout: string;
	stderr: string;
	readonly json: unknown;
};

type Situation = {
	stdin?: string | Readable;
	/** A person sits at a terminal; what they type is `stdin`. */
	isTty?: boolean;
	signal?: AbortSignal;
	halt?: AbortSignal;
	env?: Record<string, string>;
	/** Hears stdout as it is written. */
	listen?: (text: string) => void;
	/** Hears stderr as it is written. */
	listenErrors?: (text: string) => void;
	now?: Date;
	/** The width of the terminal that stdout and stderr are; without one, lines stay whole. */
	columns?: number;
	/** Its height. */
	rows?: number;
};

/** A statement as Workato shows it under “Permission to access key”. */
export const statement = {
	Sid: 'Workato',
	Effect: 'Allow',
	Principal: {AWS: 'arn:aws:iam::999988887777:role/Workato_EKM'},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};

/** A setup file's fields, ready to be changed. */
export const setupFields = {
	guide: 'ekm',
	name: 'production',
	region: 'us-east-1',
	statement,
	key: {create: {alias: 'workato-ekm'}},
};

/** A home of its own, and commands that run in it in this process. */
export function openHome() {
	const folder = temporaryFolder();
	const home = path.join(folder, 'home');
	const run = async (
		args: readonly string[],
		{
			stdin = '',
			isTty = false,
			signal,
			halt,
			env = {},
			listen,
			listenErrors,
			now,
			columns,
			rows = 24,
		}: Situation = {},
	): Promise<Run> => {
		let stdout = '';
		let stderr = '';
		const code = await runCommand(args, {
			// What is painted has a test of its own.
			env: {WORKATO_AWS_HOME: home, LANG: 'C.UTF-8', NO_COLOR: '1', ...env},
			stdin: typeof stdin === 'string' ? Readable.from([stdin]) : stdin,
			stdout: {
				write(text) {
					stdout += text;
					listen?.(text);
				},
				columns: () => columns,
			},
			stderr: {
				write(text) {
					stderr += text;
					listenErrors?.(text);
				},
				columns: () => columns,
			},
			isTty,
			windowSize: () => ({columns: columns ?? 80, rows}),
			signal: signal ?? new AbortController().signal,
			halt: halt ?? new AbortController().signal,
			releaseSignals: () => undefined,
			now: () => now ?? new Date('2026-11-22T10:00:00.000Z'),
			wait: async () => undefined,
		});
		return {
			code,
			stdout,
			stderr,
			get json(): unknown {
				const value: unknown = JSON.parse(stdout);
				return value;
			},
		};
	};

	/** Writes a setup file and returns its path. */
	const write = (content: unknown, name = 'setup.yaml') => {
		const file = path.join(folder, name);
		fs.writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
		return file;
	};

	/** The saved setups' files, by name. */
	const savedFiles = (isSandbox = true) => {
		const setups = path.join(home, ...(isSandbox ? ['sandbox'] : []), 'setups');
		return fs.existsSync(setups)
			? fs
					.readdirSync(setups)
					// What a look came to lies beside them.
					.filter((file) => !file.endsWith('.looked'))
					.map((file) => [file, fs.readFileSync(path.join(setups, file), 'utf8')])
			: [];
	};

	return {folder, home, run, write, savedFiles};
}

/** An AWS that this process reaches through AWS_ENDPOINT_URL, as it would reach any other; with the sandbox's controls. */
export async function openEndpoint() {
	const sandbox = await startSandbox({
		stateFile: path.join(temporaryFolder(), 'state.json'),
	});
	const noFile = path.join(temporaryFolder(), 'none');
	const environment = {
		...sandbox.environment,
		AWS_CONFIG_FILE: noFile,
		AWS_SHARED_CREDENTIALS_FILE: noFile,
	};
	setEnvironment(environment);
	onTestFinished(sandbox.close);
	const control = sandboxControl(sandbox.url);
	return {url: sandbox.url, environment, control};
}

/** Sets variables of this process for one test: the SDK reads them itself. */
export function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
	for (const name of Object.keys(process.env)) {
		if (name.startsWith('AWS_')) {
			vi.stubEnv(name, undefined);
		}
	}

	for (const [name, value] of Object.entries({
		AWS_EC2_METADATA_DISABLED: 'true',
		...variables,
	})) {
		vi.stubEnv(name, value);
	}

	onTestFinished(() => {
		vi.unstubAllEnvs();
	});
}

/** A text that holds another one, in an expected value. */
export const containing = (text: string): unknown => expect.stringContaining(text);

/** A text of some form, in an expected value. */
export const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);
