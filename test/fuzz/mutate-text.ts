import {parserTricks, terminalTricks} from './hostile.js';
import {type Random} from './random.js';

// Most cases stay small so that many can be run; one in so many is huge or deep.
const hugeOneIn = 2000;
const longest = 20_000;

/** A text like one of the samples, spoiled in one to six places; sometimes huge, deep, or nothing like them. */
export function mutateText(random: Random, samples: readonly string[]): string {
	if (random.oneIn(hugeOneIn)) {
		return hugeText(random, samples);
	}

	let text = random.oneIn(20) ? '' : random.pick(samples);
	for (let left = random.below(6); left >= 0; left--) {
		text = random.pick(moves)(text, random, samples);
	}

	return text.slice(0, longest);
}

type Move = (text: string, random: Random, samples: readonly string[]) => string;

const moves: readonly Move[] = [
	(text, random) => {
		const [start, end] = span(text, random);
		return text.slice(0, start) + text.slice(end);
	},
	(text, random) => {
		const [start, end] = span(text, random);
		return text.slice(0, end) + text.slice(start, end) + text.slice(end);
	},
	(text, random) => insert(text, random, random.pick(parserTricks)),
	(text, random) => insert(text, random, random.pick(parserTricks)),
	(text, random) => insert(text, random, random.pick(terminalTricks)),
	(text, random) => insert(text, random, random.pick(terminalTricks)),
	(text, random) => text.slice(0, random.below(text.length + 1)),
	(text, random) => text.slice(random.below(text.length + 1)),
	(text, random, samples) => insert(text, random, random.pick(samples)),
	(text, random) => {
		const [start, end] = span(text, random);
		return (
			text.slice(0, start) + text.slice(start, end).repeat(1 + random.below(40)) + text.slice(end)
		);
	},
	(text, random) => {
		const place = random.below(text.length);
		const odd = String.fromCodePoint(random.below(0x1_00));
		return text.slice(0, place) + odd + text.slice(place + 1);
	},
	(text, random) => {
		const place = random.below(text.length);
		const odd = String.fromCodePoint(random.below(0x11_00_00));
		return text.slice(0, place) + odd + text.slice(place + 1);
	},
];

function hugeText(random: Random, samples: readonly string[]): string {
	const piece = random.pick([
		random.pick(samples),
		random.pick(parserTricks),
		random.pick(terminalTricks),
		'[',
		'{"a":',
		'- ',
		'a: &a [*a, *a]\n',
		'x',
	]);
	const times = Math.ceil(300_000 / Math.max(piece.length, 1));
	return insert(random.pick(samples), random, piece.repeat(times));
}

function insert(text: string, random: Random, piece: string): string {
	const place = random.below(text.length + 1);
	return text.slice(0, place) + piece + text.slice(place);
}

// Mostly a few characters, sometimes half the text.
function span(text: string, random: Random): [number, number] {
	const start = random.below(text.length + 1);
	const most = random.oneIn(4) ? text.length : 24;
	return [start, Math.min(text.length, start + 1 + random.below(most + 1))];
}
