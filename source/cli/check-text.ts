import {type Check, type CheckStatus} from '../guides/guide.js';
import {formatName} from '../terminal/foreign-text.js';
import {signBeforeWord, type Symbols} from '../terminal/symbols.js';
import {groupsOf} from '../guides/registry.js';
import {summarise, type CheckedSetup} from '../guides/checklist-table.js';
import {fitTo, toned, type Line, type Tone} from './context.js';

/** How much is shown: what passes is folded, or listed, too; or each setup is one line. */
export type CheckView = 'problems' | 'all' | 'summary';

/** The word for each status; it carries the meaning, the symbol only helps the eye. */
export const statusLabels: Readonly<Record<CheckStatus, string>> = {
	pass: 'Pass',
	warn: 'Warn',
	fail: 'Fail',
	unknown: 'Cannot tell',
	waiting: 'Waiting',
};

/** The checklists as lines for a person, the worst first: a heading for each setup and a summary at the end, or a line each. */
export function checkLines(
	setups: readonly CheckedSetup[],
	symbols: Symbols,
	view: CheckView = 'problems',
): Line[] {
	const lines = setupLines(setups, symbols, view);
	const summary = view === 'summary' ? '' : summaryLine(setups);
	return [...lines, ...(summary === '' ? [] : lines.at(-1) === '' ? [summary] : ['', summary])];
}

/** The checklists without the summary at the end. */
function setupLines(
	setups: readonly CheckedSetup[],
	symbols: Symbols,
	view: CheckView = 'problems',
): Line[] {
	return worstFirst(setups, ({checks, takenBackAt}) =>
		takenBackAt === undefined ? severityOf(checks) : 6,
	).flatMap((setup) => {
		if (setup.takenBackAt !== undefined && view !== 'all') {
			return [takenBackLine(setup, symbols)];
		}

		return view === 'summary'
			? [oneLine(setup, symbols)]
			: [heading(setup), ...rowsOf(setup, symbols, view === 'all'), ''];
	});
}

// By its journal; AWS shows rows that fail, since nothing is there that should not be gone.
function takenBackLine(
	{name, guide, account, region, takenBackAt = ''}: CheckedSetup,
	{bullet}: Symbols,
): string {
	const scope = [guide, account, region].filter((part) => part !== '');
	return `${bullet} ${name} (${scope.join(', ')}): taken back with undo on ${takenBackAt.slice(0, 10)}; the assistant, or apply with its setup file, sets it up again.`;
}

function oneLine({name, checks}: CheckedSetup, symbols: Symbols): Line {
	const [worst] = worstFirst(checks, severity);
	const status = worst?.status ?? 'pass';
	return verdictLine(status, `${name}, ${formatCounts(checks)}`, symbols);
}

const tones: Readonly<Record<CheckStatus, Tone | undefined>> = {
	pass: 'good',
	warn: 'careful',
	fail: 'bad',
	unknown: 'careful',
	waiting: undefined,
};

function verdictLine(status: CheckStatus, text: string, symbols: Symbols, before = ''): Line {
	const tone = tones[status];
	const lead = `${before}${signBeforeWord(symbols, status)}${statusLabels[status]}:`;
	return tone ? toned(tone, lead, ` ${text}`) : `${lead} ${text}`;
}

function heading({name, guide, account, region}: CheckedSetup): string {
	const scope = [guide, account && `account ${account}`, region];
	return [name, ...scope.filter((part) => part !== '')].join(' · ');
}

type Section = {severity: number; lines: Line[]};

// What fails comes first, of the setup and of its groups alike; what passes is one line at the end.
function rowsOf({checks, guide}: CheckedSetup, symbols: Symbols, isWhole: boolean): Line[] {
	const groups = Map.groupBy(
		checks.filter(({group}) => group !== undefined),
		({group = ''}) => group,
	);
	const isShown = (check: Check) => isWhole || check.status !== 'pass';
	const own = checks.filter((check) => check.group === undefined && isShown(check));
	const shown = Array.from(groups, ([name, rows]) => ({
		name,
		rows: rows.filter((check) => isShown(check)),
		isFolded: groups.size > 1 && !isWhole && rows.every((check) => severity(check) > 2),
	})).filter(({rows}) => isWhole || rows.length > 0);
	const folded = shown.filter(({isFolded}) => isFolded);
	const open = shown.filter(({isFolded}) => !isFolded);
	const alike = Map.groupBy(open, (group) => (isWhole ? group.name : likenessOf(group)));
	const sections = [
		...sectionsOf(own, symbols),
		...foldedSections(folded, symbols),
		...Array.from(alike.values(), (same): Section => {
			const rows = same[0]?.rows ?? [];
			return {
				severity: severityOf(rows),
				lines: [
					`  ${alikeNames(same.map(({name}) => formatName(name)))}`,
					...worstFirst(sectionsOf(rows, symbols), (section) => section.severity).flatMap(
						({lines}) => lines,
					),
				],
			};
		}),
	];
	const passed = checks.filter(({status}) => status === 'pass').length;
	const inOrder =
		groups.size > 1
			? `, ${groups.size - open.length} of ${groups.size} ${groupsOf(guide).many} in order`
			: '';
	return [
		...worstFirst(sections, (section) => section.severity).flatMap(({lines}) => lines),
		...(isWhole || passed === 0
			? []
			: [toned('good', `  ${symbols.pass} ${passed} pass${inOrder}`)]),
	];
}

/** What cannot be told for one reason is said once, with what it is about below. */
function sectionsOf(rows: readonly Check[], symbols: Symbols): Section[] {
	const byCause = Map.groupBy(rows, (check) =>
		check.status === 'unknown' ? (check.cause ?? check) : check,
	);
	return Array.from(byCause.values(), (same) => {
		const [first, ...more] = same;
		const lines =
			first === undefined
				? []
				: more.length === 0
					? rowLines(first, symbols)
					: [
							...rowLines({...first, title: `${same.length} rows`}, symbols),
							...same.map(({title}) => `    ${symbols.bullet} ${title}`),
						];
		return {severity: severityOf(same), lines};
	});
}

type Group = {name: string; rows: readonly Check[]};

// Of groups whose rows say the same, of things of their own.
function likenessOf({rows}: Group): string {
	return JSON.stringify(
		rows.map(({id, question = id, status, detail, fix, alike}) => [
			question,
			status,
			alike ?? {detail, fix},
		]),
	);
}

/** Of groups that only wait, or where something is only nice to know: each row once, with whose it is. */
function foldedSections(groups: readonly Group[], symbols: Symbols): Section[] {
	const found = groups.flatMap(({name, rows}) => rows.map((check) => ({name, check})));
	const byRow = Map.groupBy(
		found,
		({check: {id, question = id, status}}) => `${status} ${question}`,
	);
	return Array.from(byRow.values(), (same): Section => {
		const [first] = same;
		if (first === undefined) {
			return {severity: 5, lines: []};
		}

		const {status, title} = first.check;
		const names = same.map(({name}) => formatName(name));
		const rest = names.length - mostFolded;
		return {
			severity: severity(first.check),
			lines: [
				verdictLine(status, title, symbols, '  '),
				`    ${names.slice(0, mostFolded).join(', ')}${rest > 0 ? ` and ${rest} more (--all lists them)` : ''}`,
			],
		};
	});
}

const mostFolded = 10;

const mostNamed = 3;

function alikeNames([first = '', ...more]: readonly string[]): string {
	if (more.length === 0) {
		return first;
	}

	const named = more.slice(0, mostNamed);
	const rest = more.length - named.length;
	return `${first}; the same for ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

// As the exit code has it: a row that is only nice to know puts nothing in doubt.
function severity({status, isSupplementary = false}: Check): number {
	const order = {fail: 0, unknown: 1, warn: 2, waiting: 4, pass: 5};
	return isSupplementary && status !== 'fail' && status !== 'pass' ? 3 : order[status];
}

function severityOf(rows: readonly Check[]): number {
	return Math.min(5, ...rows.map((check) => severity(check)));
}

function worstFirst<T>(items: readonly T[], severityOfItem: (item: T) => number): T[] {
	return items.toSorted((one, other) => severityOfItem(one) - severityOfItem(other));
}

/** One row with its evidence, and what to do about it. */
export function rowLines({title, status, detail, fix}: Check, symbols: Symbols): Line[] {
	const aside = ' '.repeat(4);
	return [
		verdictLine(status, title, symbols, '  '),
		...indent(detail, aside),
		...(status === 'pass' ? [] : indent(fix, `${aside}${symbols.arrow} `)),
	];
}

function indent(text: string, aside: string): string[] {
	return text === '' ? [] : text.split('\n').map((line) => aside + line);
}

/** How many rows of each status there are, in words; those of setups that were taken back do not count. */
function summaryLine(setups: readonly CheckedSetup[]): string {
	return formatCounts(
		setups.filter(({takenBackAt}) => takenBackAt === undefined).flatMap(({checks}) => checks),
	);
}

function formatCounts(checks: readonly Check[]): string {
	const summary = summarise(checks);
	const order: CheckStatus[] = ['pass', 'warn', 'fail', 'unknown', 'waiting'];
	return order
		.filter((status) => summary[status] > 0)
		.map((status) => `${summary[status]} ${statusLabels[status].toLowerCase()}`)
		.join(', ');
}

type Room = {
	readonly columns: number;
	readonly rows: number;
	readonly view: CheckView;
};

/** The checklists, the worst first, with their summary, in at most `rows` lines of `columns`: what there is no room for is cut. */
export function fitChecklist(
	setups: readonly CheckedSetup[],
	symbols: Symbols,
	{columns, rows, view}: Room,
): Line[] {
	const wrap = (lines: readonly Line[]) => fitTo(lines, columns);
	const summary = view === 'summary' ? [] : wrap([summaryLine(setups)]);
	const room = Math.max(1, rows - summary.length);
	const lines = wrap(setupLines(setups, symbols, view));
	return [
		...(lines.length <= room
			? lines
			: [...lines.slice(0, room - 1), `${symbols.ellipsis} A higher window shows the rest.`]),
		...summary,
	];
}
