import {type UndoPlan} from '../undo/plan.js';
import {askLine, isAgreed} from './ask.js';
import {type CommandContext} from './context.js';
import {type UndoOptions} from './flags.js';
import {countChanges} from './plan-text.js';
import {cancelled} from './problems.js';
import {usage} from './usage-problems.js';

/** Refuses, before anything is looked at, to go on where nobody could agree to the plan. */
export function assertCanAgree(
	{yes, dryRun}: UndoOptions,
	isJson: boolean,
	{isTty}: CommandContext,
): void {
	if (!yes && !dryRun && (isJson || !isTty)) {
		throw usage(
			`${isJson ? 'With --json nothing is asked.' : 'There is no terminal to ask on.'} Nothing was written.`,
			'Add --yes to take it back, or --dry-run to only show it.',
		);
	}
}

/**
Asks before anything is taken back. A key's deletion is agreed to by its alias alone: typed, or given with `--confirm`.
Rejects when the person does not agree, or when nobody can be asked.
*/
export async function agreeToUndo(
	{changes, deletions}: UndoPlan,
	{yes, confirm}: UndoOptions,
	isJson: boolean,
	context: CommandContext,
): Promise<void> {
	if (deletions.length > 0 && confirm !== undefined) {
		assertConfirmed(deletions, confirm);
	}

	const typed = confirm === undefined ? deletions : [];
	if (typed.length > 0 && (isJson || !context.isTty)) {
		throw usage(
			'The deletion of a key is confirmed by its alias. Nothing was written.',
			`Add --confirm ${deletions.join(',')}, or leave --delete-key out: then the key is left.`,
		);
	}

	for (const name of typed) {
		// In turn: one question after the other.

		const answer = await askLine(
			`\nType ${name} to take back ${countChanges(changes.length)} and have this key deleted: `,
			context,
		);
		if (plainName(answer) !== name) {
			throw cancelled('That is not its alias. Nothing was written.');
		}
	}

	const isAsked = !yes && typed.length === 0;
	if (
		isAsked &&
		!(await isAgreed(`\nTake back ${countChanges(changes.length)}?`, context))
	) {
		throw cancelled('Nothing was written.');
	}
}

function assertConfirmed(names: readonly string[], confirm: string): void {
	const given = new Set(confirm.split(',').map((name) => plainName(name)));
	const missing = names.filter((name) => !given.has(name));
	if (missing.length > 0) {
		throw usage(
			'--confirm does not name the key that would be deleted. Nothing was written.',
			`Its alias is ${missing.join(', ')}. Look at the plan above once more before you confirm it.`,
		);
	}
}

function plainName(alias: string): string {
	return alias.trim().replace(/^alias\//v, '');
}
