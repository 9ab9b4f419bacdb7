import {expect, test} from 'vitest';
import type {CellStyle, ScreenSnapshot} from './screen-snapshot.js';
import {framesToSvg, screenToSvg} from './screen-to-svg.js';
import {freshHome} from './fresh-home.js';
import {openTerminal} from './pseudo-terminal.js';

const plain: CellStyle = {
	foreground: 'default',
	background: 'default',
	bold: false,
	dim: false,
	italic: false,
	underline: false,
	strikethrough: false,
	inverse: false,
};

function screen(text: string, style: Partial<CellStyle> = {}): ScreenSnapshot {
	const run = {
		column: 0,
		width: text.length,
		text,
		style: {...plain, ...style},
	};
	return {columns: 10, rows: 1, lines: [[run]]};
}

function content(svg: string): string {
	return svg.split('\n').slice(4, -2).join('\n');
}

test('a screen is drawn where its cells are', async () => {
	await using home = await freshHome();
	const sequences = String.raw`\033[1;31m red\033[0m  ok\n\033[7m é你\033[0m\033[4m u \033[0m`;
	await using terminal = openTerminal({
		command: 'printf',
		args: [sequences],
		env: home.env,
		columns: 10,
		rows: 2,
	});
	await terminal.waitForExit();
	const {lines} = terminal.snapshot();
	const runs = lines[0]?.map(({column, width, text}) => [column, width, text]);
	expect(runs).toEqual([
		[0, 4, ' red'],
		[4, 6, '  ok  '],
	]);
	const svg = screenToSvg(terminal.snapshot(), 'Test');
	expect(content(svg)).toBe(
		[
			'<text class="c1" font-weight="bold" x="20.4" y="26" textLength="25.2" lengthAdjust="spacingAndGlyphs">red</text>',
			'<text class="fg" x="62.4" y="26" textLength="16.8" lengthAdjust="spacingAndGlyphs">ok</text>',
			'<rect class="fg" x="12" y="30" width="33.6" height="18"/><text class="bg" x="20.4" y="44" textLength="25.2" lengthAdjust="spacingAndGlyphs">é你</text>',
			'<text class="fg" text-decoration="underline" x="45.6" y="44" textLength="25.2" lengthAdjust="spacingAndGlyphs"> u </text>',
		].join('\n'),
	);
});

test.each([
	[{foreground: 2}, 'class="c2"'],
	[{foreground: 15, inverse: true}, '<rect class="c15"'],
	[{background: 4}, '<rect class="c4"'],
	[{foreground: 16}, 'fill="#000000"'],
	[{foreground: 208}, 'fill="#ff8700"'],
	[{foreground: 255}, 'fill="#eeeeee"'],
	[{foreground: '#0a0b0c'}, 'fill="#0a0b0c"'],
	[{dim: true}, 'opacity="0.65"'],
	[{italic: true}, 'font-style="italic"'],
	[{strikethrough: true, underline: true}, 'text-decoration="underline line-through"'],
] satisfies Array<[Partial<CellStyle>, string]>)('style %j', (style, expected) => {
	const svg = screenToSvg(screen('x', style), 'Test');
	expect(content(svg)).toContain(expected);
});

test('colours have a light and a dark value, and only those that are used', () => {
	const svg = screenToSvg(screen('x', {foreground: 1}), 'Test');
	const style = svg.split('\n', 3)[2] ?? '';
	const [light, dark] = style.split('@media (prefers-color-scheme:dark)', 2);
	expect(light).toContain('.c1{fill:#cf222e}');
	expect(dark).toContain('.c1{fill:#ff7b72}');
	expect(light).toContain('.bg{fill:#ffffff}');
	expect(dark).toContain('.bg{fill:#0d1117}');
	expect(light?.match(/\.\w*\{/gv)).toEqual(['.bg{', '.c1{']);
});

test('what a program writes cannot become markup', () => {
	const svg = screenToSvg(screen('<a>&"\''), '</title><script>');
	expect(svg).toContain('>&lt;a&gt;&amp;');
	expect(svg).toContain('<title>&lt;/title&gt;&lt;script&gt;</title>');
});

test('frames follow each other for as long as each says', () => {
	const svg = framesToSvg(
		[
			{screen: screen('one'), seconds: 1},
			{screen: screen('two'), seconds: 4},
			{screen: screen('three'), seconds: 3},
		],
		'Test',
	);
	expect(svg).toContain('@keyframes k0{0%{opacity:1}12.5%{opacity:0}}');
	expect(svg).toContain('@keyframes k1{0%{opacity:0}12.5%{opacity:1}62.5%{opacity:0}}');
	expect(svg).toContain('@keyframes k2{0%{opacity:0}62.5%{opacity:1}100%{opacity:1}}');
	expect(svg).toContain('#f1{animation:k1 8s step-end infinite}');
	// Without motion only the frame that stays longest is seen.
	expect(svg.match(/<g id="f\d" opacity="0">/gv)).toHaveLength(2);
	expect(svg).toContain('<g id="f1">');
	expect(svg).toMatch(/prefers-reduced-motion:no-preference\)\{@keyframes/v);
});
