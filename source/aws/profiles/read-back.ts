import {cliView} from './cli-view.js';
import {
	type ConfigSection,
	type ConfigView,
	parseConfigFile,
} from './config-file.js';
import {sdkView} from './sdk-view.js';

/** What is meant to change in a section, by its name; nothing else may. */
export type Meant = {
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
function print(
	sections: ReadonlyMap<string, ConfigSection>,
	meant?: Meant,
): string {
	const all = new Map(
		Array.from(sections, ([name, {settings}]) => [
			name,
			new Map(Array.from(settings, ([key, {value}]) => [key, value])),
		]),
	);
	if (meant && (all.has(meant.name) || meant.set.size > 0)) {
		const kept = [...(all.get(meant.name) ?? [])].filter(
			([key]) => !meant.unset.includes(key),
		);
		all.set(meant.name, new Map([...kept, ...meant.set]));
	}

	return JSON.stringify(
		Array.from(
			all,
			([name, values]) => [name, [...values].toSorted(byKey)] as const,
		).toSorted(byKey),
	);
}

function byKey(
	[a]: readonly [string, unknown],
	[b]: readonly [string, unknown],
): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
