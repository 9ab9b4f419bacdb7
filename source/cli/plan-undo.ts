import {identityWarnings} from '../aws/identity-warnings.js';
import {type Identity} from '../aws/identity.js';
import {type AwsSession} from '../aws/session.js';
import {observeEffects, planUndo, type UndoPlan} from '../engine/undo.js';
import {loadGuide} from '../guides/registry.js';
import {type Effect} from '../resources/effect.js';
import {usedBy, type UsedBy} from '../resources/used-by.js';
import {otherSetups} from '../guides/shared-things.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type SetupStore} from '../setups/setup-store.js';
import {unlessCancelled} from './cancel.js';
import {isAskedOneByOne, type UndoOptions} from './agree-undo.js';
import {type CommandContext} from './context.js';
import {noIdentity} from './no-identity.js';
import {type AwsAccess} from './open-aws.js';
import {toned, warningLine, type Line} from './line.js';
import {type Output} from './output.js';
import {assertSamePlace} from './saved-setups.js';
import {countChanges, placeLines, planLines} from './plan-text.js';

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
	const cautions = await identityWarnings(session, identity, {
		env: access.env,
		...(access.flags.profile && {flag: access.flags.profile}),
	});
	output.say(
		...placeLines(name, identity, session),
		...cautions.map((text) => warningLine(output.symbols, text)),
	);
	assertSamePlace(saved, {
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
	const others = otherSetups(store, own);
	const uses = await Promise.all(
		others.map(async (each) => {
			const guide = await loadGuide(each.setup.guide);
			return [each, guide?.uses(each) ?? []] as const;
		}),
	);
	const known = new Map(uses);
	return usedBy(others, (each) => known.get(each) ?? []);
}

function undoLines(
	{isJournalLost}: SavedSetup,
	{changes, left}: UndoPlan,
	options: UndoOptions,
	output: Output,
): Line[] {
	return [
		...(isJournalLost
			? [
					'Note: the journal of this setup was lost once. What it did before that is not taken back.',
				]
			: []),
		...(left.length === 0 ? [] : ['', 'Left as it is:']),
		...left.flatMap(({title, reason, state}) => [
			state === 'kept'
				? `${output.symbols.bullet} ${title}`
				: toned('careful', `${output.symbols.warn} ${title}`),
			`     ${reason}`,
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
					]),
	];
}
