import type * as z from 'zod';
import {type Lookup} from '../aws/errors.js';
import {type Identity, type AwsSession} from '../aws/session.js';
import {type Change} from '../resources/call.js';
import {type SavedSetup, type SetupFile} from '../setups/saved-setup.js';
import {blockedBy, guardGuide, warningsOr} from './guard-guide.js';
import {
	type Adoption,
	type Check,
	type Fact,
	type GuideDefinition,
	type Observed,
	type Location,
	type Plan,
	type Warning,
	type Outputs,
} from './guide.js';

/** One look at AWS for a setup, and what follows from it. */
export type Assessment = {
	identity: Lookup<Identity>;
	plan: Plan;
	checks: Check[];
	outputs: Outputs;
	/** To be agreed to before anything is written. */
	warnings: Warning[];
	/** Who gets what, where the setup has several groups. */
	access: ReturnType<NonNullable<Definition['access']>>;
	/** What names in the answers stand for now. */
	names: Record<string, string>;
	/** What the answers ask for and is left as it is, and why. */
	leftAsIs: string[];
};

type Definition = GuideDefinition<SetupFile, Observed>;

/** A guide in lists and help. */
export type About = Pick<Definition, 'id' | 'title' | 'summary' | 'groups'>;

/** A guide without its own types: what the commands need of any guide. */
export type Guide = About &
	Pick<Definition, 'partner' | 'purpose' | 'resources' | 'usualChanges' | 'missing'> &
	Required<Pick<Definition, 'asData' | 'troubleshooting' | 'uses' | 'overlaps'>> & {
		/** The shape of its setup file. */
		schema: z.ZodType<SetupFile>;
		/**
	Everything that the setup would have to do, and the identity that this is planned for. Without a session AWS is not asked: then
	what only AWS knows is not known of the `unknown` groups.
	*/
		planAll(
			saved: SavedSetup,
			scope: Location,
			session?: AwsSession,
		): Promise<
			Plan & {
				identity: Lookup<Identity>;
				unknown: {what: string; groups: string[]};
				/** Who AWS said is asking; missing without a session. */
				asked?: Lookup<Identity>;
				/** What holds once all of it is made, as far as that can be told before. */
				applied(): {checks: Check[]; outputs: Outputs};
			}
		>;
		/** What such changes come to, told from their own calls: the same facts that a review on screen begins with. */
		facts(saved: SavedSetup, changes: readonly Change[], identity: Identity): Fact[];
		/**
	Observes, plans and checks. `update` hears that answers arrived, and may work out the checklist that they make. Throws if the
	answers do not fit.
	*/
		assess(
			session: AwsSession,
			saved: SavedSetup,
			update?: (checks: () => Check[]) => void,
		): Promise<Assessment>;
	};

/** Closes a guide's own types in, so that guides of every kind can stand in one list. */
export function assessableGuide<Answers extends SetupFile, Observation extends Observed>(
	definition: GuideDefinition<Answers, Observation>,
): Guide {
	const guide = guardGuide(definition);
	const {id, title, summary, purpose, partner, groups, resources, usualChanges} = guide;
	return {
		id,
		title,
		summary,
		purpose,
		partner,
		resources,
		usualChanges,
		...(groups && {groups}),
		schema: guide.answers,
		troubleshooting: guide.troubleshooting ?? [],
		uses: (saved) => guide.uses?.(saved) ?? [],
		overlaps: (setup, scope, others) =>
			guide.overlaps?.(guide.answers.parse(setup), scope, others) ?? [],
		missing: (setup) => guide.missing(guide.answers.parse(setup)),
		asData(setup) {
			const answers = guide.answers.parse(setup);
			return guide.asData?.(answers) ?? answers;
		},
		async planAll(saved, scope, session) {
			const answers = guide.answers.parse(saved.setup);
			const seen = session && (await guide.observe(session, saved, answers));
			const observation = guide.emptyState(answers, scope, {
				saved,
				...(seen && {seen}),
			});
			const {identity} = observation;
			const plan = guide.plan(answers, observation, saved);
			return {
				...plan,
				identity,
				unknown: {
					what: guide.unknown?.what ?? '',
					groups: guide.unknown?.groups(observation) ?? [],
				},
				...(seen && {asked: seen.identity}),
				applied() {
					const {changes} = plan;
					const state = guide.appliedState(answers, observation, {changes, saved});
					return {
						checks: guide.check(answers, state, saved),
						outputs: guide.outputs(answers, state),
					};
				},
			};
		},
		facts: (saved, changes, identity) =>
			guide.facts?.(changes, {answers: guide.answers.parse(saved.setup), identity, saved}) ?? [],
		async assess(session, saved, update) {
			const answers = guide.answers.parse(saved.setup);
			let seen: Partial<Observation> = {};
			const observation = await guide.observe(session, saved, answers, {
				update(part) {
					seen = {...seen, ...part};
					update?.(() => guide.check(answers, seen, saved));
				},
			});
			const {identity} = observation;
			const plan = guide.plan(answers, observation, saved);
			const {warnings, blockers} = warningsOr(() =>
				identity.state === 'found'
					? [
							...guide.warnings(answers, identity.value, observation, saved),
							...(plan.adoptions ?? []).map((each) => adoptionWarning(each)),
						]
					: [],
			);
			return {
				identity,
				plan: blockedBy(plan, blockers),
				checks: guide.check(answers, observation, saved),
				outputs: guide.outputs(answers, observation),
				warnings,
				access: guide.access?.(answers, observation),
				names: guide.names?.(answers, observation) ?? {},
				leftAsIs: guide.leftAsIs?.(answers, observation, saved) ?? [],
			};
		},
	};
}

function adoptionWarning({code, group, message, hint}: Adoption): Warning {
	return {
		code,
		...(group !== undefined && {group}),
		message: `${message} ${hint} To agree takes it for this setup’s own as it is.`,
	};
}
