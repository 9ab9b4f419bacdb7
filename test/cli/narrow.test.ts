import {expect, test, vi} from 'vitest';
import {textWidth} from '../../source/terminal/text.js';
import {openHome, setupFields} from './run-tool.js';

vi.setConfig({testTimeout: 60_000});

const commands = [
	'',
	'ekm',
	'secrets',
	'check',
	'apply',
	'export',
	'undo',
	'list',
	'login',
	'logout',
	'sandbox',
	'completion',
];

test.each(commands)('the help of “%s” fits 80 columns, with -h as well', async (command) => {
	const {run} = openHome();
	const words = command === '' ? [] : [command];
	const {code, stdout} = await run([...words, '--help']);
	expect(code).toBe(0);
	const tooWide = stdout.split('\n').filter((line) => textWidth(line) > 80);
	expect(tooWide).toEqual([]);
	expect(await run([...words, '-h'])).toMatchObject({code: 0, stdout});
});

/** What is no wider than 40 columns, or may be: an ARN that is to be copied stays whole, and the terminal breaks it. */
function widerThan40(text: string): string[] {
	return (
		text
			// Nobody sees an Enter here: what is said next stands behind the question.
			.replaceAll(/(?<=\[y\/N\]|q: quit) /gv, '\n')
			.split('\n')
			.filter((line) => textWidth(line) > 40 && !/^[\s+\-]*"?(?:arn:|https?:)\S+$/v.test(line))
	);
}

test('in 40 columns nothing is broken in the middle of a word', async () => {
	const {run, write} = openHome();
	const file = write(setupFields);
	const apply = ['apply', '-f', file, '--sandbox'];
	const narrow = async (args: readonly string[], stdin = '') => {
		const {stdout, stderr} = await run(args, {isTty: true, columns: 40, stdin});
		expect([args, widerThan40(stdout + stderr)]).toEqual([args, []]);
		return stdout + stderr;
	};

	await narrow(apply, 'n\n');
	await narrow([...apply, '--yes']);
	for (const args of [
		['--help'],
		['undo', '--help'],
		['list', '--sandbox'],
		['check', 'poduction', '--sandbox'],
		['check', '--sandbox', '--all'],
		['check', '--sandbox', '--summary'],
		['apply', '-f', write({...setupFields, name: 'other'}), '--dry-run', '--sandbox'],
	]) {
		const whole = await run(args);
		const words = (text: string) => text.split(/[\s,]+/v).filter((word) => word.length < 28);
		const shown = new Set(words(await narrow(args)));
		expect([
			args,
			words(whole.stdout + whole.stderr).filter(
				(word) => !shown.has(word) && !/^[A-Z]+$/v.test(word),
			),
		]).toEqual([args, []]);
	}

	await narrow(['undo', 'production', '--sandbox'], 'n\ny\n');
});

test('the table of list becomes blocks where its columns do not fit', async () => {
	const {run, write} = openHome();
	await run(['apply', '-f', write(setupFields), '--sandbox', '--yes']);
	const narrow = await run(['list', '--sandbox'], {isTty: true, columns: 40});
	expect(narrow.stdout).toBe(
		'production\n  ekm, 111122223333, us-east-1, applied,\n  not checked yet, just now\n',
	);
	const wide = await run(['list', '--sandbox'], {isTty: true, columns: 80});
	expect(wide.stdout).toMatch(/^NAME .*\nproduction {2}ekm /v);
});
