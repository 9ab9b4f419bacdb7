import {type Check, type CheckStatus} from '../guides/guide.js';
import {formatName} from '../terminal/foreign-text.js';
import {type Symbols} from '../terminal/symbols.js';
import {summarise, type CheckedSetup} from './check-setup.js';

/** The word for each status; it carries the meaning, the symbol only helps the eye. */
export const statusWords: Readonly<Record<CheckStatus, string>> = {
	pass: 'Pass',
	warn: 'Warn',
	fail: 'Fail',
	unknown: 'Cannot tell',
	waiting: 'Waiting',
};

/** The checklists as lines for a person, a heading for each setup and a summary at the end. */
export function checkLines(
	setups: readonly CheckedSetup[],
	symbols: Symbols,
): string[] {
	return [...setupLines(setups, symbols), summaryLine(setups)];
}

/** The checklists without the summary. */
export function setupLines(
	setups: readonly CheckedSetup[],
	symbols: Symbols,
): string[] {
	return setups.flatMap((setup) => [
		heading(setup),
		...setup.checks
			.filter(({group}) => group === undefined)
			.flatMap((check) => rowLines(check, symbols)),
		...projectLines(setup.checks, symbols),
		'',
	]);
}

// Of many projects, those without a finding are one line each.
function projectLines(checks: readonly Check[], symbols: Symbols): string[] {
	const groups = Map.groupBy(
		checks.filter(({group}) => group !== undefined),
		({group = ''}) => group,
	);
	return Array.from(groups, ([name, rows]) => {
		const isFine = rows.every(
			({status, isSupplementary = false}) =>
				status === 'pass' || (isSupplementary && status !== 'fail'),
		);
		return groups.size > 1 && isFine
			? [`  ${symbols.pass} ${statusWords.pass}: ${formatName(name)}`]
			: [
					`  ${formatName(name)}`,
					...rows.flatMap((check) => rowLines(check, symbols)),
				];
	}).flat();
}

function heading({name, guide, account, region}: CheckedSetup): string {
	const place = [guide, account && `account ${account}`, region];
	return [name, ...place.filter((part) => part !== '')].join(' · ');
}

/** One row with its evidence, and what to do about it. */
export function rowLines(
	{title, status, detail, fix}: Check,
	symbols: Symbols,
): string[] {
	const aside = ' '.repeat(4);
	return [
		`  ${symbols[status]} ${statusWords[status]}: ${title}`,
		...indent(detail, aside),
		...(status === 'pass' ? [] : indent(fix, `${aside}${symbols.arrow} `)),
	];
}

function indent(text: string, aside: string): string[] {
	return text === '' ? [] : text.split('\n').map((line) => aside + line);
}

/** How many rows of each status there are, in words. */
export function summaryLine(setups: readonly CheckedSetup[]): string {
	const summary = summarise(setups);
	const order: CheckStatus[] = ['pass', 'warn', 'fail', 'unknown', 'waiting'];
	return order
		.filter((status) => summary[status] > 0)
		.map((status) => `${summary[status]} ${statusWords[status].toLowerCase()}`)
		.join(', ');
}
