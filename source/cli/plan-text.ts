import {type Identity, type AwsSession} from '../aws/session.js';
import {showReferences, type Change} from '../resources/call.js';
import {diffPolicies, type DiffKind} from '../policy/compare-policies.js';
import {formatJson, formatName, formatWord} from '../terminal/foreign-text.js';
import {type Fact} from '../guides/guide.js';
import {type Assessment} from '../guides/assessable-guide.js';
import {type Symbols} from '../terminal/symbols.js';
import {wrapText} from '../terminal/text.js';
import {bannerOf} from '../aws/endpoints.js';
import {identityWarnings} from '../aws/profiles/profile-kind.js';
import {type AwsAccess} from './open-aws.js';
import {inMargin, toned, warningLine, type Line, type Output} from './context.js';

/** Whose setup this is and who is about to write. */
export function scopeLines(
	name: string,
	{account, arn, source}: Identity,
	session: AwsSession,
): string[] {
	const banner = bannerOf(session);
	return [
		...(banner === '' ? [] : [banner]),
		`Setup:    ${name}`,
		`Account:  ${account}`,
		`Identity: ${arn}`,
		`From:     ${source}`,
		`Region:   ${session.region}`,
	];
}

/** Says that, and what is odd about who it is: on screen before anything is written. */
export async function sayScope(
	name: string,
	identity: Identity,
	session: AwsSession,
	{access: {env, flags}, output}: {access: Pick<AwsAccess, 'env' | 'flags'>; output: Output},
): Promise<void> {
	const flag = flags.profile && {flag: flags.profile};
	const cautions = await identityWarnings(session, identity, {env, ...flag});
	output.say(
		...scopeLines(name, identity, session),
		...cautions.map((text) => warningLine(output.symbols, text)),
	);
}

/** Who gets what by the plan, a line for each group. */
export function accessLines(
	{title, summary, rows}: NonNullable<Assessment['access']>,
	symbols: Symbols,
): Line[] {
	return [
		'',
		`${title}: ${summary}`,
		...rows.map(({name, detail, isMarked}) =>
			isMarked
				? toned('careful', `${symbols.warn} ${formatName(name)}:`, ` ${detail}`)
				: `  ${formatName(name)}: ${detail}`,
		),
	];
}

/**
What the changes come to, before each of them is told: a small table, of several groups one for each. `factsOf` is what tells it on
screen, too.
*/
export function factTable(
	changes: readonly Change[],
	factsOf: (changes: readonly Change[]) => readonly Fact[],
	{symbols, columns}: Pick<Output, 'symbols' | 'columns'>,
): string[] {
	const groups = Map.groupBy(changes, ({group}) => group);
	return Array.from(groups, ([group, some]) => {
		const facts = factsOf(some);
		const width = Math.max(0, ...facts.map(({label}) => label.length));
		const rows = facts.flatMap(({label, value}, index) => {
			// What is read aloud has no columns, and says each label.
			const isSame = !symbols.blocks && facts[index - 1]?.label === label;
			const gutter = symbols.blocks ? `${label}: ` : `  ${(isSame ? '' : label).padEnd(width)}  `;
			return wrapText(value, Math.max(20, columns - gutter.length)).map(
				(line, part) => (part === 0 ? gutter : ' '.repeat(gutter.length)) + line,
			);
		});
		const title = group !== undefined && groups.size > 1 ? [`${formatName(group)}:`] : [];
		return facts.length === 0 ? [] : ['', ...title, ...rows];
	}).flat();
}

/** The plan as lines: each change with its reason, its call and everything the call says; policies as a diff. */
export function planLines(
	changes: readonly Change[],
	output: Pick<Output, 'symbols' | 'columns'>,
): Line[] {
	return changes.flatMap((change, index) => changeLines(change, String(index + 1), output));
}

/** One change, after an empty line: `number` is what stands before its title, such as “2” or “2 of 3”. */
export function changeLines(
	change: Change,
	number: string,
	{symbols, columns}: Pick<Output, 'symbols' | 'columns'>,
): Line[] {
	return [
		'',
		`${number}. ${change.title} (${callName(change)})`,
		`   ${change.why}`,
		...inputLines(change, columns),
		...policyLines(change, symbols),
	];
}

/** A change's call in IAM's form, such as `kms:CreateKey`. */
export function callName({call: {service, operation}}: Pick<Change, 'call'>): string {
	return `${service}:${operation}`;
}

/** “1 change”, “3 changes”. */
export function countChanges(count: number): string {
	return `${count} ${count === 1 ? 'change' : 'changes'}`;
}

function inputLines({call, policy}: Change, columns: number): string[] {
	// The policy is a text inside the call; the diff shows it better.
	const shownBelow = policy && JSON.stringify(policy.after);
	return Object.entries(call.input)
		.filter(([, value]) => value !== shownBelow)
		.flatMap(([field, value]) => {
			if (typeof value === 'string') {
				return fieldLines(field, value, columns);
			}

			const shown = showReferences(value);
			return `     ${field}: ${typeof shown === 'string' ? shown : formatJson(shown)}`;
		});
}

// A terminal would go on with a long text at its edge, where our own lines begin. One word stays whole, to be copied.
function fieldLines(field: string, value: string, columns: number): string[] {
	const inner = 5;
	const shown = formatWord(value);
	const text = `${field}: ${shown}`;
	if (shown === value) {
		return [' '.repeat(inner) + text];
	}

	return wrapText(text, Math.max(20, columns - inner - 2)).map(
		(line, index) => ' '.repeat(index === 0 ? inner : inner + 2) + line,
	);
}

type PolicyLine = {readonly kind: DiffKind; readonly line: string};

const policyIndent = ' '.repeat(5);

const tones = {added: 'good', removed: 'bad'} as const;

function policyLines({policy}: Change, symbols: Symbols): Line[] {
	if (!policy) {
		return [];
	}

	const {header, blocks, footer} = diffPolicies(policy.before, policy.after);
	const ending: DiffKind = policy.before ? 'kept' : 'added';
	const lines = [
		...header,
		...blocks.flatMap(({kind, lines}) => lines.map((line) => ({kind, line}))),
		...footer.map((line) => ({kind: ending, line})),
	];
	if (symbols.blocks) {
		return ['Policy:', ...groupedLines(lines, symbols.blocks)].map((line) => policyIndent + line);
	}

	return [
		`${policyIndent}Policy (+ is added, - is taken away, the rest stays):`,
		...lines.map(({kind, line}) => {
			const margin = `${policyIndent}${symbols[kind]} `;
			return kind === 'kept' ? margin + line : inMargin(tones[kind], margin, line);
		}),
	];
}

// Where it is heard, a word stands above lines of one kind.
function groupedLines(
	lines: readonly PolicyLine[],
	words: Readonly<Record<DiffKind, string>>,
): string[] {
	return lines.flatMap(({kind, line}, index) =>
		lines[index - 1]?.kind === kind ? [line] : [words[kind], line],
	);
}
