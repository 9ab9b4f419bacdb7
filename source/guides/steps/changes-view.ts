import {useState} from 'react';
import {showReferences, type Change} from '../../resources/call.js';
import {findCallKind} from '../../resources/registry.js';
import {type SessionScope} from '../../aws/endpoints.js';
import {diffPolicies} from '../../policy/compare-policies.js';
import {diffPolicyLines} from '../../policy/diff-lines.js';
import {summarizeStatement} from '../../policy/summarize-statement.js';
import {formatJson, quoteForShell} from '../../terminal/foreign-text.js';
import {type Symbols} from '../../terminal/symbols.js';
import {formatCount, textWidth} from '../../terminal/text.js';
import {type KeyHint} from '../../ui/frame-keys.js';
import {type ScrollLine} from '../../ui/scroll-box.js';
import {type Fact} from '../guide.js';

/** How much of the changes is shown: statements in a row each, policies line by line, every call's input, or the aws commands. */
type Shown = 'summary' | 'diff' | 'json' | 'commands';

/** What is shown of the changes, and the keys that show more of them, and less again. */
export type ChangesView = {
	readonly shown: Shown;
	readonly press: (input: string) => void;
	readonly keys: readonly KeyHint[];
};

const letters: ReadonlyMap<string, Shown> = new Map([
	['d', 'diff'],
	['j', 'json'],
	// As it was called before.
	['v', 'json'],
	['c', 'commands'],
]);

/** Lets the person choose how much of the changes is shown. */
export function useChangesView(): ChangesView {
	const [shown, setShown] = useState<Shown>('summary');
	const hint = (key: string, view: Shown, does: string) => ({
		key,
		does: shown === view ? 'summary' : does,
	});
	return {
		shown,
		press(input) {
			const view = letters.get(input);
			if (view) {
				setShown(shown === view ? 'summary' : view);
			}
		},
		keys: [
			hint('d', 'diff', 'diff'),
			hint('j', 'json', 'full JSON'),
			hint('c', 'commands', 'commands'),
		],
	};
}

/** The facts as a small table, after an empty line; what is long goes on below itself. */
export function factLines(facts: readonly Fact[], {blocks}: Symbols): ScrollLine[] {
	const width = Math.max(...facts.map(({label}) => label.length));
	return facts.length === 0
		? []
		: [
				{text: ''},
				...facts.map(({label, value}, index) => {
					// What is read aloud has no columns, and says each label.
					const isSame = !blocks && facts[index - 1]?.label === label;
					return {
						gutter: blocks ? `${label}: ` : `  ${(isSame ? '' : label).padEnd(width)}  `,
						text: value,
					};
				}),
			];
}

type Drawing = {
	readonly symbols: Symbols;
	readonly columns: number;
	readonly session: SessionScope;
	/** Why each change is made is said, too. */
	readonly isReasoned: boolean;
};

const indent = ' '.repeat(3);

/** The changes by number, each with its call, and as much of it as is to be shown. */
export function changeLines(
	changes: readonly Change[],
	shown: Shown,
	drawing: Drawing,
): ScrollLine[] {
	return [
		...(shown === 'summary' ? [{text: ''}] : []),
		...changes.flatMap((change, index) => [
			// What is long is set apart.
			...(index > 0 && shown !== 'summary' ? [{text: ''}] : []),
			titleLine(change, index + 1, drawing),
			...(drawing.isReasoned || shown === 'diff' || shown === 'json' || change.policy?.before
				? [{gutter: indent, text: change.why, tone: 'quiet' as const}]
				: []),
			...bodyLines(change, shown, drawing),
		]),
		...(shown === 'commands' ? referenceLines(changes) : []),
	];
}

/** What is done, and at the right edge the call that does it; behind it where there is no room. */
function titleLine(
	{title, call: {service, operation}}: Change,
	number: number,
	{columns, symbols}: Drawing,
): ScrollLine {
	const gutter = `${number}. `;
	const call = `${service}:${operation}`;
	const room = columns - textWidth(gutter + title) - call.length;
	return {
		gutter,
		// Two columns at least, else they read as one.
		text: room < 2 || symbols.blocks ? `${title} (${call})` : title + ' '.repeat(room) + call,
		isStrong: true,
	};
}

function bodyLines(change: Change, shown: Shown, drawing: Drawing): ScrollLine[] {
	switch (shown) {
		case 'summary': {
			return summaryLines(change, drawing);
		}

		case 'diff': {
			return diffLines(change, drawing.symbols);
		}

		case 'json': {
			return jsonLines(formatJson(showReferences(change.call.input), 2));
		}

		case 'commands': {
			return jsonLines(commandOf(change, drawing.session));
		}
	}
}

const tones = {added: 'good', removed: 'bad', kept: 'plain'} as const;

const leastWhat = 40;

/** A policy's statements, one in a row: those that are added and taken away, and how many stay. */
function summaryLines({policy}: Change, {symbols, columns}: Drawing): ScrollLine[] {
	if (!policy) {
		return [];
	}

	const {header, blocks} = diffPolicies(policy.before, policy.after);
	const kept = blocks.filter(({kind}) => kind === 'kept').length;
	const rows = [
		...header.flatMap(({kind, line}) =>
			policy.before === undefined || kind === 'kept'
				? []
				: [{kind, name: line.trim().replace(/,$/v, ''), who: '', what: ''}],
		),
		...blocks.flatMap(({kind, statement}) =>
			kind === 'kept' ? [] : [{kind, ...summarizeStatement(statement)}],
		),
	];
	const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => textWidth(text)));
	const [names, whos] = [widest(rows.map(({name}) => name)), widest(rows.map(({who}) => who))];
	const whats = Math.min(leastWhat, widest(rows.map(({what}) => what)));
	// In columns, where what is allowed still has room beside who it is for.
	const isTable = !symbols.blocks && indent.length + 6 + names + whos + whats <= columns;
	return [
		...rows.flatMap(({kind, name, who, what}, index) => {
			const heading = rows[index - 1]?.kind === kind ? undefined : symbols.blocks?.[kind];
			const sign = symbols[kind] === '' ? '' : `${symbols[kind]} `;
			const pad = (text: string, width: number) =>
				width === 0 ? '' : `${text}${' '.repeat(width - textWidth(text) + 2)}`;
			return [
				...(heading === undefined ? [] : [{text: heading}]),
				isTable
					? {
							gutter: `${indent}${sign}${pad(name, names)}${pad(who, whos)}`,
							text: what,
							tone: tones[kind],
						}
					: {
							gutter: symbols.blocks ? '' : `${indent}${sign}`,
							text: [[name, who].filter((text) => text !== '').join(' · '), what]
								.filter((text) => text !== '')
								.join(': '),
							tone: tones[kind],
						},
			];
		}),
		...(kept > 0
			? [
					{
						gutter: `${indent}${symbols.kept} `,
						text: kept === 1 ? '1 statement stays as it is' : `${kept} statements stay as they are`,
						tone: 'quiet' as const,
					},
				]
			: []),
	];
}

/** A policy's diff line by line. What is long goes on behind its own indent. */
export function diffLines({policy, call}: Change, symbols: Symbols): ScrollLine[] {
	if (!policy) {
		return [];
	}

	const title = findCallKind(call)?.policy?.title ?? 'Policy';
	const lines = diffPolicyLines(policy.before, policy.after);
	return [
		{gutter: indent, text: `${title}, ${policy.before ? 'changed' : 'new'}:`},
		...lines.flatMap((line, index): ScrollLine[] => {
			if (line.kind === 'fold') {
				return [
					{
						gutter: indent,
						text: `${symbols.ellipsis} ${formatCount(line.count, 'line')} as before${line.statement === undefined ? '' : `; then in ${line.statement}`}`,
						tone: 'quiet',
					},
				];
			}

			const {kind, text} = line;
			const heading = lines[index - 1]?.kind === kind ? undefined : symbols.blocks?.[kind];
			const sign = symbols.blocks ? '' : `${symbols[kind]} `;
			return [
				...(heading === undefined ? [] : [{text: heading}]),
				{...indented(text, indent + sign), tone: tones[kind]},
			];
		}),
	];
}

const jsonLines = (text: string): ScrollLine[] =>
	text.split('\n').map((line) => indented(line, indent));

// What a line begins with belongs to its gutter: where the line wraps, it stays.
function indented(line: string, before: string): ScrollLine {
	const text = line.trimStart();
	return {gutter: before + ' '.repeat(line.length - text.length), text};
}

/** The call as a command of the aws CLI: its input is just what is sent. */
export function commandOf(
	{call: {service, operation, input}}: Pick<Change, 'call'>,
	{region, profile, endpoint}: SessionScope,
): string {
	const name = operation.replaceAll(/(?<=[\da-z])(?=[A-Z])/gv, '-').toLowerCase();
	return [
		`aws ${service} ${name}`,
		`--region ${quoteForShell(region)}`,
		...(profile === undefined ? [] : [`--profile ${quoteForShell(profile)}`]),
		// Several addresses are told with their services; one is an address.
		...(endpoint === undefined || endpoint.includes(' ')
			? []
			: [`--endpoint-url ${quoteForShell(endpoint)}`]),
		`--cli-input-json ${quoteForShell(formatJson(showReferences(input), 2))}`,
	].join(' \\\n  ');
}

/** What stands in the commands for a value that is not there before an earlier one has run. */
function referenceLines(changes: readonly Change[]): ScrollLine[] {
	const isUsed = changes.some(
		({call: {input}}) => JSON.stringify(showReferences(input)) !== JSON.stringify(input),
	);
	return isUsed
		? [
				{text: ''},
				{
					text: 'Put what AWS answers to an earlier command in place of what stands in < >.',
					tone: 'quiet',
				},
			]
		: [];
}
