// Made with the first two names: nothing on the first screen is sorted by name.
let collator: Intl.Collator | undefined;

/**
The order of two names for people: letters without regard to case first, numbers by what they count (`p2` before `p10`). Below,
above or equal to 0 as for `toSorted`; 0 for equal names only.
*/
export function compareNames(one: string, other: string): number {
	collator ??= new Intl.Collator('en', {numeric: true});
	return (
		collator.compare(one, other) ||
		// What reads alike still has one order, such as p1 and p01.
		(one < other ? -1 : Number(one > other))
	);
}
