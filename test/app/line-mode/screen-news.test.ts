import {expect, test} from 'vitest';
import fc from 'fast-check';
import {
	screenNews,
	type Cause,
	type MessageOf,
	type ScreenText,
	newLongText,
	partOf,
	restPrompt,
	sameText,
} from '../../../source/app/line-mode/screen-news.js';

const saved = 'OK: Saved in a file';
const problem = 'Problem: Give a name.';

// What a line is, is told beside it: its words say nothing.
const messageOf: MessageOf = (line) =>
	[saved, problem].includes(line) ? {line, isProblem: line === problem} : undefined;

const screen: ScreenText = {
	title: 'Configure the key',
	location: 'EKM',
	banner: 'Sandbox',
	identity: '111122223333',
	body: ['A key is needed.', 'Problem: is a word', problem],
};

test.each<[string, ScreenText | undefined, Partial<ScreenText>, Cause, string[]]>([
	[
		'the first screen is said whole',
		undefined,
		{},
		'itself',
		['', 'Configure the key', 'EKM', 'Sandbox', '111122223333', ...screen.body],
	],
	[
		'another screen is said with the banner, and without who we are',
		screen,
		{title: 'Review', body: ['Nothing has been changed yet.']},
		'answer',
		['', 'Review', 'EKM', 'Sandbox', 'Nothing has been changed yet.'],
	],
	['what stands still says nothing', screen, {}, 'itself', []],
	[
		'only new lines are said',
		screen,
		{body: [...screen.body, 'Done: one', 'Done: two']},
		'itself',
		['Done: one', 'Done: two'],
	],
	[
		'a line that is there twice now is new',
		screen,
		{body: [...screen.body, 'A key is needed.']},
		'itself',
		['A key is needed.'],
	],
	['who we are, once it changes', screen, {identity: 'you'}, 'itself', ['you']],
	['an answer that changed nothing: its problem again', screen, {}, 'answer', [problem]],
	[
		'an answer that changed nothing, and no problem',
		{...screen, body: ['A key is needed.']},
		{body: ['A key is needed.']},
		'answer',
		['Nothing new here.'],
	],
	[
		'again: everything',
		screen,
		{},
		'again',
		['', 'Configure the key', 'EKM', 'Sandbox', '111122223333', ...screen.body],
	],
])('%s', (...[, before, changed, cause, news]) => {
	expect(screenNews(before, {...screen, ...changed}, cause, messageOf)).toEqual(news);
});

test.each([
	[60, [60]],
	[61, [40, 21]],
	[140, [40, 40, 60]],
])('%i lines come in parts of %j', (count, parts) => {
	let rest: readonly string[] = Array.from({length: count}, () => '');
	const said: number[] = [];
	while (rest.length > 0) {
		const part = partOf(rest, messageOf);
		said.push(part.now.length);
		({rest} = part);
	}

	expect(said).toEqual(parts);
});

test('what happened does not wait behind a text', () => {
	const text = Array.from({length: 70}, (_, index) => `${index}`);
	const {now, rest} = partOf([...text, saved], messageOf);
	expect(now.slice(0, 2)).toEqual([saved, '0']);
	expect(rest).toHaveLength(30);
});

test('no line is lost', () => {
	fc.assert(
		fc.property(fc.array(fc.string(), {maxLength: 200}), (lines) => {
			const {now, rest} = partOf(lines, messageOf);
			expect([...now, ...rest].toSorted()).toEqual(lines.toSorted());
		}),
		{seed: 7, numRuns: 50},
	);
});

test('the question says how much is left, and how to leave it out', () => {
	expect(restPrompt(['a', 'b'])).toBe('2 more lines. Enter goes on, stop leaves them out: ');
});

const lines = Array.from({length: 70}, (_, index) => `line ${index}`);

test('a text that stands there once more is not said again, what is new beside it is', () => {
	const text = newLongText(messageOf);
	const head = ['', 'The title'];
	expect(text.begin([...head, ...lines], {body: lines, isFresh: true})).toEqual([
		...head,
		...lines.slice(0, 38),
	]);
	expect(text.goOn()).toEqual(lines.slice(38));
	const field = ['Name of the new file'];
	expect(text.begin(field, {body: field, isFresh: false})).toEqual(field);
	const body = [...lines, saved];
	expect(text.begin(body, {body, isFresh: false})).toEqual([saved, sameText]);
	expect(text.rest()).toEqual([]);
});

test.each<[string, readonly string[], boolean]>([
	['another text', [...lines.slice(1), 'another line'], false],
	['the same one when it is wanted again', lines, true],
])('%s is said', (_, body, isFresh) => {
	const text = newLongText(messageOf);
	text.begin(lines, {body: lines, isFresh: true});
	text.leaveOut();
	expect(text.begin(body, {body, isFresh})).toEqual(body.slice(0, 40));
	expect(text.rest()).toEqual(body.slice(40));
});

test('a text that has grown by lines like those before is said whole, so that none of the new ones is left out', () => {
	const text = newLongText(messageOf);
	const change = (number: number) => [
		`${number}. Change`,
		...Array.from({length: 60}, (_, index) => `line ${index}`),
	];
	const one = change(1);
	text.begin(one, {body: one, isFresh: true});
	text.leaveOut();
	const two = [...one, ...change(2)];
	const said = [...text.begin(two, {body: two, isFresh: false})];
	while (text.rest().length > 0) {
		said.push(...text.goOn());
	}

	expect(said).toEqual(two);
});
