import process from 'node:process';
import {parseArgs} from 'node:util';
import {freshHome} from '../support/fresh-home.js';
import {measures} from './all-measures.js';
import {type Figure} from './figure.js';
import {lookAtMachine, machineLine} from './machine.js';
import {jsonOf, tableOf} from './table.js';

/*
`npm run bench` measures everything there is, `npm run bench -- first-screen keys` only those; `--json` prints JSON.
Nothing fails for being slow: the table says what is missed.
*/
const {values, positionals} = parseArgs({
	options: {json: {type: 'boolean', default: false}},
	allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in measures));
if (unknown.length > 0) {
	process.stderr.write(
		`There is no ${unknown.join(', ')}. There are: ${Object.keys(measures).join(', ')}.\n`,
	);
	process.exitCode = 2;
} else {
	await using home = await freshHome();
	const machine = await lookAtMachine(home.env);
	const figures: Figure[] = [];
	for (const [name, measure] of Object.entries(measures)) {
		if (!(positionals.length === 0 || positionals.includes(name))) {
			continue;
		}

		process.stderr.write(`Measuring ${name}\n`);
		figures.push(...(await measure()));
	}

	process.stdout.write(
		values.json
			? `${JSON.stringify({version: 1, machine, figures: jsonOf(figures)}, undefined, 2)}\n`
			: `${machineLine(machine)}\n\n${tableOf(figures)}\n`,
	);
}
