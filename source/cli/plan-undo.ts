import {type Identity, type AwsSession} from '../aws/session.js';
import {
	observeEffects,
	planUndo,
	type UndoPlan,
	type Deletion,
	type Shared,
} from '../engine/undo.js';
import {loadGuide} from '../guides/registry.js';
import {type Effect} from '../resources/effect.js';
import {letsIn} from '../resources/outcome.js';
import {setupsNamed, usedBy, type UsedBy} from '../resources/ownership.js';
import {notTakenBack} from '../guides/setup-progress.js';
import {otherSetups} from '../guides/setup-notes.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {type Change} from '../resources/call.js';
import {cleanLine} from '../terminal/text.js';
import {unlessCancelled, cancelled, usage} from './problems.js';
import {
	type CommandContext,
	type Output,
	isYes,
	openQuestions,
	type Questions,
	type Flags,
	toned,
	warningLine,
	type Line,
} from './context.js';
import {noIdentity} from './no-identity.js';
import {type AwsAccess} from './open-aws.js';
import {assertSameScope} from './given-setups.js';
import {countChanges, sayScope, planLines, changeLines} from './plan-text.js';

/** What would be taken back, shown, and by whom. */
export type PlannedUndo = {
	session: AwsSession;
	identity: Identity;
	plan: UndoPlan;
};

type Tools = {
	options: UndoOptions;
	store: SetupStore;
	access: AwsAccess;
	context: CommandContext;
	output: Output;
};

/**
Looks at AWS for everything that a saved setup did, says whose account it is, and shows what stays and what would be taken
back: all of it, unless each change is asked about on its own. Writes nothing. Rejects when there is no identity, or one of another account.
*/
export async function showUndo(
	saved: SavedSetup,
	effects: readonly Effect[],
	{options, store, access, context, output}: Tools,
): Promise<PlannedUndo> {
	const {name, guide, region} = saved.setup;
	const session = await access.open(region);
	const observation = await unlessCancelled(
		observeEffects(session, effects, options.deleteKeyIn !== undefined),
		context.signal,
	);
	if (observation.identity.state !== 'found') {
		throw await noIdentity(observation.identity, access);
	}

	const identity = observation.identity.value;
	await sayScope(name, identity, session, {access, output});
	assertSameScope(saved, {
		guide,
		region: session.region,
		account: identity.account,
	});
	const plan = planUndo(effects, observation, {
		...(options.deleteKeyIn !== undefined && {deleteIn: options.deleteKeyIn}),
		now: context.now(),
		others: await usedByOthers(store, name),
	});
	output.say(...undoLines(saved, plan, options, output));
	return {session, identity, plan};
}

async function usedByOthers(store: SetupStore, own: string): Promise<UsedBy> {
	const others = notTakenBack(otherSetups(store, own));
	const uses = await Promise.all(
		others.map(async (each) => {
			const guide = await loadGuide(each.setup.guide);
			return [each, guide?.uses(each) ?? []] as const;
		}),
	);
	const known = new Map(uses);
	return usedBy(others, (each) => known.get(each) ?? []);
}

/** Which changes take something from other saved setups, a sentence each. */
export function sharedWarnings({
	changes,
	shared,
}: Pick<UndoPlan, 'changes' | 'shared'>): Array<{id: string; message: string}> {
	const titles = new Map(changes.map(({id, title}) => [id, title]));
	return shared.map(({change, setups}) => ({
		id: `shared:${change}`,
		message: `${titles.get(change)}: that takes it from ${setupsNamed(setups)} as well.`,
	}));
}

function undoLines(
	{isJournalLost}: SavedSetup,
	plan: UndoPlan,
	options: UndoOptions,
	output: Output,
): Line[] {
	const {changes, left} = plan;
	return [
		...(isJournalLost
			? [
					'Note: the journal of this setup was lost once. What it did before that is not taken back.',
				]
			: []),
		...(left.length === 0 ? [] : ['', 'Left as it is:']),
		...left.flatMap((each) => [
			each.state === 'kept' && !letsIn(each, changes)
				? `${output.symbols.bullet} ${each.title}`
				: toned('careful', `${output.symbols.warn} ${each.title}`),
			`     ${each.reason}`,
			`     ${each.fix}`,
		]),
		'',
		...(changes.length === 0
			? ['Nothing to take back.']
			: isAskedOneByOne(options)
				? [
						`${countChanges(changes.length)} to make, newest first. Each is shown with a question; nothing is written before you have answered the last one.`,
					]
				: [
						`${countChanges(changes.length)} to make, newest first:`,
						...planLines(changes, output),
						...sharedWarnings(plan).map(({message}) => warningLine(output.symbols, message)),
					]),
	];
}

/** What `undo` is asked for. */
export type UndoOptions = {
	/** The name of a saved setup. */
	setup: string;
	dryRun: boolean;
	yes: boolean;
	/** Schedule the deletion of a key that the setup made, this many days ahead. */
	deleteKeyIn?: number;
	/** The alias of that key, and the names of other setups that lose something by it; typed beforehand, with commas. */
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
function isAskedOneByOne({yes, dryRun}: UndoOptions): boolean {
	return !yes && !dryRun;
}

/**
What of a plan the person agrees to, before anything is taken back: each change is shown and asked about, or `--yes` agrees
to the plan as it was shown. A key's deletion is agreed to by its alias alone, and what another setup uses is asked about
with that one's name; both may be given with `--confirm`. Rejects when the person stops, or when nobody can be asked.
*/
export async function agreeToUndo(
	plan: UndoPlan,
	options: UndoOptions,
	output: Output,
	context: CommandContext,
): Promise<readonly Change[]> {
	const {changes, deletions} = plan;
	const {confirm} = options;
	const given = new Set(confirm?.split(',').map((name) => plainName(name)));
	const shared = plan.shared.filter(({setups}) => setups.some((name) => !given.has(name)));
	if (deletions.length > 0 && confirm !== undefined) {
		assertConfirmed(deletions, given);
	}

	const toType = confirm === undefined ? deletions : [];
	if (toType.length > 0 && (output.isJson || !context.isTty)) {
		throw usage(
			'The deletion of a key is confirmed by its alias, or by its ID where that alias is not its own. Nothing was written.',
			`Add --confirm ${deletions.map(({name}) => name).join(',')}, or leave --delete-key out: then the key is left.`,
		);
	}

	const isWhole = !isAskedOneByOne(options);
	if (changes.length === 0 || (isWhole && toType.length === 0 && shared.length === 0)) {
		return changes;
	}

	if (shared.length > 0 && (output.isJson || !context.isTty)) {
		const names = [...new Set(shared.flatMap(({setups}) => setups))];
		throw usage(
			`What would be taken back is also used by ${setupsNamed(names)}. Nothing was written.`,
			`If that is meant, add --confirm ${[...new Set([...given, ...names])].join(',')}; undo ${setupsNamed(names)} first if not.`,
		);
	}

	const questions = openQuestions(context);
	try {
		return isWhole
			? await agreeToWhole(changes, {toType, shared}, questions)
			: await agreeOneByOne(plan, {toType, shared}, {questions, output});
	} finally {
		questions.close();
	}
}

function assertConfirmed(names: readonly Deletion[], given: ReadonlySet<string>): void {
	const missing = names.map(({name}) => name).filter((name) => !given.has(name));
	if (missing.length > 0) {
		throw usage(
			'--confirm does not name the key that would be deleted. Nothing was written.',
			`It goes by ${missing.join(', ')}. Look at the plan above once more before you confirm it.`,
		);
	}
}

type Conversation = {questions: Questions; output: Output};

type Answer = 'yes' | 'no' | 'all';

/**
Shows each change and asks about it: yes, no, all that is left (shown, and asked about once), or quit. A deletion is agreed
to by its alias. Gives what the person agrees to, in order, without what cannot be done because of a no. Rejects when the
person quits or agrees to nothing.
*/
async function agreeOneByOne(
	{changes, orders}: UndoPlan,
	{toType, shared}: {toType: readonly Deletion[]; shared: readonly Shared[]},
	{questions, output}: Conversation,
): Promise<readonly Change[]> {
	const names = new Map(toType.map(({change, name}) => [change, name]));
	const users = new Map(shared.map(({change, setups}) => [change, setups]));
	const agreed: Change[] = [];
	const left: Change[] = [];
	let isAll = false;
	for (const [index, change] of changes.entries()) {
		const refused = orders.find(
			(order) => order.change === change.id && left.some(({id}) => order.after.includes(id)),
		);
		if (refused) {
			output.say('', `${change.title}: not now. ${refused.reason}`);
			left.push(change);
			continue;
		}

		output.say(...changeLines(change, `${index + 1} of ${changes.length}`, output));
		const name = names.get(change.id);
		const others = users.get(change.id);
		if (others) {
			output.say(warningLine(output.symbols, `That takes it from ${setupsNamed(others)} as well.`));
		}

		const answer: Answer =
			name === undefined
				? isAll && !others
					? 'all'
					: await askAbout(questions)
				: (await isAliasTyped(name, questions))
					? 'yes'
					: 'no';
		isAll ||= answer === 'all';
		(answer === 'no' ? left : agreed).push(change);
	}

	const isStill =
		!isAll || isYes(await questions.ask(`\nTake back ${countChanges(agreed.length)}? [y/N] `));
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
	let question = '\nTake this back? y: yes, n: no, a: all from here on, q: quit ';
	for (;;) {
		const said = await ask(question);
		const answer = said === undefined ? 'quit' : answers.get(said.toLowerCase());
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
async function isAliasTyped(name: string, questions: Questions): Promise<boolean> {
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

/** The changes without those that the person leaves: what other setups use, and deletions whose alias is not typed. */
async function agreeToWhole(
	changes: readonly Change[],
	{toType, shared}: {toType: readonly Deletion[]; shared: readonly Shared[]},
	questions: Questions,
): Promise<readonly Change[]> {
	const left = new Set<string>();
	for (const {change, setups} of shared) {
		const title = changes.find(({id}) => id === change)?.title ?? '';
		const answer = await questions.ask(
			`\n${title}: take it from ${setupsNamed(setups)} as well? [y/N] `,
		);
		if (!isYes(answer)) {
			left.add(change);
		}
	}

	for (const {change, name} of toType) {
		if (!(await isAliasTyped(name, questions))) {
			left.add(change);
		}
	}

	return changes.filter(({id}) => !left.has(id));
}
