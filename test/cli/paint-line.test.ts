import {stripVTControlCharacters} from 'node:util';
import {expect, test} from 'vitest';
import {openOutput} from '../../source/cli/output.js';
import {paintLine} from '../../source/cli/paint-line.js';

const [green, red, yellow, plain] = [32, 31, 33, 39].map(
	(code) => `\u{1B}[${code}m`,
);

test.each([
	['  ✔ Pass: The key exists', `${green}  ✔ Pass:${plain} The key exists`],
	['✔ 1. Done', `${green}✔ 1. Done${plain}`],
	['  [fail] Fail: It is off', `${red}  [fail] Fail:${plain} It is off`],
	['  ? Cannot tell: Rotation', `${yellow}  ? Cannot tell:${plain} Rotation`],
	['! Warning: Others may', `${yellow}! Warning:${plain} Others may`],
	['     +   "Sid": "a"', `${green}     +   "Sid": "a"${plain}`],
	['     -   "Sid": "b"', `${red}     -   "Sid": "b"${plain}`],
])('%s stands out, and says the same', (line, painted) => {
	expect(paintLine(line)).toBe(painted);
	expect(stripVTControlCharacters(painted)).toBe(line);
});

test.each(['production · ekm', '    Decrypt at 12:00', '16 pass', ''])(
	'“%s” is no verdict',
	(line) => {
		expect(paintLine(line)).toBe(line);
	},
);

test.each<[string, Record<string, string>, boolean, boolean]>([
	['a terminal', {}, true, true],
	['a pipe', {}, false, false],
	['a terminal with NO_COLOR', {NO_COLOR: '1'}, true, false],
	['a dumb terminal', {TERM: 'dumb'}, true, false],
	['a pipe with FORCE_COLOR', {FORCE_COLOR: '1'}, false, true],
	['a terminal with FORCE_COLOR=0', {FORCE_COLOR: '0'}, true, false],
])('%s', (_, env, isTty, isPainted) => {
	let text = '';
	const stdout = {
		write(chunk: string) {
			text += chunk;
		},
	};
	const streams = {stdout, stderr: stdout, env: {LANG: 'C.UTF-8', ...env}};
	openOutput({...streams, isTty}, {isJson: false, platform: 'linux'}).say(
		'  ✔ Pass: It is\u{1B}]there',
	);
	expect(text).toBe(
		isPainted
			? `${green}  ✔ Pass:${plain} It is\\u{1b}]there\n`
			: '  ✔ Pass: It is\\u{1b}]there\n',
	);
});

test('what is heard is not painted', () => {
	let text = '';
	const stdout = {
		write(chunk: string) {
			text += chunk;
		},
	};
	openOutput(
		{stdout, stderr: stdout, env: {}, isTty: true},
		{isJson: false, isHeard: true, platform: 'linux'},
	).say('✔ 1. Done');
	expect(text).not.toContain('\u{1B}');
});

test('what goes beside the result, into a file perhaps, is not painted', () => {
	let beside = '';
	const stderr = {
		write(chunk: string) {
			beside += chunk;
		},
	};
	const stdout = {write: () => undefined};
	for (const isJson of [false, true]) {
		const output = openOutput(
			{stdout, stderr, env: {LANG: 'C.UTF-8'}, isTty: true},
			{isJson, platform: 'linux'},
		);
		output.say('✔ 1. Done');
		output.note('! Careful: it is there');
	}

	expect(beside).toBe(
		'! Careful: it is there\n✔ 1. Done\n! Careful: it is there\n',
	);
});
