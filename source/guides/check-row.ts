import {type Found, type Unknown} from '../aws/find.js';
import {escapeOdd} from '../terminal/foreign-text.js';
import {type Check} from './guide.js';

/** What a row says once its question has an answer. */
export type Verdict = Pick<Check, 'status' | 'detail'> &
	Partial<Pick<Check, 'fix' | 'mend' | 'trouble' | 'cause' | 'alike'>>;

export type Question = Pick<
	Check,
	'id' | 'title' | 'isSupplementary' | 'question' | 'group'
>;

/** A row with an answer. */
export function row(question: Question, verdict: Verdict): Check {
	const {detail, fix = ''} = verdict;
	// Whatever comes from outside stays in its row.
	return {
		...question,
		...verdict,
		detail: escapeOdd(detail),
		fix: escapeOdd(fix),
	};
}

/**
A row that rests on one answer of AWS: waiting while it is on its way, “cannot tell” with AWS's words when it could not
be had. `absent` has its own verdict, because “there is none” is an answer; `cannotTell` says what to do where it is no
matter of permission or network.
*/
export function rowFrom<T>(
	question: Question,
	found: Found<T> | undefined,
	{
		value,
		absent,
		cannotTell = () => lookAgain,
	}: {
		value: (value: T) => Verdict;
		absent: () => Verdict;
		cannotTell?: (code: string) => string;
	},
): Check {
	if (found === undefined) {
		return row(question, {status: 'waiting', detail: 'Asking AWS…'});
	}

	switch (found.state) {
		case 'found': {
			return row(question, value(found.value));
		}

		case 'absent': {
			return row(question, absent());
		}

		case 'unknown': {
			return row(question, couldNotLookAt(found, cannotTell(found.code)));
		}
	}
}

const lookAgain =
	'Get the permission named above, or check the network, and look again.';

/** What a row says that rests on something AWS did not tell, in AWS's words. */
export function couldNotLookAt(
	{reason, code, kind}: Omit<Unknown, 'state'>,
	fix = lookAgain,
): Verdict {
	return {
		status: 'unknown',
		detail: `Could not look: ${reason} (${code})`,
		fix,
		cause: JSON.stringify([code, reason, fix]),
		// AWS's words name the thing that was asked about, which is another in each group.
		alike: code,
		...(kind && {trouble: kind}),
	};
}

/** The trouble of the first answer that could not be had, for a row about several. */
export function troubleOf(
	found: ReadonlyArray<Found<unknown> | undefined>,
): Pick<Check, 'trouble'> {
	const [trouble] = found.flatMap((each) =>
		each?.state === 'unknown' && each.kind ? [each.kind] : [],
	);
	return trouble ? {trouble} : {};
}

/** Which answers could not be had, by their codes: whether rows of two groups about several answers say the same. */
export function codesOf(
	found: ReadonlyArray<Found<unknown> | undefined>,
): string {
	return found
		.map((each) => (each?.state === 'unknown' ? each.code : each?.state))
		.join(' ');
}

/** The first few of a list, and how many more there are. */
export function firstFew(items: readonly string[]): string {
	const most = 3;
	return items.length > most
		? `${items.slice(0, most).join(' ')} And ${items.length - most} more.`
		: items.join(' ');
}
