import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {editText, type EditDeps, type RunResult} from '../../source/terminal/editor.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

/** Runs the editor with a stand-in that sees the file; afterwards nothing of it may be left. */
async function edit(
	deps: Partial<EditDeps>,
	stand: (file: string, command: string) => RunResult = () => ({
		state: 'ended',
		code: 0,
	}),
) {
	const folder = temporaryFolder();
	const commands: string[][] = [];
	const outcome = await editText('{"a": 1}\n', {
		env: {EDITOR: 'ed'},
		platform: 'linux',
		temporaryFolder: folder,
		async run(command, args) {
			const file = args.at(-1) ?? '';
			commands.push([command, ...args.slice(0, -1), path.basename(file)]);
			return stand(file, command);
		},
		...deps,
	});
	return {outcome, commands, left: fs.readdirSync(folder)};
}

test('the text comes back as it was left, and no file stays', async () => {
	const {outcome, left} = await edit({}, (file) => {
		expect(fs.readFileSync(file, 'utf8')).toBe('{"a": 1}\n');
		fs.writeFileSync(file, 'new\r\ntext');
		return {state: 'ended', code: 0};
	});
	expect(outcome).toEqual({ok: true, text: 'new\r\ntext'});
	expect(left).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
	'while it is edited, only its owner can read it',
	async () => {
		const modes: number[] = [];
		await edit({}, (file) => {
			modes.push(fs.statSync(file).mode % 0o1000, fs.statSync(path.dirname(file)).mode % 0o1000);
			return {state: 'ended', code: 0};
		});
		expect(modes).toEqual([0o600, 0o700]);
	},
);

test.each([
	[{VISUAL: 'code --wait', EDITOR: 'vi'}, 'linux', [['code', '--wait', 'statement.json']]],
	[{VISUAL: ' ', EDITOR: '"my ed" -x'}, 'linux', [['my ed', '-x', 'statement.json']]],
	[{}, 'linux', [['nano', 'statement.json']]],
	[{}, 'win32', [['notepad', 'statement.json']]],
] as const)('with %o on %s it runs %j', async (env, platform, expected) => {
	const {commands} = await edit({env, platform});
	expect(commands).toEqual(expected);
});

test('without nano it is vi', async () => {
	const {outcome, commands} = await edit({env: {}}, (_, command) =>
		command === 'nano' ? {state: 'not-started'} : {state: 'ended', code: 0},
	);
	expect(outcome.ok).toBe(true);
	expect(commands.map(([command]) => command)).toEqual(['nano', 'vi']);
});

test.each([
	['an error', {state: 'ended', code: 1}, /ended with an error/v],
	['a signal', {state: 'ended'}, /ended with an error/v],
	['no such program', {state: 'not-started'}, /\(ed\) could not be started. Set VISUAL or EDITOR/v],
] satisfies Array<[string, RunResult, RegExp]>)(
	'%s: no text, the reason, and no file',
	async (_, result, reason) => {
		const {outcome, left} = await edit({}, () => result);
		expect('reason' in outcome && outcome.reason).toMatch(reason);
		expect(left).toEqual([]);
	},
);

test('a file that the editor took away is said in words', async () => {
	const {outcome, left} = await edit({}, (file) => {
		fs.rmSync(file);
		return {state: 'ended', code: 0};
	});
	expect(outcome).toMatchObject({ok: false});
	expect(left).toEqual([]);
});

test('a huge text is refused', async () => {
	const {outcome} = await edit({}, (file) => {
		fs.writeFileSync(file, 'x'.repeat(1_100_000));
		return {state: 'ended', code: 0};
	});
	expect('reason' in outcome && outcome.reason).toMatch(/larger than 1 MB/v);
});

test('no place for a temporary file is said in words', async () => {
	const missing = path.join(temporaryFolder(), 'missing');
	expect(await editText('', {env: {}, temporaryFolder: missing})).toMatchObject({ok: false});
});

test.skipIf(process.platform === 'win32')('a real program edits the real file', async () => {
	const script = 'require("node:fs").appendFileSync(process.argv.at(-1), "added")';
	const outcome = await editText('text ', {
		env: {EDITOR: `'${process.execPath}' -e '${script}'`},
		temporaryFolder: temporaryFolder(),
	});
	expect(outcome).toEqual({ok: true, text: 'text added'});
	const missing = await editText('', {
		env: {EDITOR: '/nowhere/ed'},
		temporaryFolder: temporaryFolder(),
	});
	expect(missing).toMatchObject({ok: false});
});
