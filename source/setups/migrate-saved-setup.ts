import {type JsonObject} from '../json.js';

/** The version that this program writes. */
export const currentVersion = 1;

/** From each older version to the next one, as a pure function on the file's content. Version 1 is the first. */
export type Migrations = Readonly<
	Record<number, (old: JsonObject) => JsonObject>
>;

const migrations: Migrations = {};

/** A file's content brought to the current version, or why that cannot be. `newer`: a later program wrote it. */
export type Migrated =
	| {state: 'current'; value: JsonObject}
	| {state: 'newer'; version: number}
	| {state: 'unreadable'; reason: string};

/**
Brings the content of a saved file from its `version` to the current one, step by step. The content is not changed in
place; a file of a newer version is never interpreted.
*/
export function migrateSavedSetup(
	value: JsonObject,
	steps: Migrations = migrations,
	target: number = currentVersion,
): Migrated {
	const {version} = value;
	if (
		typeof version !== 'number' ||
		!Number.isSafeInteger(version) ||
		version < 1
	) {
		return {
			state: 'unreadable',
			reason: 'it does not say which version it has',
		};
	}

	if (version > target) {
		return {state: 'newer', version};
	}

	let migrated = value;
	for (let from = version; from < target; from++) {
		const step = steps[from];
		if (!step) {
			return {
				state: 'unreadable',
				reason: `version ${from} is no longer known`,
			};
		}

		migrated = {...step(migrated), version: from + 1};
	}

	return {state: 'current', value: migrated};
}
