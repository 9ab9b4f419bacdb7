import type * as z from 'zod';

/** An issue about one place, with no choice left open. */
export type PlainIssue = z.core.$ZodIssue;

/**
Zod reports a value that fits none of several shapes with the issues of every shape. This keeps those of the shape that
was most likely meant; where no shape comes near, the one issue about the whole place stays.
*/
export function settleChoices(
	issues: readonly z.core.$ZodIssue[],
): PlainIssue[] {
	return issues.flatMap((issue): PlainIssue[] => {
		if (issue.code !== 'invalid_union') {
			return [issue];
		}

		const [best] = issue.errors
			.map((branch) => settleChoices(branch))
			.filter((branch) => branch.every((inner) => !isOtherKind(inner)))
			.toSorted((one, other) => strangeness(one) - strangeness(other));
		return best
			? best.map((inner) => ({...inner, path: [...issue.path, ...inner.path]}))
			: [issue];
	});
}

/** Whether the value is of another kind altogether than the shape, such as text where fields belong. */
function isOtherKind(issue: PlainIssue): boolean {
	return (
		issue.path.length === 0 &&
		['invalid_type', 'invalid_value', 'invalid_union'].includes(issue.code)
	);
}

/** A shape that does not know the value's own fields was hardly meant; after that, fewer issues are better. */
function strangeness(issues: readonly PlainIssue[]): number {
	const strangers = issues.filter(
		(issue) => issue.code === 'unrecognized_keys' && issue.path.length === 0,
	);
	const cost = strangers.length * 1000;
	return cost + issues.length;
}
