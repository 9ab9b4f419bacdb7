import {type SetupFile} from '../setups/saved-setup.js';
import {type GuideDefinition, type Observed} from './guide.js';
import {faultBlocker, faultRow, ownFault} from './own-fault.js';

/**
A guide that goes on where the program itself has a fault: it stops the plan as a blocker, stands in the checklist as a row, and is told
among the warnings and the notes.
*/
export function guardGuide<
	Answers extends SetupFile,
	Observation extends Observed,
>(
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
		warnings: (...from) =>
			orElse(
				() => guide.warnings(...from),
				(error) => {
					const {code, reason} = ownFault(error);
					return [{id: code, message: reason}];
				},
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
		leftAsIs: (...from) =>
			orElse(
				() => guide.leftAsIs?.(...from) ?? [],
				(error) => [ownFault(error).reason],
			),
	};
}

/** What `work` gives, or what stands in for it where the program itself has a fault there. */
export function orElse<T>(work: () => T, instead: (error: unknown) => T): T {
	try {
		return work();
	} catch (error) {
		return instead(error);
	}
}
