import {formatJson} from '../terminal/foreign-text.js';
import {type DiffKind} from './compare-policies.js';
import {nameStatement, type PolicyDocument} from './policy-document.js';

/**
A line of a diff; a fold stands for so many lines that are the same. It names the `statement` that the next change is in, where nothing that
is shown does.
*/
export type DiffLine =
	{kind: DiffKind; text: string} | {kind: 'fold'; count: number; statement?: string};

/**
Two policies as JSON, line by line: what is added or taken away, and the lines around it. Runs of lines that stay are folded. No
`before`: everything is new. Without statements the policy goes.
*/
export function diffPolicyLines(
	before: PolicyDocument | undefined,
	after: PolicyDocument,
): DiffLine[] {
	const isGone = after.Statement.length === 0;
	const lines = diffTexts(before ? linesOf(before) : [], isGone ? [] : linesOf(after));
	const isNear = nearChanges(lines);
	const places = [placesOf(lines, 'added', before), placesOf(lines, 'removed', after)] as const;
	return foldKept(lines, isNear, (next) => {
		const changed = lines.findIndex(({kind}, index) => index >= next && kind !== 'kept');
		const place = places[lines[changed]?.kind === 'removed' ? 0 : 1][changed];
		return place && isNear[place.namedAt] === 0 ? place.name : undefined;
	});
}

/** The statement that a line stands in, and the line that names it: that of its Sid, or else its first. */
type StatementLocation = {readonly name: string; readonly namedAt: number};

/** For each line of one side of a diff (all but those of the other side) the statement that it stands in; none for what is around them. */
function placesOf(
	lines: readonly Line[],
	otherSide: DiffKind,
	policy: PolicyDocument | undefined,
): ReadonlyArray<StatementLocation | undefined> {
	const places: Array<StatementLocation | undefined> = lines.map(() => undefined);
	let count = 0;
	let open: number[] | undefined;
	for (const [index, {kind, text}] of lines.entries()) {
		if (kind === otherSide) {
			continue;
		}

		open = text === '    {' ? [index] : open && [...open, index];
		if (!open || !/^ {4}\},?$/v.test(text)) {
			continue;
		}

		const statement = policy?.Statement[count];
		const namedAt = open.find((at) => lines[at]?.text.startsWith('      "Sid":')) ?? open[0];
		if (statement && namedAt !== undefined) {
			const place = {name: nameStatement(statement, count), namedAt};
			for (const at of open) {
				places[at] = place;
			}
		}

		count++;
		open = undefined;
	}

	return places;
}

const linesOf = (policy: PolicyDocument): string[] => formatJson(policy, 2).split('\n');

type Line = Exclude<DiffLine, {kind: 'fold'}>;

// A comma comes and goes with what follows; it is no change of its own line.
const isSame = (one: string | undefined, other: string | undefined) =>
	one?.replace(/,$/v, '') === other?.replace(/,$/v, '');

/** The fewest lines to take away and to add, in order. What stays is written as it stands in the new text. */
export function diffTexts(before: readonly string[], after: readonly string[]): Line[] {
	const most = Math.min(before.length, after.length);
	let start = 0;
	while (start < most && isSame(before[start], after[start])) {
		start++;
	}

	let end = 0;
	while (end < most - start && isSame(before.at(-1 - end), after.at(-1 - end))) {
		end++;
	}

	const kept = (texts: readonly string[]): Line[] => texts.map((text) => ({kind: 'kept', text}));
	return [
		...kept(after.slice(0, start)),
		...diffMiddle(before.slice(start, before.length - end), after.slice(start, after.length - end)),
		...kept(after.slice(after.length - end)),
	];
}

/** By the longest common subsequence of what is left once both ends that agree are gone. */
function diffMiddle(before: readonly string[], after: readonly string[]): Line[] {
	// How many lines the rests have in common, from each pair of places on.
	const width = after.length + 1;
	const common = new Uint32Array((before.length + 1) * width);
	const at = (b: number, a: number) => common[b * width + a] ?? 0;
	for (let b = before.length - 1; b >= 0; b--) {
		for (let a = after.length - 1; a >= 0; a--) {
			common[b * width + a] = isSame(before[b], after[a])
				? at(b + 1, a + 1) + 1
				: Math.max(at(b + 1, a), at(b, a + 1));
		}
	}

	const lines: Line[] = [];
	let [b, a] = [0, 0];
	while (b < before.length || a < after.length) {
		const [old = '', fresh = ''] = [before[b], after[a]];
		if (b < before.length && a < after.length && isSame(old, fresh)) {
			lines.push({kind: 'kept', text: fresh});
			b++;
			a++;
		} else if (a === after.length || (b < before.length && at(b + 1, a) >= at(b, a + 1))) {
			lines.push({kind: 'removed', text: old});
			b++;
		} else {
			lines.push({kind: 'added', text: fresh});
			a++;
		}
	}

	return lines;
}

// So many lines stand around a change.
const context = 3;

/** Which lines are changed or stand around a change. */
function nearChanges(lines: readonly Line[]): Uint8Array {
	const isNear = new Uint8Array(lines.length);
	for (const [index, {kind}] of lines.entries()) {
		if (kind !== 'kept') {
			isNear.fill(1, Math.max(0, index - context), index + context + 1);
		}
	}

	return isNear;
}

/** `nameAt`: the statement that is to be named before the line with this number. */
function foldKept(
	lines: readonly Line[],
	isNear: Uint8Array,
	nameAt: (next: number) => string | undefined,
): DiffLine[] {
	const folded: DiffLine[] = [];
	for (let index = 0; index < lines.length; index++) {
		const next = isNear.indexOf(1, index);
		const count = (next === -1 ? lines.length : next) - index;
		if (count > 1) {
			const statement = next === -1 ? undefined : nameAt(next);
			folded.push({kind: 'fold', count, ...(statement !== undefined && {statement})});
			index += count - 1;
		} else {
			folded.push(lines[index]!);
		}
	}

	return folded;
}
