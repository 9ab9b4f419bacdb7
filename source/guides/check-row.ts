import {type Lookup} from '../aws/lookup.js';
import {escapeOdd} from '../terminal/foreign-text.js';
import {couldNotLookAt, type Verdict} from './checklist-table.js';
import {type Check} from './guide.js';

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
be had. `absent` has its own verdict, because “there is none” is an answer.
*/
export function rowFrom<T>(
	question: Question,
	found: Lookup<T> | undefined,
	{
		value,
		absent,
	}: {
		value: (value: T) => Verdict;
		absent: () => Verdict;
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
			return row(question, couldNotLookAt(found));
		}
	}
}
