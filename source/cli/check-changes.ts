import {type Check, type CheckStatus} from '../guides/guide.js';
import {formatName} from '../terminal/foreign-text.js';
import {type Symbols} from '../terminal/symbols.js';
import {type CheckedSetup} from './check-setup.js';
import {rowLines, statusWords} from './check-text.js';

/** Whose detail is news: that of a row which passes may name the time of each use. */
const newsworthy: ReadonlySet<CheckStatus> = new Set([
	'fail',
	'warn',
	'unknown',
]);

/** What is different from the look before, as lines; nothing where all is as it was. */
export function changeLines(
	before: readonly CheckedSetup[],
	now: readonly CheckedSetup[],
	symbols: Symbols,
): string[] {
	const gone = before.filter(({name}) =>
		now.every((each) => each.name !== name),
	);
	return [
		...gone.map(({name}) => `${name}: not saved any more`),
		...now.flatMap(({name, checks}) => {
			const old = new Map(
				before
					.find((each) => each.name === name)
					?.checks.map((check) => [check.id, check]),
			);
			return checks.flatMap((check) => {
				const was = old.get(check.id);
				return isNews(check, was) ? changeOf(name, check, was, symbols) : [];
			});
		}),
	];
}

function isNews(now: Check, was: Check | undefined): boolean {
	return (
		now.status !== was?.status ||
		(newsworthy.has(now.status) && now.detail !== was.detail)
	);
}

function changeOf(
	name: string,
	check: Check,
	was: Check | undefined,
	symbols: Symbols,
): string[] {
	const place =
		check.group === undefined ? name : `${name}, ${formatName(check.group)}`;
	const from =
		was && was.status !== check.status
			? ` (was: ${statusWords[was.status].toLowerCase()})`
			: '';
	return [`${place}${from}`, ...rowLines(check, symbols)];
}
