import {execFileSync} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {readTextFile} from '../../source/terminal/text-file.js';

async function folder(): Promise<string> {
	const made = await mkdtemp(path.join(os.tmpdir(), 'read-'));
	onTestFinished(async () => rm(made, {recursive: true}));
	return made;
}

test('a file is read', async () => {
	const file = path.join(await folder(), 'statement.json');
	await writeFile(file, '{}');
	expect(await readTextFile(file)).toEqual({ok: true, text: '{}'});
});

test('what cannot be read is named in words', async () => {
	const here = await folder();
	const file = path.join(here, 'statement.json');
	await writeFile(file, '{}');
	const reasonOf = async (name: string) => {
		const read = await readTextFile(name);
		return read.ok ? '' : read.reason;
	};

	expect(await reasonOf(here)).toContain('is a folder');
	expect(await reasonOf(`${file}x`)).toContain('There is no file');
	expect(await reasonOf(`${file}/inner`)).toContain('is not a folder');
	expect(await reasonOf(`${here}/${'x'.repeat(5000)}`)).toContain('too long');
	await writeFile(file, 'x'.repeat(1024 * 1024 + 1));
	expect(await reasonOf(file)).toContain('larger than 1 MB');
});

test('a device without end is larger than 1 MB', async () => {
	expect(await readTextFile('/dev/zero')).toEqual({
		ok: false,
		reason: '“/dev/zero” is larger than 1 MB.',
	});
});

test('a pipe is read as its writer writes, and a file that says it is empty as far as it goes', async () => {
	const pipe = path.join(await folder(), 'pipe');
	execFileSync('mkfifo', [pipe]);
	const reading = readTextFile(pipe);
	await writeFile(pipe, '{}');
	expect(await reading).toEqual({ok: true, text: '{}'});
	const status = await readTextFile('/proc/self/status');
	expect(status.ok && status.text).toContain('Name:');
});

test('a file that is no text is told by what it is', async () => {
	const file = path.join(await folder(), 'statement.json');
	await writeFile(file, `%PDF-1.7\n${'\u{FFFD}'.repeat(500_000)}`);
	expect(await readTextFile(file)).toEqual({
		ok: false,
		reason: `“${file}” is a PDF document, not text. Open it, copy the text, and paste that.`,
	});
});
