import type {CellColour} from './screen-snapshot.js';

// Readable on the background of each scheme; the order is the terminal's: black, red, green, yellow, blue, magenta, cyan, white, then bright.
const light = {
	foreground: '#24292f',
	background: '#ffffff',
	palette: [
		'#24292f',
		'#cf222e',
		'#116329',
		'#7d4e00',
		'#0969da',
		'#8250df',
		'#1b7c83',
		'#57606a',
		'#6e7781',
		'#a40e26',
		'#1a7f37',
		'#9a6700',
		'#218bff',
		'#a475f9',
		'#3192aa',
		'#8c959f',
	],
};

const dark = {
	foreground: '#e6edf3',
	background: '#0d1117',
	palette: [
		'#484f58',
		'#ff7b72',
		'#3fb950',
		'#d29922',
		'#58a6ff',
		'#bc8cff',
		'#39c5cf',
		'#b1bac4',
		'#6e7681',
		'#ffa198',
		'#56d364',
		'#e3b341',
		'#79c0ff',
		'#d2a8ff',
		'#56d4dd',
		'#ffffff',
	],
};

// The brightness of each of the six steps of the colour cube.
const cubeSteps = [0, 95, 135, 175, 215, 255];

/** The CSS class of a colour that differs between light and dark, for a cell's text or its background. */
export function colourClass(
	colour: CellColour,
	layer: 'foreground' | 'background',
): string | undefined {
	if (colour === 'default') {
		return layer === 'foreground' ? 'fg' : 'bg';
	}

	return typeof colour === 'number' && colour < 16 ? `c${colour}` : undefined;
}

/** The value of a colour that is the same in light and dark: RGB, or an index from 16 on (a cube of 6x6x6 and 24 greys). */
export function fixedColour(colour: CellColour): string | undefined {
	if (typeof colour === 'string') {
		return colour === 'default' ? undefined : colour;
	}

	if (colour < 16) {
		return undefined;
	}

	const index = colour - 16;
	const parts =
		colour < 232
			? [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6].map(
					(step) => cubeSteps[step] ?? 0,
				)
			: Array.from({length: 3}, () => 10 * (colour - 232)).map((grey) => grey + 8);
	return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

/** The CSS rules of the given classes, in light and, where the reader's scheme is dark, in dark. */
export function colourRules(classes: ReadonlySet<string>): string {
	const rules = (scheme: typeof light) =>
		[...classes]
			.toSorted()
			.map((name) => `.${name}{fill:${classValue(name, scheme)}}`)
			.join('');
	return `${rules(light)}@media (prefers-color-scheme:dark){${rules(dark)}}`;
}

function classValue(name: string, scheme: typeof light): string {
	if (name === 'fg') {
		return scheme.foreground;
	}

	return name === 'bg'
		? scheme.background
		: (scheme.palette[Number(name.slice(1))] ?? scheme.foreground);
}
