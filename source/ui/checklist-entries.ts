import {type Tone} from './theme.js';

/** One row of a checklist: a question about the setup, its answer, the evidence, the fix. */
export type ChecklistRow = {
	readonly id: string;
	readonly title: string;
	readonly status: 'pass' | 'warn' | 'fail' | 'unknown' | 'waiting';
	readonly detail: string;
	readonly fix?: string;
	/** What is usually behind it where it does not pass. */
	readonly usualCause?: string;
	/** The part of the list that it is counted in once it passes. */
	readonly section?: string;
	/** Rows of “cannot tell” with the same one are told once. */
	readonly cause?: string;
	/** Nice to know: what cannot be told here holds nobody up. */
	readonly isSupplementary?: boolean;
};

/** Something to go on with, above the rows. */
export type ChecklistAction = {readonly label: string; readonly go: () => void};

/** How each status reads where signs cannot be drawn. */
export const statusLabels: Readonly<
	Record<ChecklistRow['status'], {readonly word: string; readonly tone: Tone}>
> = {
	pass: {word: 'Pass', tone: 'good'},
	warn: {word: 'Warn', tone: 'careful'},
	fail: {word: 'Fail', tone: 'bad'},
	unknown: {word: 'Cannot tell', tone: 'careful'},
	waiting: {word: 'Waiting', tone: 'plain'},
};

/** One line of the list that can be chosen: a row, several rows in one, or something to go on with. */
export type ChecklistEntry =
	| {readonly kind: 'row'; readonly id: string; readonly row: ChecklistRow; readonly fold?: string}
	| {
			readonly kind: 'fold';
			readonly id: string;
			readonly label: string;
			readonly status: ChecklistRow['status'];
			readonly rows: readonly ChecklistRow[];
			readonly isOpen: boolean;
	  }
	| {readonly kind: 'action'; readonly id: string; readonly action: ChecklistAction};

const urgency: ReadonlyArray<ChecklistRow['status']> = ['fail', 'warn', 'unknown', 'waiting'];

/**
What stands in the list, in order: what does not pass, the most urgent first, of several with one cause the first one and the others folded below
it; then what can be gone on with; then what is nice to know and cannot be told; then the passes, folded into a count for each section. While answers are on their way (`isAsking`),
the rows that wait for theirs are one. A fold whose id is among `open` is followed by its rows.
*/
export function checklistEntries(
	rows: readonly ChecklistRow[],
	{
		open,
		isAsking = false,
		actions = [],
	}: {
		readonly open: ReadonlySet<string>;
		readonly isAsking?: boolean;
		readonly actions?: readonly ChecklistAction[];
	},
): ChecklistEntry[] {
	const fold = (
		id: string,
		label: string,
		status: ChecklistRow['status'],
		folded: readonly ChecklistRow[],
	): ChecklistEntry[] => {
		const isOpen = open.has(id);
		return [
			{kind: 'fold', id, label, status, rows: folded, isOpen},
			...(isOpen
				? folded.map((row): ChecklistEntry => ({kind: 'row', id: row.id, row, fold: id}))
				: []),
		];
	};

	const isExtra = ({status, isSupplementary = false}: ChecklistRow) =>
		isSupplementary && (status === 'unknown' || status === 'waiting');
	const wrong = (some: readonly ChecklistRow[]) =>
		urgency.flatMap((wanted) => {
			if (isAsking && wanted === 'waiting') {
				return [];
			}

			const those = some.filter(({status}) => status === wanted);
			// A row without a cause stands by itself.
			const byCause = Map.groupBy(those, ({id, cause}) => cause ?? `row ${id}`);
			return [...byCause].flatMap(([, [first, ...others]]): ChecklistEntry[] =>
				first
					? [
							{kind: 'row', id: first.id, row: first},
							...(others.length > 0
								? fold(`cause:${first.id}`, 'More for the same reason', wanted, others)
								: []),
						]
					: [],
			);
		});
	const awaited = isAsking ? rows.filter(({status}) => status === 'waiting') : [];
	const sections = Map.groupBy(
		rows.filter(({status}) => status === 'pass'),
		({section = 'Checks'}) => section,
	);
	return [
		...wrong(rows.filter((row) => !isExtra(row))),
		...actions.map((action): ChecklistEntry => ({kind: 'action', id: action.label, action})),
		...wrong(rows.filter((row) => isExtra(row))),
		...(awaited.length > 0 ? fold('waiting', 'Asking AWS', 'waiting', awaited) : []),
		...[...sections].flatMap(([section, passed]) =>
			fold(`section:${section}`, section, 'pass', passed),
		),
	];
}
