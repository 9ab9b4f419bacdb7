import {cliView} from './cli-view.js';
import {
	type ConfigSection,
	type ConfigView,
	parseConfigFile,
} from './config-file.js';
import {sdkView} from './sdk-view.js';

/** What a section must hold after a change; `name` as in `[profile NAME]` and `[sso-session NAME]`. */
export type Meant = {
	profile: {name: string; settings: ReadonlyMap<string, string>};
	session: {name: string; settings: ReadonlyMap<string, string>};
};

/**
Whether a changed config file says, to the SDK and to the aws CLI alike, exactly what was meant, and of everything else
what it said before.
*/
export function readsBackAs(
	before: string,
	after: string,
	meant: Meant,
): boolean {
	return [sdkView, cliView].every((view) =>
		isSame(view(parseConfigFile(before)), view(parseConfigFile(after)), meant),
	);
}

function isSame(
	before: ConfigView,
	after: ConfigView,
	{profile, session}: Meant,
): boolean {
	return (
		!after.isRejected &&
		print(after.profiles) ===
			print(before.profiles, profile.name, profile.settings) &&
		print(after.sessions) ===
			print(before.sessions, session.name, session.settings) &&
		print(after.services) === print(before.services)
	);
}

// Sections and settings in a fixed order, without line numbers, so that equal means equal.
function print(
	sections: ReadonlyMap<string, ConfigSection>,
	name?: string,
	settings: ReadonlyMap<string, string> = new Map(),
): string {
	const all = new Map(
		Array.from(sections, ([key, section]) => [
			key,
			Array.from(section.settings, ([setting, {value}]): [string, string] => [
				setting,
				value,
			]),
		]),
	);
	if (name !== undefined) {
		all.set(name, [...settings]);
	}

	return JSON.stringify(
		Array.from(
			all,
			([key, values]) => [key, sortByKey(values)] as const,
		).toSorted(byKey),
	);
}

function sortByKey(values: Array<[string, string]>): Array<[string, string]> {
	return values.toSorted(byKey);
}

function byKey(
	[a]: readonly [string, unknown],
	[b]: readonly [string, unknown],
): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
