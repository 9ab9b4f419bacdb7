import {type AwsProblem} from '../aws/errors.js';

/** Somebody else wrote the policy between the review and this call. */
export const changedSinceReview: AwsProblem = {
	kind: 'refused',
	code: 'ChangedSinceReview',
	message: 'Someone else has changed this policy since it was reviewed.',
	hint: 'Nothing was changed by this call. Look again and review the new plan.',
};

/** The same for what is not a policy: an alias that names another key by now, a key that was used. */
export const settingChanged =
	'This is not as it was reviewed any more: it was changed or used meanwhile.';

/** The same, seen after a try whose answer never came. */
export const changedAfterLostReply: AwsProblem = {
	...changedSinceReview,
	hint: 'AWS did not answer, and what stands there now is neither the policy that was reviewed nor the new one. Look again and review the new plan.',
};

/** Our write was taken, and then something else stood there. */
export const overwritten: AwsProblem = {
	kind: 'refused',
	code: 'OverwrittenMeanwhile',
	message: 'Somebody else wrote this policy at the same time.',
	hint: 'AWS took this call, but another policy stands there now. Find out who else is changing it, then look again and review the new plan.',
};

/** A problem of a call that AWS may have carried out although it did not say so. */
export function unclear(problem: AwsProblem): AwsProblem {
	return {
		...problem,
		hint: 'AWS may have carried it out all the same. Look again: what is there is found before anything is tried once more.',
	};
}

/** The program was told to end before AWS had said what became of a call. */
export const interrupted: AwsProblem = unclear({
	kind: 'refused',
	code: 'Interrupted',
	message: 'Stopped before AWS had answered: whether this was done is unclear.',
	hint: '',
});

/** The same for a call that would make a second thing of its kind, when what it may have made is not shown. */
export function unseen(problem: AwsProblem): AwsProblem {
	return {
		...problem,
		hint: 'AWS may have made it all the same, although it does not show it yet, so it is not made again now. Wait five minutes and look again: what is there is found first.',
	};
}
