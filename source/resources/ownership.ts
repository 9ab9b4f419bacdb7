import {createHash} from 'node:crypto';
import {quoteText} from '../terminal/foreign-text.js';
import {joinWords} from '../terminal/phrases.js';

/** The tag that says which setup made a key; its value is the setup's name. */
export const setupTag = 'workato-aws:setup';

/** The tag that says which run made a key. CreateKey has no client token, so this is how a lost reply is found. */
export const runTag = 'workato-aws:run';

/** The tag that says which part of its setup a thing is for: the project of a role. */
export const groupTag = 'workato-aws:project';

/** Whether a tag is one of those by which a setup knows its own. */
export const isOwnTag = (key: string): boolean => [setupTag, runTag, groupTag].includes(key);

const longestTag = 256;

/**
A project's name as the value of a tag, another one for each name: IAM takes letters, digits, spaces and a few signs, at most 256
characters. Any other character is its number between equals signs: `R=26=D`.
*/
export function tagText(text: string): string {
	const spelled = text.replaceAll(
		/[^\p{Letter}\p{Number}\p{Separator}+\-.\/:@_]/gv,
		(character) => `=${character.codePointAt(0)?.toString(16).toUpperCase() ?? ''}=`,
	);
	const hash = createHash('sha256').update(text).digest('hex').slice(0, 32);
	return spelled.length > longestTag
		? `${spelled.slice(0, longestTag - hash.length - 1)}-${hash}`
		: spelled;
}

/** The tag that versions before gave to a project, several names alike: enough to ask whether a role is meant, and for no more. */
export function earlierTagText(text: string): string {
	return text
		.replaceAll(/[^\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]/gv, '-')
		.slice(0, longestTag);
}

/** ARN (or, where a setup names a key by its ID, the ID) → the names of the saved setups that use it. */
export type UsedBy = ReadonlyMap<string, readonly string[]>;

/** What setups use, as far as their saved files tell. */
export function usedBy<Saved extends {setup: {name: string}}>(
	setups: readonly Saved[],
	uses: (saved: Saved) => readonly string[],
): UsedBy {
	const pairs = setups.flatMap((saved) =>
		uses(saved).map((thing) => ({thing, name: saved.setup.name})),
	);
	return new Map(
		Array.from(
			Map.groupBy(pairs, ({thing}) => thing),
			([thing, found]) => [thing, found.map(({name}) => name)] as const,
		),
	);
}

/** “the setup “a””, “the setups “a” and “b””. */
export function setupsNamed(names: readonly string[]): string {
	const quoted = joinWords(names.map((name) => quoteText(name)));
	return `the ${names.length === 1 ? 'setup' : 'setups'} ${quoted}`;
}
