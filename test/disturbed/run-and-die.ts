import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect} from 'vitest';
import {type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {program} from '../end-to-end/run-program.js';
import {childEnvironment} from '../support/child-environment.js';
import type {FreshHome} from '../support/fresh-home.js';
import {deadlyRelay, type Death} from './deadly-relay.js';

/** Runs the built program until it is killed at that moment, and expects that it was. */
export async function runAndDie(
	home: FreshHome,
	aws: HomeSandbox,
	args: readonly string[],
	death: Death,
): Promise<void> {
	const kill = new AbortController();
	const mark = path.join(home.home, 'die');
	await using relay = await deadlyRelay(aws.env.AWS_ENDPOINT_URL ?? '', death, {
		atOnce() {
			kill.abort();
		},
		beforeJournal() {
			fs.writeFileSync(mark, '');
		},
	});
	const preload = new URL('die-before-journal.ts', import.meta.url);
	const child = spawn(process.execPath, ['--import', preload.href, program, ...args], {
		cwd: home.home,
		env: childEnvironment({
			...home.env,
			...aws.env,
			AWS_ENDPOINT_URL: relay.url,
			DIE_BEFORE_JOURNAL: mark,
		}),
		stdio: 'ignore',
		signal: kill.signal,
		killSignal: 'SIGKILL',
	});
	child.on('error', () => {
		// The abort is told as an error, too.
	});
	const end = await new Promise((resolve) => {
		child.on('close', (code, signal) => {
			resolve(signal ?? code);
		});
	});
	expect(end).toBe('SIGKILL');
}
