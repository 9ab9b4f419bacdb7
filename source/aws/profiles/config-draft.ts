import {cleanLine} from '../../terminal/text.js';
import {
	type ConfigFile,
	type ConfigLine,
	printLines,
	type ConfigSection,
	type ConfigView,
	parseConfigFile,
	sdkView,
} from './config-file.js';
import {cliView} from './cli-view.js';

/** One line of what will change, safe to draw. Kept lines stand around the change; their values are hidden. */
export type ConfigDiffLine = {
	kind: 'kept' | 'added' | 'removed';
	text: string;
};

type DraftLine = ConfigDiffLine & Pick<ConfigLine, 'ending'>;

/** A file while it is edited, line by line; every line that is not named stays as it is, byte for byte. */
export type ConfigDraft = {
	ending: ConfigLine['ending'];
	lines: DraftLine[];
};

/** Settings by name, in the order in which they are written. */
export type Wanted = ReadonlyMap<string, string>;

/** Opens a file for editing. */
export function openDraft({lines, ending}: ConfigFile): ConfigDraft {
	return {
		ending,
		lines: lines.map(({text, ending: end}) => ({
			kind: 'kept',
			text,
			ending: end,
		})),
	};
}

/** Puts a section at the end, an empty line before it. */
export function appendSection(
	{ending, lines}: ConfigDraft,
	header: string,
	settings: Wanted,
): ConfigDraft {
	const last = lines.at(-1);
	const before = last ? [...lines.slice(0, -1), {...last, ending: last.ending || ending}] : [];
	const isTight = last !== undefined && last.text.trim() !== '';
	const added = [
		...(isTight ? [''] : []),
		`[${header}]`,
		...Array.from(settings, ([key, value]) => `${key} = ${value}`),
	];
	return {
		ending,
		lines: [...before, ...added.map((text): DraftLine => ({kind: 'added', text, ending}))],
	};
}

/**
Sets some settings of the section whose header is on line `header`, and takes others out. `at` gives the lines of the
settings that are there; new ones go right below the header, where no indented block can take them in. Numbers are those
of the file as it was opened, so this comes before any other change.
*/
export function changeSection(
	{ending, lines}: ConfigDraft,
	{
		header,
		at,
		wanted,
		unwanted,
	}: {
		header: number;
		at: ReadonlyMap<string, number>;
		wanted: Wanted;
		unwanted: readonly string[];
	},
): ConfigDraft {
	const first = lines[Math.min(...at.values()) - 1]?.text ?? '';
	const indent = /^[\t ]*/v.exec(first)?.[0] ?? '';
	const isNew = ([key]: [string, string]) => !at.has(key);
	const keyOn = new Map(Array.from(at, ([key, number]) => [number, key]));
	const changed = lines.flatMap((line, index): DraftLine[] => {
		const key = keyOn.get(index + 1);
		const value = key === undefined ? undefined : wanted.get(key);
		if (index + 1 === header) {
			return [
				{...line, ending: line.ending || ending},
				...[...wanted]
					.filter((setting) => isNew(setting))
					.map(([name, text]): DraftLine => ({
						kind: 'added',
						text: `${indent}${name} = ${text}`,
						ending,
					})),
			];
		}

		if (key !== undefined && unwanted.includes(key)) {
			return [{...line, kind: 'removed'}];
		}

		if (value === undefined) {
			return [line];
		}

		const own = /^[\t ]*/v.exec(line.text)?.[0] ?? '';
		return [
			{...line, kind: 'removed'},
			{...line, kind: 'added', text: `${own}${key} = ${value}`},
		];
	});
	return {ending, lines: changed};
}

/** The text after the change. */
export function draftText({lines}: ConfigDraft): string {
	return printLines(lines.filter(({kind}) => kind !== 'removed'));
}

// Lines shown above and below a change.
const around = 2;

/** What changes, with up to two lines around it; an empty list when nothing does. */
export function draftDiff({lines}: ConfigDraft): ConfigDiffLine[] {
	return lines
		.filter((_, index) =>
			lines
				.slice(Math.max(0, index - around), index + around + 1)
				.some(({kind}) => kind !== 'kept'),
		)
		.map(({kind, text}) => ({
			kind,
			text: cleanLine(kind === 'added' ? text : withoutValue(text)),
		}));
}

// Lines of the file may hold keys, comments too; only what cannot be secret is shown.
function withoutValue(text: string): string {
	const bare = text.trim();
	if (
		bare === '' ||
		/^\[[^\[\]]*\]$/v.test(bare) ||
		/^(?:sso_\w+|region|output)\s*[:=]/v.test(bare)
	) {
		return text;
	}

	if (/^[#;]/v.test(bare)) {
		return `${bare.charAt(0)} ...`;
	}

	const [key] = /^[\w\-.]+\s*[:=]/v.exec(bare) ?? [];
	return key === undefined ? '...' : `${key} ...`;
}

/** What is meant to change in a section, by its name; nothing else may. */
type Meant = {
	name: string;
	set: ReadonlyMap<string, string>;
	unset: readonly string[];
};

/**
Whether a changed config file says, to the SDK and to the aws CLI alike, exactly what was meant, and of everything else
what it said before.
*/
export function readsBackAs(
	before: string,
	after: string,
	meant: {profile: Meant; session: Meant},
): boolean {
	return [sdkView, cliView].every((view) =>
		isSame(view(parseConfigFile(before)), view(parseConfigFile(after)), meant),
	);
}

function isSame(
	before: ConfigView,
	after: ConfigView,
	{profile, session}: {profile: Meant; session: Meant},
): boolean {
	return (
		!after.isRejected &&
		print(after.profiles) === print(before.profiles, profile) &&
		print(after.sessions) === print(before.sessions, session) &&
		print(after.services) === print(before.services)
	);
}

// Sections and settings in a fixed order, without line numbers, so that equal means equal; with what is meant put in.
function print(sections: ReadonlyMap<string, ConfigSection>, meant?: Meant): string {
	const all = new Map(
		Array.from(sections, ([name, {settings}]) => [
			name,
			new Map(Array.from(settings, ([key, {value}]) => [key, value])),
		]),
	);
	if (meant && (all.has(meant.name) || meant.set.size > 0)) {
		const kept = [...(all.get(meant.name) ?? [])].filter(([key]) => !meant.unset.includes(key));
		all.set(meant.name, new Map([...kept, ...meant.set]));
	}

	return JSON.stringify(
		Array.from(all, ([name, values]) => [name, [...values].toSorted(byKey)] as const).toSorted(
			byKey,
		),
	);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
