import {parserTricks, terminalTricks} from './hostile.js';
import {type Random} from './random.js';

/** A JSON value spoiled in one to four places: fields gone, renamed, of another kind, with hostile text, very long. */
export function mutateJson(random: Random, value: unknown): unknown {
	let mutated = value;
	for (let left = random.below(4); left >= 0; left--) {
		mutated = spoil(random, mutated);
	}

	return mutated;
}

function spoil(random: Random, value: unknown): unknown {
	if (Array.isArray(value)) {
		return spoilList(random, value);
	}

	return typeof value === 'object' && value !== null
		? spoilFields(random, value)
		: spoilScalar(random, value);
}

function spoilList(random: Random, list: readonly unknown[]): unknown {
	const place = random.below(list.length);
	switch (random.below(8)) {
		case 0: {
			return list.toSpliced(place, 1);
		}

		case 1: {
			return [...list, oddValue(random)];
		}

		case 2: {
			return Array.from({length: 1 + random.below(50)}, () => list[place]);
		}

		case 3: {
			return oddValue(random);
		}

		default: {
			return list.length === 0 ? [oddValue(random)] : list.with(place, spoil(random, list[place]));
		}
	}
}

function spoilFields(random: Random, object: object): unknown {
	const fields: Array<[string, unknown]> = Object.entries(object);
	const place = random.below(fields.length);
	const [key, value] = fields[place] ?? ['x', 1];
	switch (random.below(10)) {
		case 0: {
			return Object.fromEntries(fields.toSpliced(place, 1));
		}

		case 1: {
			return {...object, [random.pick(parserTricks)]: oddValue(random)};
		}

		case 2: {
			return {
				...Object.fromEntries(fields.toSpliced(place, 1)),
				[key + random.pick(terminalTricks)]: value,
			};
		}

		case 3: {
			return oddValue(random);
		}

		default: {
			return {...object, [key]: spoil(random, value)};
		}
	}
}

function spoilScalar(random: Random, value: unknown): unknown {
	if (typeof value !== 'string' || random.oneIn(6)) {
		return oddValue(random);
	}

	const place = random.below(value.length + 1);
	const odd = random.pick(random.oneIn(2) ? terminalTricks : parserTricks);
	return value.slice(0, place) + odd + value.slice(place);
}

function oddValue(random: Random): unknown {
	return random.pick<() => unknown>([
		() => null,
		() => true,
		() => -1,
		() => 1e21,
		() => '',
		() => [],
		() => ({}),
		() => [[[[[]]]]],
		() => ({a: {b: {c: {}}}}),
		() => random.pick(terminalTricks),
		() => random.pick(parserTricks),
		() => `${random.pick(terminalTricks)}x`.repeat(200),
		() => '漢'.repeat(5000),
	])();
}
