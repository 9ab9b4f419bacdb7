import {expect, test} from 'vitest';
import {frameLines} from '../../source/ui/frame-lines.js';
import {symbols} from '../../source/terminal/symbols.js';

const identity = [
	'111122223333 · eu-west-1 · assumed-role/Admin/jo · profile work',
	'111122223333 · eu-west-1 · Admin/jo',
	'111122223333 · eu-west-1',
];
const identityAt = (columns: number) =>
	frameLines({
		title: 'Title',
		place: '',
		banners: [],
		identity,
		columns,
		rows: 24,
		symbols: symbols(true),
	})[1]?.left;

test.each([
	[80, identity[0]],
	[40, identity[1]],
	[30, identity[2]],
	[20, '111122223333 · eu-w…'],
])('%d columns show as much of the identity as fits', (columns, shown) => {
	expect(identityAt(columns)).toBe(shown);
});

test('what must not be overlooked everywhere stays above what counts on this screen', () => {
	const lines = frameLines({
		title: 'Title',
		place: '',
		banners: [['Sandbox.'], ['AWS does not know you now.']],
		identity,
		columns: 80,
		rows: 15,
		symbols: symbols(false),
	});
	expect(lines.map(({left}) => left)).toEqual([
		'[warn] Sandbox.',
		'[warn] AWS does not know you now.',
		'Title',
		identity[0],
		'-'.repeat(80),
	]);
});
