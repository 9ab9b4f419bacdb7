import {ekmAnswers, type EkmAnswers} from '../../../source/guides/ekm/answers.js';
import {ekmGuide} from '../../../source/guides/ekm/ekm-guide.js';
import {type EkmObservation} from '../../../source/guides/ekm/observation.js';
import {observeEkm} from '../../../source/guides/ekm/observe.js';
import {
	applyChanges,
	type ApplyContext,
	type Progress,
} from '../../../source/engine/apply-changes.js';
import {type Change, type JournalEntry} from '../../../source/resources/call.js';
import {whoAmI, type AwsSession} from '../../../source/aws/session.js';
import {type Check, type Plan} from '../../../source/guides/guide.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {workatoRole} from '../../aws/open-sandbox-aws.js';

/** A statement as Workato shows it under “Permission to access key”. */
export const workatoStatement = {
	Sid: 'Workato',
	Effect: 'Allow',
	Principal: {AWS: workatoRole},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};

/** Long ago, so that nothing counts as just made. */
export const then = '2026-01-02T03:04:05.000Z';

/** A saved setup with these answers. */
export function setupOf(answers: Partial<EkmAnswers> = {}): SavedSetup {
	const given: EkmAnswers = {
		guide: 'ekm',
		name: 'production',
		statement: workatoStatement,
		key: {create: {alias: 'workato-ekm'}},
		...answers,
	};
	const setup = Object.fromEntries(
		Object.entries(given).filter(([, value]) => value !== undefined),
	);
	return {
		version: 1,
		runId: '0f0e0d0c-0000-4000-8000-000000000001',
		createdAt: then,
		updatedAt: then,
		setup: {guide: 'ekm', name: 'production', ...setup},
		journal: [],
	};
}

/** The answers of a setup, as the guide reads them. */
export function answersOf(saved: SavedSetup): EkmAnswers {
	return ekmAnswers.parse(saved.setup);
}

/** Looks and plans, as every start of the program does. */
export async function look(
	session: AwsSession,
	saved: SavedSetup,
): Promise<{
	answers: EkmAnswers;
	observation: EkmObservation;
	plan: Plan;
	checks: Check[];
}> {
	const answers = answersOf(saved);
	const observation = await observeEkm(session, saved, answers);
	return {
		answers,
		observation,
		plan: ekmGuide.plan(answers, observation, saved),
		checks: ekmGuide.check(answers, observation, saved),
	};
}

/** The ids of what a look plans. */
export async function planned(session: AwsSession, saved: SavedSetup): Promise<string[]> {
	const {plan} = await look(session, saved);
	return [...plan.blockers.map(({code}) => code), ...plan.changes.map(({id}) => id)];
}

/** Applies changes without waiting, journaling into the saved setup; gives back every progress. */
export async function applyAll(
	session: AwsSession,
	saved: SavedSetup,
	changes: readonly Change[],
	context: Partial<ApplyContext> = {},
): Promise<Progress[]> {
	const all: Progress[] = [];
	const run = applyChanges(changes, {
		session,
		reviewed: context.reviewed ?? (await whoAmI(session)),
		journal(entry: JournalEntry) {
			saved.journal.push(entry);
		},
		wait: async () => undefined,
		now: () => new Date(then),
		...context,
	});
	for await (const progress of run) {
		all.push(progress);
	}

	return all;
}

/** Looks, plans and applies; gives back what became of each change, such as `create-key done`. */
export async function setUp(
	session: AwsSession,
	saved: SavedSetup,
	context: Partial<ApplyContext> = {},
): Promise<string[]> {
	const {plan} = await look(session, saved);
	const all = await applyAll(session, saved, plan.changes, context);
	return outcomes(all);
}

/** How each change ended. */
export function outcomes(all: readonly Progress[]): string[] {
	return all.filter(({status}) => status !== 'running').map(({id, status}) => `${id} ${status}`);
}
