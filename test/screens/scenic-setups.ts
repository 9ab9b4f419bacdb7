import {mkdir, readdir, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {Readable} from 'node:stream';
import {z} from 'zod';
import {runCommand} from '../../source/main.js';
import {startSavedSandbox} from '../../source/sandbox/saved-sandbox.js';
import {sandboxWorkatoAccount} from '../../source/sandbox/state.js';
import {setupsFolder} from '../../source/setups/home-folder.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {workatoStatement} from '../end-to-end/statements.js';
import type {FreshHome} from '../support/fresh-home.js';
import {sendToSandbox} from '../support/sandbox-control.js';
import type {ScenicSetup} from './scene.js';

type HomeEnvironment = FreshHome['env'];

/** What applying a setup has made. */
type Made = z.infer<typeof applied>['outputs'];

const applied = z.object({
	outputs: z.object({
		keyArn: z.string().optional(),
		roles: z.record(z.string(), z.string()).default({}),
	}),
});

/** What a home holds after its setups were made, by their fields: applying them takes seconds, and many scenes share them. */
const homesMade = new Map<string, ReadonlyMap<string, string>>();

/** Saves setups into a practice home. Those that are applied first are in the practice AWS then, and its Workato has accepted them. */
export async function seedHome(
	setups: readonly ScenicSetup[],
	env: HomeEnvironment,
): Promise<void> {
	if (setups.length === 0) {
		return;
	}

	const recipe = JSON.stringify(setups);
	const folder = env.WORKATO_AWS_HOME;
	const made = homesMade.get(recipe);
	if (made) {
		await writeFiles(folder, made);
		return;
	}

	for (const setup of setups) {
		await saveSetup(setup, env);
	}

	homesMade.set(recipe, await readFiles(folder));
}

// As if the answers had been given on these screens.
const pastedAccounts = [sandboxWorkatoAccount];

async function saveSetup(
	{fields, step, isApplied = false, fieldsSince, account}: ScenicSetup,
	env: HomeEnvironment,
): Promise<void> {
	const store = openSetupStore(setupsFolder(env, true));
	if (!isApplied) {
		store.create(fields, {step, ...(account && {account})});
		store.update(fields.name, (saved) => ({...saved, pastedAccounts}));
		return;
	}

	const file = path.join(env.HOME, `${fields.name}.json`);
	await writeFile(file, JSON.stringify(fields));
	await letWorkatoAccept(await apply(file, env), env);
	store.update(fields.name, (saved) => ({
		...saved,
		pastedAccounts,
		step,
		...(fieldsSince && {setup: fieldsSince}),
	}));
}

async function letWorkatoAccept({keyArn, roles}: Made, env: HomeEnvironment): Promise<void> {
	const sandbox = await startSavedSandbox({env, isFresh: false});
	const tell = async (page: string, body: object) =>
		sendToSandbox(sandbox.url, 'POST', `/_workato/${page}`, body);

	if (keyArn !== undefined) {
		await tell('update-key', {
			keyArn,
			principal: workatoStatement.Principal.AWS,
		});
	}

	for (const [project, roleArn] of Object.entries(roles)) {
		await tell('add-role', {project, roleArn});
	}

	await sandbox.close();
}

async function apply(file: string, env: HomeEnvironment): Promise<Made> {
	const told = {stdout: '', stderr: ''};
	const streamOf = (name: keyof typeof told) => ({
		write(text: string) {
			told[name] += text;
		},
	});
	const args = ['apply', '-f', file, '--sandbox', '--yes', '--json'];
	const code = await runCommand(args, {
		env: {...env},
		stdin: Readable.from(['']),
		stdout: streamOf('stdout'),
		stderr: streamOf('stderr'),
		isTty: false,
		windowSize: () => ({columns: 80, rows: 24}),
		signal: new AbortController().signal,
		halt: new AbortController().signal,
		releaseSignals: () => undefined,
		now: () => new Date(),
		wait: async () => undefined,
	});
	if (code !== 0) {
		throw new Error(`The scene’s setup could not be applied:\n${told.stdout}${told.stderr}`);
	}

	return applied.parse(JSON.parse(told.stdout)).outputs;
}

async function readFiles(folder: string): Promise<Map<string, string>> {
	const entries = await readdir(folder, {recursive: true, withFileTypes: true});
	const files = entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
	return new Map(
		await Promise.all(
			files.map(
				async (file) => [path.relative(folder, file), await readFile(file, 'utf8')] as const,
			),
		),
	);
}

async function writeFiles(folder: string, files: ReadonlyMap<string, string>): Promise<void> {
	for (const [name, text] of files) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
		await writeFile(file, text, {mode: 0o600});
	}
}
