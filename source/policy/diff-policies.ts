import {type Json} from '../json.js';
import {formatJson} from '../terminal/foreign-text.js';
import {canonicalStatement} from './compare-policies.js';
import {type PolicyDocument, type Statement} from './policy-document.js';

/** Whether something is only in the new policy, only in the old one, or in both. */
export type DiffKind = 'added' | 'removed' | 'kept';

/** One statement in a diff, printed as it stands in the policy: indented, with its comma. */
export type DiffBlock = {kind: DiffKind; statement: Statement; lines: string[]};

/** A diff by statements. Header (brace, Version, Id, …), blocks and footer, one under the other, are the whole JSON. */
export type PolicyDiff = {
	header: Array<{kind: DiffKind; line: string}>;
	blocks: DiffBlock[];
	footer: string[];
};

/** Prints a policy as JSON with two spaces, without a line end. */
export const printPolicy = (policy: PolicyDocument): string => JSON.stringify(policy, undefined, 2);

const print = (value: Json, indent: string, comma: string): string[] =>
	`${formatJson(value, 2)}${comma}`.split('\n').map((line) => `${indent}${line}`);

const headerLines = ({Statement, ...rest}: PolicyDocument): string[] =>
	Object.entries(rest).flatMap(([name, value]) => {
		const [first = '', ...more] = value === undefined ? [] : print(value, '  ', ',');
		return value === undefined ? [] : [`  ${formatJson(name)}: ${first.trimStart()}`, ...more];
	});

const diffHeaders = (
	before: PolicyDocument | undefined,
	after: PolicyDocument,
): PolicyDiff['header'] => {
	const kind = before ? 'kept' : 'added';
	const old = before ? headerLines(before) : [];
	const fresh = headerLines(after);
	return [
		{kind, line: '{'},
		...old
			.filter((line) => !fresh.includes(line))
			.map((line) => ({kind: 'removed', line}) as const),
		...fresh.map((line) => ({kind: old.includes(line) ? 'kept' : 'added', line}) as const),
		{kind, line: '  "Statement": ['},
	];
};

const label = (statement: Statement): string =>
	`${statement.Sid ?? ''}\n${canonicalStatement(statement)}`;

const toBlocks = (kind: DiffKind, statements: Statement[]): DiffBlock[] =>
	statements.map((statement, index) => ({
		kind,
		statement,
		lines: print(statement, ' '.repeat(4), index < statements.length - 1 ? ',' : ''),
	}));

/**
Compares two policies statement by statement, in the order of `after`; what was removed stands where it stood. Statements that say
the same under the same Sid are kept, whatever their spelling. No `before`: everything is new.
*/
export function diffPolicies(
	before: PolicyDocument | undefined,
	after: PolicyDocument,
): PolicyDiff {
	const open = toBlocks('added', after.Statement);
	const removed = new Map<DiffBlock | undefined, DiffBlock[]>();
	let last: DiffBlock | undefined;
	for (const block of toBlocks('removed', before?.Statement ?? [])) {
		const same = open.find(
			({kind, statement}) => kind === 'added' && label(statement) === label(block.statement),
		);
		if (same) {
			same.kind = 'kept';
			last = same;
		} else {
			removed.set(last, [...(removed.get(last) ?? []), block]);
		}
	}

	return {
		header: diffHeaders(before, after),
		blocks: [
			...(removed.get(undefined) ?? []),
			...open.flatMap((block) => [block, ...(removed.get(block) ?? [])]),
		],
		footer: ['  ]', '}'],
	};
}
