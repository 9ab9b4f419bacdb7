import {
	type ConfigFile,
	type ConfigSection,
	type ConfigView,
	emptyView,
} from './config-file.js';
import {
	nestedRows,
	type PythonSection,
	readPythonIni,
	strip,
} from './python-ini.js';
import {splitWords} from './split-words.js';

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

		const place = [
			{start: 'profile', map: profiles},
			{start: 'sso-session', map: sessions},
			{start: 'services', map: services},
		].find(({start}) => header.startsWith(start));
		const words = splitWords(header);
		if (place && words?.length === 2) {
			// A second section of the same name takes the place of the first.
			place.map.set(words[1] ?? '', flatten(section));
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
