import {expect, test} from 'vitest';
import {menuOf} from '../../../source/app/line-mode/line-menu.js';
import {readAnswer, menuLines, menuPrompt} from '../../../source/app/line-mode/prompts.js';
import {type Ask, type LineRow} from '../../../source/ui/line-mode.js';

const nothing = () => undefined;

const frame = (...keys: ReadonlyArray<readonly [string, string]>) => ({
	title: '',
	location: '',
	banner: '',
	identity: '',
	hasHome: false,
	keys: keys.map(([key, does]) => ({key, does})),
});

const choice: Ask = {
	type: 'choice',
	choices: [{label: 'Make a new key', hint: 'Easy to watch.'}, {label: 'Choose one'}],
	choose: nothing,
};

const field: Ask = {
	type: 'fields',
	fields: [{id: 'a', label: 'Alias', value: '', placeholder: ''}],
	change: nothing,
	submit: nothing,
};

const listOf = (count: number): Ask => {
	const rows: LineRow[] = Array.from({length: count}, (_, index) => ({
		id: String(index),
		label: `key-${index}`,
		detail: index === 0 ? 'in use' : '',
		...(index === 1 && {disabled: 'disabled in KMS'}),
	}));
	return {
		type: 'list',
		find: (query) => rows.filter(({label}) => label.includes(query)),
		emptyText: 'There are no keys.',
		choose: nothing,
	};
};

const keys = frame(
	['Enter', 'select'],
	['↑↓', 'choose'],
	['Esc', 'back'],
	['h', 'hand it over'],
	['Ctrl+U', 'clear'],
	['?', 'help'],
);

test('choices and the keys that do something share one row of numbers', () => {
	const menu = menuOf(new Map([['a', choice]]), keys, new Map());
	expect(menuLines(menu)).toEqual([
		'Choose:',
		'1. Make a new key. Easy to watch.',
		'2. Choose one',
		'3. Hand it over',
	]);
	expect(menuPrompt(menu)).toBe('Number, back, help, again, quit: ');
});

test('Enter is a choice where nothing else answers', () => {
	const menu = menuOf(new Map(), frame(['Enter', 'continue']), new Map());
	expect(menuLines(menu)).toEqual(['Choose:', '1. Continue']);
	expect(menuPrompt(menu)).toBe('Number, help, again, quit: ');
});

test('a line of text that is all there is needs no menu', () => {
	const asks = new Map([['a', field]]);
	expect(menuOf(asks, frame(['Enter', 'go on'], ['Esc', 'back']), new Map()).direct).toBe('a');
	expect(menuOf(asks, keys, new Map()).direct).toBeUndefined();
});

test.each([
	[0, '', ['There are no keys.']],
	[
		2,
		'',
		['Choose:', '2 in the list:', '1. key-0, in use', '2. key-1, cannot be used: disabled in KMS'],
	],
	[30, 'key-29', ['Choose:', '1 found for “key-29”:', '1. key-29', '2. The whole list again']],
	[3, 'none', ['Choose:', 'Nothing found for “none”.', '1. The whole list again']],
])('a list of %i searched for “%s”', (count, query, lines) => {
	const menu = menuOf(new Map([['a', listOf(count)]]), frame(), new Map([['a', {query, from: 0}]]));
	expect(menuLines(menu)).toEqual(lines);
});

test('what can be done with a list is no part of it', () => {
	const rows: LineRow[] = [
		{id: 'look', label: 'Look again', detail: '', isAction: true},
		...Array.from({length: 20}, (_, index) => ({
			id: String(index),
			label: `Project ${index + 1}`,
			detail: '',
		})),
	];
	const introAt = (query: string, from = 0, all = rows) => {
		const list: Ask = {
			type: 'list',
			find: (asked) => all.filter(({label}) => label.includes(asked)),
			emptyText: '',
			choose: nothing,
		};
		return menuOf(new Map([['a', list]]), frame(), new Map([['a', {query, from}]])).intro;
	};

	expect(introAt('')).toEqual(['20 in the list; 1 to 9:']);
	expect(introAt('', 10)).toEqual(['20 in the list; 10 to 20:']);
	expect(introAt('Look')).toEqual(['Nothing found for “Look”.']);
	expect(introAt('', 0, rows.slice(0, 1))).toEqual([]);
});

test('a long list comes in pages, and every row is on one of them', () => {
	const asks = new Map([['a', listOf(33)]]);
	const seen: string[] = [];
	let from: number | undefined = 0;
	while (from !== undefined) {
		const {entries} = menuOf(asks, frame(), new Map([['a', {query: '', from}]]));
		expect(entries.length).toBeLessThanOrEqual(14);
		seen.push(...entries.flatMap(({act}) => (act.type === 'row' ? [act.id] : [])));
		const next = entries.find(({say}) => say.startsWith('More'))?.act;
		from = next?.type === 'place' ? next.position.from : undefined;
	}

	expect(seen).toEqual(Array.from({length: 33}, (_, index) => String(index)));
});

test.each([
	['2', {type: 'entry'}, 'Choose one'],
	['2.', {type: 'entry'}, 'Choose one'],
	['H', {type: 'entry'}, 'Hand it over'],
	['BACK', {type: 'word', word: 'back'}, undefined],
	['?', {type: 'word', word: 'help'}, undefined],
	['exit', {type: 'word', word: 'quit'}, undefined],
	['0', {type: 'unknown', line: '0'}, undefined],
	['4', {type: 'unknown', line: '4'}, undefined],
	['toString', {type: 'unknown', line: 'toString'}, undefined],
	['', {type: 'unknown', line: ''}, undefined],
])('the answer “%s”', (line, meaning, said) => {
	const menu = menuOf(new Map([['a', choice]]), keys, new Map());
	const answer = readAnswer(line, menu);
	expect(answer).toMatchObject(meaning);
	expect('entry' in answer ? answer.entry.say : undefined).toBe(said);
});

test('where there is a list, words search it, and so do numbers beyond its entries', () => {
	const menu = menuOf(new Map([['a', listOf(3)]]), keys, new Map());
	expect(readAnswer('h', menu)).toEqual({type: 'search', query: 'h'});
	expect(readAnswer('1111', menu)).toEqual({type: 'search', query: '1111'});
	expect(readAnswer('1', menu)).toMatchObject({type: 'entry'});
});

test('the steps of a guide are a word where they can be listed, and no number', () => {
	const menu = menuOf(new Map([['a', choice]]), frame(['Ctrl+N', 'steps']), new Map());
	expect(menuLines(menu)).toHaveLength(3);
	expect(menuPrompt(menu)).toBe('Number, steps, help, again, quit: ');
	expect(readAnswer('Steps', menu)).toEqual({type: 'word', word: 'steps'});
});
