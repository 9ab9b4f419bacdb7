import {conditionRows, type PolicyDocument} from '../policy/policy-document.js';
import {parseOperator, toTime} from '../policy/compare-values.js';
import {type Verdict} from './checklist-table.js';

const day = 86_400_000;
const soon = 30 * day;

/**
A verdict that holds now, and what becomes of it at the dates that the policy's conditions name within thirty days: what will be worse
then is told with its date. What is over already is judged as it is.
*/
export function untilSoon(
	policy: PolicyDocument,
	now: number | undefined,
	verdictAt: (now: number | undefined) => Verdict,
): Verdict {
	const present = verdictAt(now);
	if (now === undefined || !['pass', 'warn'].includes(present.status)) {
		return present;
	}

	for (const date of datesWithin(policy, now, now + soon)) {
		// A date with “equals” still fits at the date itself.
		const later = verdictAt(date + 1000);
		if (later.status === 'fail' || later.status === 'unknown') {
			return {
				status: 'warn',
				detail: `${present.detail} Only until ${new Date(date).toISOString()}, by a date in a condition. Then: ${later.detail}`,
				fix: [
					'Change or take out that date in time, unless it is meant to end then.',
					present.fix ?? '',
				]
					.join(' ')
					.trim(),
			};
		}
	}

	return present;
}

function datesWithin({Statement}: PolicyDocument, from: number, to: number): number[] {
	const dates = Statement.flatMap(({Condition}) =>
		conditionRows(Condition)
			.filter(({operator, key}) => isNow(parseOperator(operator).base, key))
			.flatMap(({wanted}) => wanted.map((text) => toTime(text))),
	);
	return [...new Set(dates)]
		.filter((date) => date > from && date <= to)
		.toSorted((one, other) => one - other);
}

const isNow = (operator: string, key: string): boolean =>
	/^(?:date|numeric)/v.test(operator) &&
	['aws:currenttime', 'aws:epochtime'].includes(key.toLowerCase());
