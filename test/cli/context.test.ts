import {expect, test} from 'vitest';
import {checkLines} from '../../source/cli/check-text.js';
import {type CheckedSetup} from '../../source/guides/checklist-table.js';
import {lineText, toned, warningLine, type Line, openOutput} from '../../source/cli/context.js';
import {planLines} from '../../source/cli/plan-text.js';
import {leftOutLines} from '../../source/cli/run-changes.js';
import {type Check, type CheckStatus} from '../../source/guides/guide.js';
import {type Change} from '../../source/resources/call.js';
import {screenReaderSymbols, symbols} from '../../source/terminal/symbols.js';

const [green, red, yellow, plain] = [32, 31, 33, 39].map((code) => `\u{1B}[${code}m`);

const change: Change = {
	id: 'create',
	title: 'Create it',
	why: 'It is not there.',
	call: {service: 'kms', operation: 'PutKeyPolicy', input: {}},
	policy: {
		before: {Statement: [{Sid: 'a', Effect: 'Allow'}]},
		after: {Statement: [{Sid: 'b', Effect: 'Allow'}]},
	},
};

const checked = (...checks: Check[]): CheckedSetup[] => [
	{name: 'production', guide: 'ekm', account: '', region: '', checks},
];

const row = (status: CheckStatus, title: string): Check => ({
	id: title,
	title,
	status,
	detail: '',
	fix: '',
});

function shown(lines: readonly Line[], columns = 80): string[] {
	let text = '';
	const stdout = {
		write(chunk: string) {
			text += chunk;
		},
		columns: () => columns,
	};
	openOutput(
		{stdout, stderr: stdout, env: {LANG: 'C.UTF-8'}, isTty: true},
		{isJson: false, platform: 'linux'},
	).say(...lines);
	return text.split('\n').slice(0, -1);
}

test('verdicts stand out, sign and word; the rest of the line does not', () => {
	const checks = [
		row('fail', 'It is off'),
		row('warn', 'It is old: 3 years'),
		row('unknown', 'Rotation'),
		row('waiting', 'Proof'),
		row('pass', 'It exists'),
	];
	expect(shown(checkLines(checked(...checks), symbols(true), 'all'))).toEqual([
		'production · ekm',
		`${red}  ✘ Fail:${plain} It is off`,
		`${yellow}  ? Cannot tell:${plain} Rotation`,
		`${yellow}  ! Warn:${plain} It is old: 3 years`,
		'  … Waiting: Proof',
		`${green}  ✔ Pass:${plain} It exists`,
		'',
		'1 pass, 1 warn, 1 fail, 1 cannot tell, 1 waiting',
	]);
	expect(shown(checkLines(checked(row('pass', 'It exists')), symbols(true)))).toContain(
		`${green}  ✔ 1 pass${plain}`,
	);
	expect(shown(checkLines(checked(...checks), symbols(true), 'summary'))).toEqual([
		`${red}✘ Fail:${plain} production, 1 pass, 1 warn, 1 fail, 1 cannot tell, 1 waiting`,
	]);
});

test('what a policy gains and loses stands out, on each of its lines', () => {
	const lines = planLines([change], {symbols: symbols(true), columns: 30});
	expect(shown(lines, 24).slice(-13)).toEqual([
		'         "Statement": [',
		`${red}     -     {${plain}`,
		`${red}     -       "Sid": "a",${plain}`,
		`${red}     -       "Effect":${plain}`,
		`${red}     - "Allow"${plain}`,
		`${red}     -     }${plain}`,
		`${green}     +     {${plain}`,
		`${green}     +       "Sid": "b",${plain}`,
		`${green}     +       "Effect":${plain}`,
		`${green}     + "Allow"${plain}`,
		`${green}     +     }${plain}`,
		'         ]',
		'       }',
	]);
});

test('a text that only looks like a verdict does not stand out', () => {
	const texts = ['✔ Pass: the exam', '     + 1', '! Warning: none', '✘ gone'];
	expect(shown(texts)).toEqual(texts);
	expect(
		shown(leftOutLines([{code: 'X', message: '✔ Pass: a: b', hint: ''}], symbols(true)))[0],
	).toBe(`${red}✘ ✔ Pass: a: b${plain}`);
});

test('a verdict that is broken stands out on its first line alone', () => {
	expect(shown([warningLine(symbols(true), 'Others may use this key, too.')], 18)).toEqual([
		`${yellow}! Warning:${plain} Others`,
		'  may use this',
		'  key, too.',
	]);
});

test('heard, a word that says what its sign says stands alone', () => {
	expect(lineText(warningLine(screenReaderSymbols, 'Others may.'))).toBe('Warning: Others may.');
});

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
		toned('good', '  ✔ Pass:', ' It is\u{1B}]there'),
	);
	expect(text).toBe(
		isPainted ? `${green}  ✔ Pass:${plain} It is\\u{1b}]there\n` : '  ✔ Pass: It is\\u{1b}]there\n',
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
		{isJson: false, isScreenReader: true, platform: 'linux'},
	).say(toned('good', '✔ 1. Done'));
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
		output.say(toned('good', '✔ 1. Done'));
		output.note(toned('careful', '! Careful:', ' it is there'));
	}

	expect(beside).toBe('! Careful: it is there\n✔ 1. Done\n! Careful: it is there\n');
});
