import {expect, test} from 'vitest';
import {blocked, problemOf} from '../../source/cli/problems.js';
import {type Blocker} from '../../source/guides/guide.js';
import {openOutput} from '../../source/cli/context.js';
import {containing} from './run-tool.js';

const blocker = (kind: Blocker['kind']): Blocker => ({
	...(kind && {kind}),
	code: 'Code',
	message: `It is ${kind ?? 'known'}.`,
	hint: 'Do this.',
});

test.each<[Array<Blocker['kind']>, number]>([
	[[undefined], 2],
	[[undefined, 'refused'], 2],
	[['not-found'], 2],
	[['denied'], 3],
	[[undefined, 'throttled'], 3],
	[['expired'], 3],
	[['cannot-tell'], 3],
	[['server'], 3],
])('a plan blocked by %j ends with %i', (kinds, exitCode) => {
	const {problem} = blocked(kinds.map((kind) => blocker(kind)));
	expect(problem).toEqual({
		code: 'Code',
		message: kinds.map((kind) => `It is ${kind ?? 'known'}.`).join('\n'),
		hint: 'Do this.',
		exitCode,
	});
});

test('of many reasons each hint stands below its messages', () => {
	const {problem} = blocked([
		{code: 'A', message: 'One has no role.', hint: 'Make it.'},
		{code: 'B', message: 'Two is denied.', hint: 'Ask for it.'},
		{code: 'A', message: 'Three has no role.', hint: 'Make it.'},
	]);
	expect(problem).toMatchObject({
		code: 'A',
		message:
			'One has no role.\nThree has no role.\n     Make it.\nTwo is denied.\n     Ask for it.',
		hint: 'Then run the same command again.',
	});
});

test.each([
	[
		new TypeError('x is\n undefined\u{1B}[2J'),
		String.raw`Something went wrong in workato-aws itself: x is undefined\u{1b}[2J`,
	],
	[
		new SyntaxError('Unexpected end of JSON input'),
		'Something went wrong in workato-aws itself: Unexpected end of JSON input',
	],
	[
		new Error('no room\u{1B}[2J'),
		String.raw`Something went wrong that should not: no room\u{1b}[2J`,
	],
])('what nobody foresaw is one sentence without a stack', (error, message) => {
	expect(problemOf(error)).toEqual({
		code: 'unexpected',
		message,
		hint: containing('WORKATO_AWS_DEBUG=1'),
		exitCode: 1,
	});
});

test('AWS out of reach ends with 3', () => {
	const error = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:443'), {
		code: 'ECONNREFUSED',
	});
	expect(problemOf(error)).toMatchObject({code: 'ECONNREFUSED', exitCode: 3});
});

test('words for people keep off stdout when that is for JSON', () => {
	const written: string[] = [];
	const writer = (name: string) => ({
		write(text: string) {
			written.push(`${name}: ${text}`);
		},
	});
	const streams = {stdout: writer('out'), stderr: writer('err'), env: {}};
	openOutput(streams, {isJson: true, platform: 'linux'}).say('a\u{1B}[2Jb', 'c');
	openOutput(streams, {isJson: false, platform: 'linux'}).say('d');
	expect(written).toEqual(['err: a\\u{1b}[2Jb\nc\n', 'out: d\n']);
});
