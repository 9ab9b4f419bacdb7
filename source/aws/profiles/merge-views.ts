import {
	type ConfigSection,
	type ConfigView,
	type Setting,
} from './config-file.js';

/** A setting and where it stands. */
export type PlacedSetting = Setting & {path: string};

/** A profile or session after both files are merged; `line` and `path` say where it was named first. */
export type PlacedSection = {
	line: number;
	path: string;
	settings: ReadonlyMap<string, PlacedSetting>;
};

export type Sections = ReadonlyMap<string, PlacedSection>;

/** Profiles and sessions as one reader sees them in both files together. */
export type MergedView = {
	profiles: Sections;
	sessions: Sections;
	/** This reader gives up: one of the files is beyond it. */
	isRejected: boolean;
};

type Part = {view: ConfigView; path: string};

/**
Merges the two files setting by setting, the credentials file winning, as both readers do. Sessions come from the config
file alone. The aws CLI gives up altogether when it rejects one file; the SDK takes such a file as empty.
*/
export function mergeViews(
	config: Part,
	credentials: Part,
	reader: 'aws CLI' | 'SDK',
): MergedView {
	const isRejected =
		reader === 'aws CLI' &&
		(config.view.isRejected || credentials.view.isRejected);
	if (isRejected) {
		return {profiles: new Map(), sessions: new Map(), isRejected};
	}

	const profiles = place(config.view.profiles, config.path);
	for (const [name, section] of place(
		credentials.view.profiles,
		credentials.path,
	)) {
		const known = profiles.get(name);
		profiles.set(
			name,
			known
				? {
						...known,
						settings: new Map([...known.settings, ...section.settings]),
					}
				: section,
		);
	}

	return {
		profiles,
		sessions: place(config.view.sessions, config.path),
		isRejected,
	};
}

function place(
	sections: ReadonlyMap<string, ConfigSection>,
	path: string,
): Map<string, PlacedSection> {
	return new Map(
		Array.from(sections, ([name, {line, settings}]) => [
			name,
			{
				line,
				path,
				settings: new Map(
					Array.from(settings, ([key, setting]) => [key, {...setting, path}]),
				),
			},
		]),
	);
}
