import type {CellColour, CellRun, CellStyle, ScreenSnapshot} from './screen-snapshot.js';
import {colourClass, colourRules, fixedColour} from './svg-colours.js';

/** One picture of an animation and how long it stays. */
export type Frame = {
	readonly screen: ScreenSnapshot;
	readonly seconds: number;
};

const cellWidth = 8.4;
const cellHeight = 18;
const fontSize = 14;
const padding = 12;

/** Draws a screen as one SVG. The title is for readers who cannot see it. */
export function screenToSvg(screen: ScreenSnapshot, title: string): string {
	return document([screen], title, '', drawScreen(screen));
}

/** Draws frames as one SVG that shows them in turn, for ever; the one that stays longest alone where the reader wants no motion. Needs at least one frame. */
export function framesToSvg(frames: readonly Frame[], title: string): string {
	const total = frames.reduce((sum, {seconds}) => sum + seconds, 0);
	const longest = Math.max(...frames.map(({seconds}) => seconds));
	const still = frames.findIndex(({seconds}) => seconds === longest);
	let start = 0;
	let keyframes = '';
	let groups = '';
	for (const [index, {screen, seconds}] of frames.entries()) {
		const from = percent(start / total);
		const to = percent((start + seconds) / total);
		start += seconds;
		const hiddenBefore = index === 0 ? '' : '0%{opacity:0}';
		const hiddenAfter = index === frames.length - 1 ? '100%{opacity:1}' : `${to}{opacity:0}`;
		keyframes += `@keyframes k${index}{${hiddenBefore}${from}{opacity:1}${hiddenAfter}}`;
		keyframes += `#f${index}{animation:k${index} ${round(total)}s step-end infinite}`;
		const opacity = index === still ? '' : ' opacity="0"';
		groups += `<g id="f${index}"${opacity}>${drawScreen(screen)}</g>`;
	}

	const css = `@media (prefers-reduced-motion:no-preference){${keyframes}}`;
	return document(
		frames.map(({screen}) => screen),
		title,
		css,
		groups,
	);
}

function document(
	screens: readonly ScreenSnapshot[],
	title: string,
	css: string,
	content: string,
): string {
	const columns = Math.max(...screens.map((screen) => screen.columns));
	const rows = Math.max(...screens.map((screen) => screen.rows));
	const [width, height] = [x(columns) + padding, y(rows) + padding];
	const used = content
		.split('class="')
		.slice(1)
		.map((part) => /^\w+/v.exec(part)?.[0] ?? '');
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" xml:space="preserve">`,
		`<title>${escapeXml(title)}</title>`,
		// Not the short form: it would take the weight, too, and a rule wins over an attribute.
		`<style>text{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:${fontSize}px}${colourRules(new Set([...used, 'bg']))}${css}</style>`,
		'<rect class="bg" width="100%" height="100%" rx="8"/>',
		content,
		'</svg>\n',
	].join('\n');
}

function drawScreen(screen: ScreenSnapshot): string {
	return screen.lines
		.flatMap((line, row) => line.map((run) => drawRun(run, row)))
		.filter((shape) => shape !== '')
		.join('\n');
}

function drawRun(run: CellRun, row: number): string {
	const {style} = run;
	// Reverse video swaps the two colours.
	const behind = style.inverse
		? fill(style.foreground, 'foreground')
		: fill(style.background, 'background');
	const hasBackground = style.inverse || style.background !== 'default';
	const rect = hasBackground
		? `<rect ${behind} x="${x(run.column)}" y="${y(row)}" width="${round(run.width * cellWidth)}" height="${cellHeight}"/>`
		: '';
	return rect + drawText(run, row);
}

function drawText({column, width, text, style}: CellRun, row: number): string {
	const isMarked = style.underline || style.strikethrough;
	const start = isMarked ? 0 : text.length - text.trimStart().length;
	const end = isMarked ? 0 : text.length - text.trimEnd().length;
	const shown = text.slice(start, text.length - end);
	if (shown === '') {
		return '';
	}

	const ink = style.inverse
		? fill(style.background, 'background')
		: fill(style.foreground, 'foreground');
	// Fonts differ in width; textLength keeps the columns where they belong.
	const length = round((width - start - end) * cellWidth);
	return `<text ${ink}${decoration(style)} x="${x(column + start)}" y="${y(row) + fontSize}" textLength="${length}" lengthAdjust="spacingAndGlyphs">${escapeXml(shown)}</text>`;
}

function decoration(style: CellStyle): string {
	const lines = [style.underline ? 'underline' : '', style.strikethrough ? 'line-through' : '']
		.filter((line) => line !== '')
		.join(' ');
	return [
		style.bold ? ' font-weight="bold"' : '',
		style.italic ? ' font-style="italic"' : '',
		style.dim ? ' opacity="0.65"' : '',
		lines === '' ? '' : ` text-decoration="${lines}"`,
	].join('');
}

function fill(colour: CellColour, layer: 'foreground' | 'background'): string {
	const name = colourClass(colour, layer);
	return name === undefined ? `fill="${fixedColour(colour) ?? 'none'}"` : `class="${name}"`;
}

function x(column: number): number {
	const left = column * cellWidth;
	return round(padding + left);
}

function y(row: number): number {
	const top = row * cellHeight;
	return padding + top;
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}

function percent(share: number): string {
	return `${round(share * 100)}%`;
}

function escapeXml(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
