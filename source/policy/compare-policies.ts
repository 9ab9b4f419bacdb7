import {type Json} from '../json.js';
import {formatJson} from '../terminal/foreign-text.js';
import {
	conditionRows,
	toList,
	type Condition,
	type ConditionRow,
	type PolicyDocument,
	type Principal,
	type Statement,
} from './policy-document.js';
import {parsePrincipalElement} from './principals.js';

const sorted = (texts: string[]) => [...new Set(texts)].toSorted();

const principals = (principal: Principal | undefined, effect: string | undefined) =>
	principal === undefined
		? undefined
		: sorted(
				parsePrincipalElement(principal).map(({kind, id}) => {
					// "*" also stands for people without an AWS identity, which makes a difference where something is denied.
					const isBare = kind === 'everyone' && effect !== 'Allow' && typeof principal === 'string';
					return `${isBare ? 'anyone' : kind} ${id}`;
				}),
			);

const actions = (value: string | string[] | undefined) =>
	value === undefined ? undefined : sorted(toList(value).map((action) => action.toLowerCase()));

const condition = (value: Condition | undefined) => {
	const rows = conditionRows(value).map(({operator, key, wanted}) =>
		JSON.stringify([operator.toLowerCase(), key.toLowerCase(), sorted(wanted)]),
	);
	return rows.length > 0 ? sorted(rows) : undefined;
};

const sortKeys = (value: Json): Json =>
	Array.isArray(value)
		? value.map((item) => sortKeys(item))
		: typeof value === 'object' && value !== null
			? Object.fromEntries(
					Object.entries(value)
						.toSorted(([a], [b]) => (a < b ? -1 : 1))
						.map(([key, item]) => [key, sortKeys(item)]),
				)
			: value;

/** Gives a text that is the same for every spelling of the same statement. Sid is a label and left out; unknown keys count. */
export function canonicalStatement(statement: Statement): string {
	const {
		Sid,
		Effect,
		Principal,
		NotPrincipal,
		Action,
		NotAction,
		Resource,
		NotResource,
		Condition,
		...rest
	} = statement;
	return JSON.stringify([
		Effect,
		principals(Principal, Effect),
		principals(NotPrincipal, Effect),
		actions(Action),
		actions(NotAction),
		Resource === undefined ? undefined : sorted(toList(Resource)),
		NotResource === undefined ? undefined : sorted(toList(NotResource)),
		condition(Condition),
		sortKeys(rest),
	]);
}

/** Whether two statements say the same, whatever their spelling and Sid. */
export function equalStatements(a: Statement, b: Statement): boolean {
	return canonicalStatement(a) === canonicalStatement(b);
}

const canonicalPolicy = ({Version = '2008-10-17', Id, Statement, ...rest}: PolicyDocument) =>
	JSON.stringify([
		Version,
		sorted(Statement.map((statement) => canonicalStatement(statement))),
		sortKeys(rest),
	]);

/** Whether two policies say the same. Id, order and repeated statements do not count; Version does. */
export function equalPolicies(a: PolicyDocument, b: PolicyDocument): boolean {
	return canonicalPolicy(a) === canonicalPolicy(b);
}

const freeSid = (sid: string, taken: Set<string>): string => {
	const gap = sid.includes(' ') ? ' ' : '';
	let free = sid;
	for (let count = 2; taken.has(free); count++) {
		free = `${sid}${gap}${count}`;
	}

	return free;
};

/**
Adds to a policy those statements that it does not hold yet in meaning, at the end. Every statement that is there stays as it is.
A Sid that is taken gets a number. Nothing to add: the same value comes back.
*/
export function mergeStatements(policy: PolicyDocument, statements: Statement[]): PolicyDocument {
	const present = new Set(policy.Statement.map((statement) => canonicalStatement(statement)));
	const sids = new Set(policy.Statement.flatMap(({Sid}) => Sid ?? []));
	const added: Statement[] = [];
	for (const statement of statements) {
		const canonical = canonicalStatement(statement);
		if (present.has(canonical)) {
			continue;
		}

		const {Sid} = statement;
		const free = Sid === undefined ? undefined : freeSid(Sid, sids);
		added.push(free === Sid ? statement : {...statement, Sid: free});
		present.add(canonical);
		if (free !== undefined) {
			sids.add(free);
		}
	}

	return added.length === 0 ? policy : {...policy, Statement: [...policy.Statement, ...added]};
}

/** What writes have put into a policy and taken out of it, one after the other, as far as it has not been turned back. */
export type PolicyDelta = {added: Statement[]; removed: Statement[]};

/** Adds what one more write did to a policy. What it turned back of earlier writes is gone from the delta. */
export function addWrite(
	{added, removed}: PolicyDelta,
	before: PolicyDocument,
	after: PolicyDocument,
): PolicyDelta {
	const fresh = without(after.Statement, before.Statement);
	const gone = without(before.Statement, after.Statement);
	return {
		added: [...without(added, gone), ...without(fresh, [...removed, ...added])],
		removed: [...without(removed, fresh), ...without(gone, [...added, ...removed])],
	};
}

/** The statements of a list that another does not hold in meaning. */
export function without(
	statements: readonly Statement[],
	others: readonly Statement[],
): Statement[] {
	const known = new Set(others.map((each) => canonicalStatement(each)));
	return statements.filter((each) => !known.has(canonicalStatement(each)));
}

/** What becomes of a policy that a delta is taken out of; `edited` names statements that somebody else has changed since. */
type RevertedPolicy = {after: PolicyDocument; edited: Statement[]};

/**
Takes a delta out of a policy as it stands now. Every other statement stays as it is; of the delta, a statement that is
not there any more is looked for under its Sid: found with other words, it was edited and is not ours any more.
*/
export function revertDelta(now: PolicyDocument, delta: PolicyDelta): RevertedPolicy {
	const missing = without(delta.added, now.Statement);
	const others = without(now.Statement, delta.removed);
	const edited = missing.filter(({Sid}) =>
		others.some((each) => Sid !== undefined && each.Sid === Sid),
	);
	if (edited.length > 0) {
		return {after: now, edited};
	}

	const kept = without(now.Statement, delta.added);
	// What ours had replaced comes back only where ours still stands.
	const back = missing.length === 0 ? without(delta.removed, now.Statement) : [];
	const isSame = kept.length === now.Statement.length && back.length === 0;
	return {
		after: isSame ? now : {...now, Statement: [...kept, ...back]},
		edited,
	};
}

/**
The statements of a policy that let somebody in whom the setup's own statements let in, by name, with a whole account or with everyone, and
that ask for no more than theirs do: access of the same partner, whoever gave it.
*/
export function sameAccess({Statement}: PolicyDocument, own: readonly Statement[]): Statement[] {
	const ours = own.map(({Principal, Condition}) => ({
		ids: new Set(
			parsePrincipalElement(Principal).flatMap(({id, account = id}) => [id, account, '*']),
		),
		rows: conditionRows(Condition),
	}));
	return Statement.filter(({Effect, Principal, Condition}) => {
		const who = Effect === 'Allow' ? parsePrincipalElement(Principal) : [];
		const asked = conditionRows(Condition);
		return ours.some(
			({ids, rows}) =>
				who.some(({id}) => ids.has(id)) &&
				asked.every((row) => rows.some((each) => isImplied(row, each))),
		);
	});
}

// A condition that takes the same values holds where the other does; so does one that takes more of them, unless it names those that it refuses.
function isImplied(row: ConditionRow, other: ConditionRow): boolean {
	const operator = row.operator.toLowerCase();
	const isMore = !operator.includes('not') && !operator.startsWith('forall');
	const holds = (some: ConditionRow, all: ConditionRow) =>
		all.wanted.every((value) => some.wanted.includes(value));
	return (
		operator === other.operator.toLowerCase() &&
		row.key.toLowerCase() === other.key.toLowerCase() &&
		holds(row, other) &&
		(isMore || holds(other, row))
	);
}

/** Whether something is only in the new policy, only in the old one, or in both. */
export type DiffKind = 'added' | 'removed' | 'kept';

/** One statement in a diff, printed as it stands in the policy: indented, with its comma. */
type DiffBlock = {kind: DiffKind; statement: Statement; lines: string[]};

/** A diff by statements. Header (brace, Version, Id, …), blocks and footer, one under the other, are the whole JSON. */
type PolicyDiff = {
	header: Array<{kind: DiffKind; line: string}>;
	blocks: DiffBlock[];
	footer: string[];
};

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
