import process from 'node:process';
import {parseArgs} from 'node:util';
import {parsers} from './parsers.js';
import {runParser, type Outcome} from './watch-worker.js';

const {values} = parseArgs({
	options: {
		seed: {type: 'string'},
		cases: {type: 'string'},
		parser: {type: 'string'},
		case: {type: 'string'},
	},
});

const number = (text: string | undefined) =>
	text === undefined ? undefined : Math.trunc(Number(text));

const seed = number(values.seed) ?? Date.now() % 2 ** 31;
const only = number(values.case);
const chosen = parsers.filter(({name}) => values.parser === undefined || name === values.parser);
if (chosen.length === 0) {
	throw new Error(`No such parser. There are: ${parsers.map(({name}) => name).join(', ')}`);
}

console.log(`Seed ${seed}. Run it again with: npm run fuzz -- --seed ${seed}`);
console.log('Parser                    Cases     Seconds   Cases/s  Findings');
let found = 0;
for (const parser of chosen) {
	const outcome = await runParser(parser, {
		seed,
		first: only ?? 0,
		count: only === undefined ? (number(values.cases) ?? parser.cases) : 1,
	});
	console.log(line(parser.name, outcome));
	for (const note of outcome.notes) {
		console.log(`  ${note}`);
	}

	for (const {index, what} of outcome.findings) {
		console.log(
			`  case ${index}: ${what}\n  again: npm run fuzz -- --seed ${seed} --parser ${parser.name} --case ${index}`,
		);
	}

	found += outcome.findings.length;
}

console.log(found === 0 ? 'Nothing found.' : `${found} findings.`);
process.exitCode = found === 0 ? 0 : 1;

function line(name: string, {tried, seconds, findings}: Outcome): string {
	return [
		name.padEnd(22),
		String(tried).padStart(9),
		seconds.toFixed(1).padStart(11),
		Math.round(tried / Math.max(seconds, 0.001))
			.toString()
			.padStart(9),
		String(findings.length).padStart(9),
	].join(' ');
}
