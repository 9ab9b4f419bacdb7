import {type Change} from '../resources/call.js';
import {cleanLine} from '../terminal/text.js';
import {type Deletion} from '../undo/plan.js';
import {type Questions} from './ask.js';
import {cancelled} from './problems.js';

/** An alias as a person may give it: without `alias/`, and without spaces around it. */
export function plainName(alias: string): string {
	return alias.trim().replace(/^alias\//v, '');
}

/** Asks for a key's alias. False when the person leaves the key; rejects when it is another alias, and at the end of the input. */
export async function isAliasTyped(
	name: string,
	questions: Questions,
): Promise<boolean> {
	const answer = await questions.ask(
		`\nType ${cleanLine(name)} to have this key deleted, or press Enter to leave it: `,
	);
	if (answer === '') {
		return false;
	}

	if (plainName(answer ?? '') !== name) {
		throw cancelled('That is not its alias. Nothing was written.');
	}

	return true;
}

/** The changes without the deletions that the person leaves. Asks for each alias in turn. */
export async function agreeToDeletions(
	changes: readonly Change[],
	deletions: readonly Deletion[],
	questions: Questions,
): Promise<readonly Change[]> {
	const left = new Set<string>();
	for (const {change, name} of deletions) {
		if (!(await isAliasTyped(name, questions))) {
			left.add(change);
		}
	}

	return changes.filter(({id}) => !left.has(id));
}
