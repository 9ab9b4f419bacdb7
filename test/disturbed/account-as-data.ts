import {readFile} from 'node:fs/promises';
import {stateSchema, type State} from '../../source/sandbox/state.js';

const withoutTimes = ({createdAt, ...rest}: {createdAt: number}) => rest;

// A key is called by its alias here: its id differs from run to run.
function keysOf({keys, aliases}: State) {
	const names = Map.groupBy(
		Object.entries(aliases).map(([arn, {keyId}]) => ({arn, keyId})),
		({keyId}) => keyId,
	);
	return Object.values(keys)
		.map(({id, lastUsage, tags, ...key}) => ({
			...withoutTimes(key),
			aliases: names.get(id)?.map(({arn}) => arn) ?? [],
			tags: tags.map(({TagKey, TagValue}) => tagOf(TagKey, TagValue)),
		}))
		.toSorted((one, other) => one.aliases.join(' ').localeCompare(other.aliases.join(' ')));
}

function rolesOf({identities}: State) {
	return Object.entries(identities)
		.toSorted(([one], [other]) => one.localeCompare(other))
		.map(([arn, {id, lastUsed, tags, ...role}]) => ({
			arn,
			...withoutTimes(role),
			tags: tags.map(({Key, Value}) => tagOf(Key, Value)),
		}));
}

function tagOf(name: string, value: string): string {
	return `${name}=${name === 'workato-aws:run' ? 'a run' : value}`;
}

/** All keys, aliases, roles and policies that a sandbox's state file holds, but for what differs from run to run: ids, times, runs. */
export async function accountAsData(stateFile: string) {
	const state = stateSchema.parse(JSON.parse(await readFile(stateFile, 'utf8')));
	return {
		keys: keysOf(state),
		roles: rolesOf(state),
		managedPolicies: state.managedPolicies,
	};
}
