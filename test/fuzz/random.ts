/** Numbers and choices that follow from a seed alone: the same seed always gives the same case. */
export type Random = {
	/** A whole number from 0 up to, and without, `limit`. */
	below(limit: number): number;
	/** Whether one of so many turned up. */
	oneIn(count: number): boolean;
	pick<T>(list: readonly T[]): T;
};

/** Opens the numbers of one case of one parser. */
export function randomOf(seed: number, parser: string, index: number): Random {
	let state = hash(`${seed}/${parser}/${index}`);
	// Lehmer's generator, with the multiplier of Park, Miller and Stockmeyer: exact in whole numbers, good enough to choose with.
	const next = () => {
		state = (state * 48_271) % modulus;
		return state / modulus;
	};

	// Seeds that are neighbours begin alike.
	for (let count = 0; count < 4; count++) {
		next();
	}

	const below = (limit: number) => Math.floor(next() * limit);
	return {
		below,
		oneIn: (count) => below(count) === 0,
		pick(list) {
			const chosen = list[below(list.length)];
			if (chosen === undefined) {
				throw new Error('There is nothing to pick from.');
			}

			return chosen;
		},
	};
}

const modulus = 2 ** 31 - 1;

// Spreads texts that differ in one digit; never 0, which the generator would stay at.
function hash(text: string): number {
	let value = 1;
	for (const character of text) {
		value = (value * 69_621 + (character.codePointAt(0) ?? 0)) % modulus;
	}

	return value === 0 ? 1 : value;
}
