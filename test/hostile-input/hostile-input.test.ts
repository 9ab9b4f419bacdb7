import {describe, it} from 'vitest';
import {parsers} from '../fuzz/parsers.js';
import {compared} from '../fuzz/parsers/compared.js';
import {randomOf} from '../fuzz/random.js';

const seed = 20_261_122;

// A few of the cases that `npm run fuzz` tries; costly parsers fewer.
const few: Readonly<Record<string, number>> = {
	'aws-answers': 150,
	'saved-setup': 100,
	'setup-file': 150,
	'survey-of-key': 15,
	'survey-of-roles': 15,
	'workato-answers': 60,
	neighbours: 15,
	screens: 20,
};

// test/policy/against-sandbox.test.ts tries the comparisons with the sandbox's authoriser, and counts what they are unsure of.
const others = parsers.filter((parser) => !compared.includes(parser));

describe.each(others)('$name', ({name, open}) => {
	it('does what it should, whatever it is given', async () => {
		const fuzz = await open();
		const cases = few[name] ?? 400;
		for (let index = 0; index < cases; index++) {
			try {
				await fuzz.try(randomOf(seed, name, index));
			} catch (error) {
				throw new Error(
					`Case ${index}: npm run fuzz -- --seed ${seed} --parser ${name} --case ${index}`,
					{cause: error},
				);
			}
		}

		await fuzz.close?.();
	});
});
