import fs from 'node:fs';
import path from 'node:path';
import {describe, expect, it} from 'vitest';
import {openHome, setupFields} from './run-tool.js';

/** A setup that was applied, and whose file was then cut off in its journal. */
async function damagedSetup() {
	const home = openHome();
	const file = home.write(setupFields);
	await home.run(['apply', '-f', file, '--sandbox', '--yes']);
	const saved = path.join(home.home, 'sandbox', 'setups', 'production.json');
	const whole = fs.readFileSync(saved, 'utf8');
	const cut = whole.slice(0, whole.indexOf('"state": "done"'));
	fs.writeFileSync(saved, cut);
	const kept = () =>
		fs
			.readdirSync(path.dirname(saved))
			.filter((name) => name.includes('.broken-'))
			.map((name) => fs.readFileSync(path.join(saved, '..', name), 'utf8'));
	return {...home, file, saved, cut, kept};
}

describe('a saved setup whose file was cut off', () => {
	it('is listed with what can still be read, and stays as it is', async () => {
		const {run, saved, cut} = await damagedSetup();
		const {code, stdout} = await run(['list', '--sandbox']);
		expect(code).toBe(0);
		expect(stdout).toContain(
			`production  damaged: it is not whole JSON (${saved}). Open it in the assistant to repair it: region, statement, key and 1 entry of the journal can still be read.`,
		);
		const {json} = await run(['list', '--sandbox', '--json']);
		expect(json).toEqual({
			version: 1,
			setups: [
				{
					name: 'production',
					broken: 'it is not whole JSON',
					file: saved,
					canBeRepaired: true,
				},
			],
		});
		expect(fs.readFileSync(saved, 'utf8')).toBe(cut);
	});

	it('is checked with what can still be read, and a row says so', async () => {
		const {run, saved, cut, kept} = await damagedSetup();
		for (const names of [[], ['production']]) {
			const {code, stdout} = await run(['check', ...names, '--sandbox']);
			expect(code).toBe(0);
			expect(stdout).toContain('The saved setup "production" is damaged: it is not whole JSON.');
			expect(stdout).toContain('15 pass, 1 warn');
		}

		expect(fs.readFileSync(saved, 'utf8')).toBe(cut);
		expect(kept()).toEqual([]);
	});

	it('is applied again without a second key, and the damaged file is kept', async () => {
		const {run, file, saved, cut, kept} = await damagedSetup();
		const again = ['apply', '-f', file, '--sandbox', '--yes'];
		const {code, stdout, stderr} = await run([...again, '--dry-run']);
		expect(code).toBe(0);
		expect(stderr).toContain('is damaged: it is not whole JSON.');
		expect(stdout).toContain('Nothing to do');
		expect(fs.readFileSync(saved, 'utf8')).toBe(cut);
		const applied = await run(again);
		expect(applied).toMatchObject({code: 0});
		expect(applied.stdout).toContain('Nothing to do');
		expect(applied.stderr).toMatch(/The damaged file is kept as .*production\.broken-.*\.json/v);
		expect(kept()).toEqual([cut]);
		const third = await run(again);
		expect(third).toMatchObject({code: 0, stderr: ''});
	});

	it('is exported, and undone as far as its journal and AWS say', async () => {
		const {run, cut, kept} = await damagedSetup();
		const exported = await run(['export', 'shell', 'production', '--sandbox']);
		expect(exported.code).toBe(0);
		expect(exported.stderr).toContain('is damaged');
		expect(kept()).toEqual([]);
		const undone = await run(['undo', 'production', '--sandbox', '--yes']);
		expect(undone.stderr).toContain('is damaged');
		expect(undone.stderr).toContain('The damaged file is kept as');
		expect(kept()).toEqual([cut]);
	});
});

it('a file of a newer version is left alone by every command, and they say so', async () => {
	const {run, file, saved} = await damagedSetup();
	const newer = '{"version": 2, "future": true}';
	fs.writeFileSync(saved, newer);
	const commands = [
		['apply', '-f', file, '--yes'],
		['check', 'production'],
		['export', 'shell', 'production'],
		['undo', 'production', '--yes'],
	];
	for (const command of commands) {
		const {code, stderr} = await run([...command, '--sandbox']);
		expect([command[0], code]).toEqual([command[0], 2]);
		expect(stderr).toContain('a newer version of workato-aws saved it');
	}

	const checked = await run(['check', '--sandbox']);
	expect(checked.code).toBe(1);
	const listed = await run(['list', '--sandbox']);
	expect(listed.stdout).toContain('newer version');
	expect(fs.readFileSync(saved, 'utf8')).toBe(newer);
});

it('a file of which nothing can be read stops apply, and the way out is named', async () => {
	const {run, file, saved} = await damagedSetup();
	fs.writeFileSync(saved, '\0\0\0\0');
	const {code, stderr} = await run(['apply', '-f', file, '--sandbox', '--yes']);
	expect(code).toBe(2);
	expect(stderr).toContain('move it away and set up again');
	expect(fs.readFileSync(saved, 'utf8')).toBe('\0\0\0\0');
});

describe('data of others that is nested deeper than anything needs', () => {
	const deep = `${'['.repeat(5000)}${']'.repeat(5000)}`;

	/** A setup that was applied, with the deep value put in one place of its file. */
	async function deepSetup(place: 'answer' | 'journal' | 'names') {
		const home = openHome();
		await home.run(['apply', '-f', home.write(setupFields), '--sandbox', '--yes']);
		const saved = path.join(home.home, 'sandbox', 'setups', 'production.json');
		const text = fs.readFileSync(saved, 'utf8');
		const spoiled =
			place === 'answer'
				? text.replace(/"alias": "workato-ekm"/v, () => `"alias": ${deep}`)
				: place === 'journal'
					? text.replace(/"KeySpec": "SYMMETRIC_DEFAULT"/v, () => `"KeySpec": ${deep}`)
					: text.replace('"runId"', () => `"names": {"a": ${deep}}, "runId"`);
		expect(spoiled).not.toBe(text);
		return {
			...home,
			spoil() {
				fs.writeFileSync(saved, spoiled);
			},
		};
	}

	it.each(['answer', 'journal', 'names'] as const)(
		'a saved %s is a damaged setup, for every command',
		async (place) => {
			const {run, spoil} = await deepSetup(place);
			for (const args of [
				['list'],
				['check'],
				['check', 'production', '--json'],
				['export', 'terraform', 'production', '--offline'],
				['export', 'permissions', 'production', '--undo'],
				['undo', 'production', '--dry-run'],
				['undo', 'production', '--yes'],
			]) {
				spoil();
				const {stdout, stderr} = await run([...args, '--sandbox']);
				const told = stdout + stderr;
				expect([args, told]).toEqual([args, expect.stringContaining('it is nested too deeply')]);
				expect(told).not.toMatch(/went wrong|Maximum call stack|"unexpected"/v);
			}
		},
	);

	it('a file that is given is refused in one sentence, wherever a file is taken', async () => {
		const {run, write} = openHome();
		const file = write(
			JSON.stringify({...setupFields, statement: 'DEEP'}).replace('"DEEP"', () => deep),
		);
		const huge = write(' '.repeat(2_000_000), 'huge.yaml');
		for (const args of [
			['check'],
			['undo'],
			['apply', '--dry-run', '-f'],
			['export', 'shell'],
			['export', 'permissions', '-f'],
		]) {
			for (const [name, reason] of [
				[file, 'is nested too deeply'],
				[huge, 'is larger than 1 MB'],
			] as const) {
				const {code, stdout, stderr} = await run([...args, name, '--sandbox']);
				expect([args, code, stdout]).toEqual([args, 2, '']);
				expect([args, stderr]).toEqual([args, expect.stringContaining(reason)]);
			}
		}
	});

	it('a saved setup that is larger than any is damaged, and is not read', async () => {
		const {run, home, write} = openHome();
		await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
		fs.truncateSync(path.join(home, 'sandbox', 'setups', 'production.json'), 3_000_000_000);
		for (const args of [['list'], ['check', 'production']]) {
			const {stdout, stderr} = await run([...args, '--sandbox']);
			expect(stdout + stderr).toContain('it is larger than 64 MB');
		}
	});
});
