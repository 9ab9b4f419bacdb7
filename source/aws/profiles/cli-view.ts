import {
	type ConfigFile,
	type ConfigSection,
	type ConfigView,
	emptyView,
	type ConfigProblem,
} from './config-file.js';

/**
What the aws CLI makes of a file (botocore's configloader). It takes a file whole or not at all: when `isRejected`, the
problems say why, and every `aws` command fails.
*/
export function cliView(file: ConfigFile): ConfigView {
	const {sections, problems} = readPythonIni(file.text);
	if (problems.length > 0) {
		return emptyView(problems.toSorted((a, b) => a.line - b.line));
	}

	const profiles = new Map<string, ConfigSection>();
	const sessions = new Map<string, ConfigSection>();
	const services = new Map<string, ConfigSection>();
	for (const [header, section] of sections) {
		if (file.kind === 'credentials') {
			profiles.set(header, flatten(section));
			continue;
		}

		if (header === 'default') {
			profiles.set('default', flatten(section));
			continue;
		}

		const target = [
			{start: 'profile', map: profiles},
			{start: 'sso-session', map: sessions},
			{start: 'services', map: services},
		].find(({start}) => header.startsWith(start));
		const words = splitWords(header);
		if (target && words?.length === 2) {
			// A second section of the same name takes the place of the first.
			target.map.set(words[1] ?? '', flatten(section));
		}
	}

	return {profiles, sessions, services, problems: [], isRejected: false};
}

// A value that starts on the next line is a block of settings of its own.
function flatten({line, values}: PythonSection): ConfigSection {
	const settings = new Map<string, {value: string; line: number}>();
	for (const [key, {value, line: at}] of values) {
		if (!value.startsWith('\n')) {
			settings.set(key, {value, line: at});
			continue;
		}

		for (const row of nestedRows(value)) {
			const equals = row.indexOf('=');
			settings.set(`${key}.${strip(row.slice(0, equals))}`, {
				value: strip(row.slice(equals + 1)),
				line: at,
			});
		}
	}

	return {line, settings};
}

/*
The rules of Python's configparser (RawConfigParser, strict) as the aws CLI uses it: no comments behind a value, `=` or
`:`, lower-cased keys, indented lines continue a value, duplicates and anything not understood fail the whole file.
*/

type Value = {value: string; line: number};
type PythonSection = {line: number; values: Map<string, Value>};

type OpenSection = {
	line: number;
	values: Map<string, {rows: string[]; line: number}>;
};

// White space to Python (`str.isspace`). JavaScript's differs: U+FEFF is only its, U+001C to U+001F and U+0085 only Python's.
const spaces = new Set(
	'\t\n\v\f\r \u{1C}\u{1D}\u{1E}\u{1F}\u{85}\u{A0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\u{2008}\u{2009}\u{200A}\u{2028}\u{2029}\u{202F}\u{205F}\u{3000}',
);

/** Where a line ends to Python's `splitlines`. */
const lineEnds = new Set('\n\v\f\r\u{1C}\u{1D}\u{1E}\u{85}\u{2028}\u{2029}');

/** Takes white space off both ends as Python's `strip` does. */
function strip(text: string): string {
	return stripEnd(text.slice(indentOf(text)));
}

function indentOf(text: string): number {
	let start = 0;
	while (spaces.has(text.charAt(start))) {
		start++;
	}

	return start;
}

function stripEnd(text: string): string {
	let end = text.length;
	while (spaces.has(text.charAt(end - 1))) {
		end--;
	}

	return text.slice(0, end);
}

/** Reads a file by those rules. Problems come with the line (from 1); a file with any is one the aws CLI rejects. */
function readPythonIni(text: string): {
	sections: Map<string, PythonSection>;
	problems: ConfigProblem[];
} {
	const sections = new Map<string, OpenSection>();
	const defaults: OpenSection = {line: 0, values: new Map()};
	// JavaScript takes the mark for white space, Python for text.
	const problems: ConfigProblem[] = text.startsWith('\u{FEFF}')
		? [{line: 1, message: 'The file starts with a byte-order mark.'}]
		: [];
	let section: OpenSection | undefined;
	let rows: string[] | undefined;
	let indent = 0;
	for (const [index, raw] of text.split(/\r\n?|\n/v).entries()) {
		const line = index + 1;
		const bare = strip(raw);
		if (bare === '') {
			rows?.push('');
			continue;
		}

		if (bare.startsWith('#') || bare.startsWith(';')) {
			continue;
		}

		const depth = indentOf(raw);
		if (rows && depth > indent) {
			rows.push(bare);
			continue;
		}

		indent = depth;
		const [, header] = /^\[(.+)\]/sv.exec(bare) ?? [];
		if (header !== undefined) {
			rows = undefined;
			const known = sections.get(header);
			if (known) {
				problems.push({
					line,
					message: `This section is there already, on line ${known.line}.`,
				});
			}

			section = header === 'DEFAULT' ? defaults : (known ?? {line, values: new Map()});
			if (section !== defaults) {
				sections.set(header, section);
			}
		} else if (section) {
			rows = readOption(section, bare, line, problems) ?? rows;
		} else {
			problems.push({
				line,
				message: 'This line comes before any section.',
			});
			break;
		}
	}

	return {sections: closeSections(sections, defaults, problems), problems};
}

function readOption(
	{values}: OpenSection,
	bare: string,
	line: number,
	problems: ConfigProblem[],
): string[] | undefined {
	const delimiter = bare.search(/[:=]/v);
	if (delimiter < 1) {
		problems.push({
			line,
			message: 'This line is neither a section, a setting (name = value) nor a comment.',
		});
		return undefined;
	}

	const key = stripEnd(bare.slice(0, delimiter)).toLowerCase();
	const known = values.get(key);
	if (known) {
		problems.push({
			line,
			message: `This setting is there already, on line ${known.line}.`,
		});
	}

	const rows = [strip(bare.slice(delimiter + 1))];
	values.set(key, {rows, line});
	return rows;
}

function closeSections(
	sections: ReadonlyMap<string, OpenSection>,
	defaults: OpenSection,
	problems: ConfigProblem[],
): Map<string, PythonSection> {
	const closed = new Map<string, PythonSection>();
	for (const [header, section] of sections) {
		const values = new Map<string, Value>();
		// What stands under [DEFAULT] holds in every section that does not say otherwise.
		for (const [key, {rows, line}] of [...defaults.values, ...section.values]) {
			const value = stripEnd(rows.join('\n'));
			values.set(key, {value, line});
			if (value.startsWith('\n')) {
				problems.push(...blockProblems(value, line));
			}
		}

		closed.set(header, {line: section.line, values});
	}

	return closed;
}

/** The rows of a block of settings under one setting, as botocore takes them apart (Python's `splitlines`); empty ones left out. */
function nestedRows(value: string): string[] {
	return Array.from(value, (character) => (lineEnds.has(character) ? '\n' : character))
		.join('')
		.split('\n')
		.map((row) => strip(row))
		.filter((row) => row !== '');
}

function blockProblems(value: string, line: number): ConfigProblem[] {
	return nestedRows(value).some((row) => !row.includes('='))
		? [
				{
					line,
					message: 'The indented lines under this setting are not all of the form name = value.',
				},
			]
		: [];
}

/**
Splits a section's header into words as the aws CLI does (Python's shlex, the shell's quoting rules); `undefined` when a
quote or a backslash is left open.
*/
export function splitWords(text: string): string[] | undefined {
	const words: string[] = [];
	let word: string | undefined;
	let quote = '';
	for (let index = 0; index < text.length; index++) {
		const character = text.charAt(index);
		if (character === '\\' && quote !== "'") {
			index++;
			if (index >= text.length) {
				return undefined;
			}

			const next = text.charAt(index);
			const isKept = quote === '"' && next !== '"' && next !== '\\';
			word = (word ?? '') + (isKept ? character : '') + next;
		} else if (quote) {
			if (character === quote) {
				quote = '';
			} else {
				word = (word ?? '') + character;
			}
		} else if (character === '"' || character === "'") {
			quote = character;
			word ??= '';
		} else if (/[\t\n\r ]/v.test(character)) {
			if (word !== undefined) {
				words.push(word);
			}

			word = undefined;
		} else {
			word = (word ?? '') + character;
		}
	}

	if (quote) {
		return undefined;
	}

	return word === undefined ? words : [...words, word];
}
