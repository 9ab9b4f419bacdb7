import {type Change} from '../resources/call.js';
import {type Deletion, type UndoPlan} from '../undo/plan.js';
import {agreeOneByOne} from './agree-one-by-one.js';
import {openQuestions} from './ask.js';
import {type CommandContext} from './context.js';
import {agreeToDeletions, plainName} from './confirm-deletion.js';
import {type UndoOptions} from './flags.js';
import {type Output} from './output.js';
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

/** Whether each change is shown on its own, with a question, instead of the plan as a whole. */
export function isAskedOneByOne({yes, dryRun}: UndoOptions): boolean {
	return !yes && !dryRun;
}

/**
What of a plan the person agrees to, before anything is taken back: each change is shown and asked about, or `--yes` agrees
to the plan as it was shown. A key's deletion is agreed to by its alias alone: typed, or given with `--confirm`. Rejects
when the person stops, or when nobody can be asked.
*/
export async function agreeToUndo(
	{changes, deletions}: UndoPlan,
	options: UndoOptions,
	output: Output,
	context: CommandContext,
): Promise<readonly Change[]> {
	const {confirm} = options;
	if (deletions.length > 0 && confirm !== undefined) {
		assertConfirmed(deletions, confirm);
	}

	const toType = confirm === undefined ? deletions : [];
	if (toType.length > 0 && (output.isJson || !context.isTty)) {
		throw usage(
			'The deletion of a key is confirmed by its alias. Nothing was written.',
			`Add --confirm ${deletions.map(({name}) => name).join(',')}, or leave --delete-key out: then the key is left.`,
		);
	}

	const isWhole = !isAskedOneByOne(options);
	if (changes.length === 0 || (isWhole && toType.length === 0)) {
		return changes;
	}

	const questions = openQuestions(context);
	try {
		return isWhole
			? await agreeToDeletions(changes, toType, questions)
			: await agreeOneByOne(changes, toType, {questions, output});
	} finally {
		questions.close();
	}
}

function assertConfirmed(names: readonly Deletion[], confirm: string): void {
	const given = new Set(confirm.split(',').map((name) => plainName(name)));
	const missing = names
		.map(({name}) => name)
		.filter((name) => !given.has(name));
	if (missing.length > 0) {
		throw usage(
			'--confirm does not name the key that would be deleted. Nothing was written.',
			`Its alias is ${missing.join(', ')}. Look at the plan above once more before you confirm it.`,
		);
	}
}
