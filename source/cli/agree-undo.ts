import {type Deletion, type UndoPlan} from '../engine/undo.js';
import {type Change} from '../resources/call.js';
import {cleanLine} from '../terminal/text.js';
import {isYes, openQuestions, type Questions} from './ask.js';
import {type CommandContext, type Flags} from './context.js';
import {type Output} from './output.js';
import {changeLines, countChanges} from './plan-text.js';
import {cancelled, usage} from './problems.js';

/** What `undo` is asked for. */
export type UndoOptions = {
	/** The name of a saved setup. */
	setup: string;
	dryRun: boolean;
	yes: boolean;
	/** Schedule the deletion of a key that the setup made, this many days ahead. */
	deleteKeyIn?: number;
	/** The alias of that key, typed beforehand. */
	confirm?: string;
	flags: Flags;
};

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
	plan: UndoPlan,
	options: UndoOptions,
	output: Output,
	context: CommandContext,
): Promise<readonly Change[]> {
	const {changes, deletions} = plan;
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
			: await agreeOneByOne(plan, toType, {questions, output});
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

type Tools = {questions: Questions; output: Output};

type Answer = 'yes' | 'no' | 'all';

/**
Shows each change and asks about it: yes, no, all that is left (shown, and asked about once), or quit. A deletion is agreed
to by its alias. Gives what the person agrees to, in order, without what cannot be done because of a no. Rejects when the
person quits or agrees to nothing.
*/
async function agreeOneByOne(
	{changes, orders}: UndoPlan,
	deletions: readonly Deletion[],
	{questions, output}: Tools,
): Promise<readonly Change[]> {
	const names = new Map(deletions.map(({change, name}) => [change, name]));
	const agreed: Change[] = [];
	const left: Change[] = [];
	let isAll = false;
	for (const [index, change] of changes.entries()) {
		const refused = orders.find(
			(order) =>
				order.change === change.id &&
				left.some(({id}) => order.after.includes(id)),
		);
		if (refused) {
			output.say('', `${change.title}: not now. ${refused.reason}`);
			left.push(change);
			continue;
		}

		output.say(
			...changeLines(change, `${index + 1} of ${changes.length}`, output),
		);
		const name = names.get(change.id);
		const answer: Answer =
			name === undefined
				? isAll
					? 'all'
					: await askAbout(questions)
				: (await isAliasTyped(name, questions))
					? 'yes'
					: 'no';
		isAll ||= answer === 'all';
		(answer === 'no' ? left : agreed).push(change);
	}

	const isStill =
		!isAll ||
		isYes(
			await questions.ask(`\nTake back ${countChanges(agreed.length)}? [y/N] `),
		);
	if (!isStill || agreed.length === 0) {
		throw cancelled('Nothing was written.');
	}

	return agreed;
}

const answers: ReadonlyMap<string, Answer | 'quit'> = new Map(
	(['yes', 'no', 'all', 'quit'] as const).flatMap((answer) => [
		[answer, answer],
		[answer.charAt(0), answer],
	]),
);

async function askAbout({ask}: Questions): Promise<Answer> {
	let question =
		'\nTake this back? y: yes, n: no, a: all from here on, q: quit ';
	for (;;) {
		const said = await ask(question);
		const answer =
			said === undefined ? 'quit' : answers.get(said.toLowerCase());
		if (answer === 'quit') {
			throw cancelled('Nothing was written.');
		}

		if (answer) {
			return answer;
		}

		question = 'Type y, n, a or q, then press Enter: ';
	}
}

/** An alias as a person may give it: without `alias/`, and without spaces around it. */
function plainName(alias: string): string {
	return alias.trim().replace(/^alias\//v, '');
}

/** Asks for a key's alias. False when the person leaves the key; rejects when it is another alias, and at the end of the input. */
async function isAliasTyped(
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
async function agreeToDeletions(
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
