import {describeAwsError, isOwnFault} from '../aws/errors.js';
import {cleanLine} from '../terminal/text.js';
import {type SetupFile} from '../setups/saved-setup.js';
import {
	type Blocker,
	type Check,
	type GuideDefinition,
	type Observed,
	type Plan,
	type Warning,
} from './guide.js';

/** Why one thing could not be worked out although nothing outside is to blame: the code that says so, and the reason. */
type OwnFault = {code: 'OwnFault'; reason: string};

/** What to do about a fault of the program. */
export const reportFault =
	'Nothing was written for it. Please report this to whoever gave you this program; what else is set up does not wait for it.';

/** A fault of the program that stopped one project or setup, in words. */
export function ownFault(error: unknown): OwnFault {
	const {message} = describeAwsError(error);
	return {
		code: 'OwnFault',
		reason: isOwnFault(error) ? message : `${itself}: ${cleanLine(message)}`,
	};
}

const itself = 'Something went wrong in workato-aws itself';

/** The blocker that stands in for a plan which could not be made. */
export function faultBlocker(error: unknown): Blocker {
	const {code, reason} = ownFault(error);
	return {code, message: reason, hint: reportFault};
}

/** The row that stands in for rows which could not be worked out: it says so, and claims nothing else. */
export function faultRow(error: unknown): Check {
	const {code, reason} = ownFault(error);
	return {
		id: 'fault',
		title: 'The checklist could be worked out',
		status: 'unknown',
		detail: `Could not look: ${reason} (${code})`,
		fix: reportFault,
		cause: reason,
	};
}

/**
A guide that goes on where the program itself has a fault: it stops the plan as a blocker, stands in the checklist as a row, and is told
among the notes. What has to be agreed to is asked for by `warningsOr`.
*/
export function guardGuide<Answers extends SetupFile, Observation extends Observed>(
	guide: GuideDefinition<Answers, Observation>,
): GuideDefinition<Answers, Observation> {
	return {
		...guide,
		plan: (...from) =>
			orElse(
				() => guide.plan(...from),
				(error) => ({changes: [], blockers: [faultBlocker(error)]}),
			),
		check: (...from) =>
			orElse(
				() => guide.check(...from),
				(error) => [faultRow(error)],
			),
		access: (...from) =>
			orElse(
				() => guide.access?.(...from),
				(error) => ({
					title: 'Who gets what',
					summary: ownFault(error).reason,
					rows: [],
				}),
			),
		facts: (...from) =>
			orElse(
				() => guide.facts?.(...from) ?? [],
				(error) => [{label: 'Cannot tell', value: ownFault(error).reason}],
			),
		leftAsIs: (...from) =>
			orElse(
				() => guide.leftAsIs?.(...from) ?? [],
				(error) => [ownFault(error).reason],
			),
	};
}

/** What has to be agreed to; where it cannot be worked out nothing may be agreed to, so that stops the plan. */
export function warningsOr(work: () => Warning[]): {
	warnings: Warning[];
	blockers: Blocker[];
} {
	return orElse<{warnings: Warning[]; blockers: Blocker[]}>(
		() => ({warnings: work(), blockers: []}),
		(error) => ({warnings: [], blockers: [faultBlocker(error)]}),
	);
}

/** A plan that more stands in the way of: with a reason that is about everything, nothing of it is left to make. */
export function blockedBy(plan: Plan, blockers: readonly Blocker[]): Plan {
	return blockers.length === 0
		? plan
		: {...plan, changes: [], blockers: [...blockers, ...plan.blockers]};
}

/** What `work` gives, or what stands in for it where the program itself has a fault there. */
export function orElse<T>(work: () => T, instead: (error: unknown) => T): T {
	try {
		return work();
	} catch (error) {
		return instead(error);
	}
}
