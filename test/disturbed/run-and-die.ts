import {spawn, type ChildProcess} from 'node:child_process';
import fs from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {expect} from 'vitest';
import {findRoute} from '../../source/sandbox/aws-call.js';
import {type HomeSandbox} from '../end-to-end/home-sandbox.js';
import {program} from '../end-to-end/run-program.js';
import {childEnvironment} from '../support/child-environment.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import {openRelay} from '../support/relay.js';
import {nameCalls} from './call-names.js';
import {deadlyRelay, type Death} from './deadly-relay.js';

type Start = {
	readonly args: readonly string[];
	/** Where it finds AWS. */
	readonly url: string;
	/** What `before-journal.ts` is told. */
	readonly journal: Readonly<Record<string, string>>;
	readonly kill?: AbortSignal;
};

function start(
	home: FreshHome,
	aws: HomeSandbox,
	{args, url, journal, kill}: Start,
): {child: ChildProcess; end: Promise<unknown>} {
	const preload = new URL('before-journal.ts', import.meta.url);
	const child = spawn(process.execPath, ['--import', preload.href, program, ...args], {
		cwd: home.home,
		env: childEnvironment({...home.env, ...aws.env, AWS_ENDPOINT_URL: url, ...journal}),
		stdio: 'ignore',
		...(kill && {signal: kill, killSignal: 'SIGKILL'}),
	});
	child.on('error', () => {
		// The abort is told as an error, too.
	});
	const end = new Promise((resolve) => {
		child.on('close', (code, signal) => {
			resolve(signal ?? code);
		});
	});
	return {child, end};
}

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
	const {end} = start(home, aws, {
		args,
		url: relay.url,
		journal: {DIE_BEFORE_JOURNAL: mark},
		kill: kill.signal,
	});
	expect(await end).toBe('SIGKILL');
}

/** A moment at which a program may be killed, and the files that its home, the AWS in it included, holds then. */
export type Remains = Death & {
	/** Whether the call changes something. */
	readonly isWrite: boolean;
	readonly files: ReadonlyMap<string, string>;
};

/**
Runs the built program to its end, and keeps what is on the disk at every moment at which it may be killed: a program that is
killed leaves just that. It stands still meanwhile. Of a call that only asks, it is the moment before it leaves: AWS does not
act on it, and nobody writes its answer down. An answer is known by its number among those that are written down.
*/
export async function remainsOfEveryDeath(
	home: FreshHome,
	aws: HomeSandbox,
	args: readonly string[],
): Promise<readonly Remains[]> {
	const remains: Remains[] = [];
	const nameNext = nameCalls();
	const writes = new Map<object, string>();
	const mark = path.join(home.env.TMPDIR ?? '', 'answered');
	let acted = 0;
	let answers = 0;
	const running: {child?: ChildProcess} = {};
	const keep = (call: string, moment: Death['moment'], isWrite = true) => {
		running.child?.kill('SIGSTOP');
		remains.push({call, moment, isWrite, files: filesOf(home)});
		running.child?.kill('SIGCONT');
	};

	await using relay = await openRelay(aws.env.AWS_ENDPOINT_URL ?? '', {
		onRequest(request) {
			const route = findRoute(request);
			if (!route) {
				return;
			}

			const name = nameNext(route);
			keep(name, 'leaves', route.known?.writes === true);
			if (route.known?.writes) {
				writes.set(request, name);
			}
		},
		onAnswer(request) {
			const name = writes.get(request);
			if (name === undefined) {
				return;
			}

			acted += 1;
			keep(name, 'acted');
		},
	});
	const {child, end} = start(home, aws, {
		args,
		url: relay.url,
		journal: {WAIT_BEFORE_JOURNAL: mark},
	});
	running.child = child;
	const waiting = setInterval(() => {
		if (!fs.existsSync(mark)) {
			return;
		}

		// A journal that is read from the disk holds what was done before.
		if (answers < acted) {
			answers += 1;
			keep(`answer ${answers}`, 'answered');
		}

		fs.rmSync(mark);
	}, 2);
	const code = await end;
	clearInterval(waiting);
	expect(code).toBe(0);
	expect(answers).toBe(writes.size);
	return remains;
}

/** A home in which just these files are. */
export async function homeOf({files}: Remains): Promise<FreshHome> {
	const home = await freshHome();
	for (const [name, text] of files) {
		const file = path.join(home.home, name);
		await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
		await writeFile(file, text, {mode: 0o600});
	}

	return home;
}

function filesOf({home, env}: FreshHome): ReadonlyMap<string, string> {
	return new Map(
		fs
			.readdirSync(home, {recursive: true, withFileTypes: true})
			.filter((entry) => entry.isFile())
			.map((entry) => path.join(entry.parentPath, entry.name))
			.filter((file) => !file.startsWith(`${env.TMPDIR}${path.sep}`))
			.map((file) => [path.relative(home, file), fs.readFileSync(file, 'utf8')]),
	);
}
