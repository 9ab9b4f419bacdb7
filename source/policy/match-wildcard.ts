/** Whether a text fits an IAM pattern: `*` stands for any run of characters, `?` for exactly one. Upper and lower case differ. */
export function isWildcardMatch(pattern: string, text: string): boolean {
	let p = 0;
	let t = 0;
	let star = -1;
	let resume = 0;
	while (t < text.length) {
		if (pattern[p] === '*') {
			star = p;
			resume = t;
			p++;
		} else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
			p++;
			t++;
		} else if (star === -1) {
			return false;
		} else {
			p = star + 1;
			resume++;
			t = resume;
		}
	}

	return [...pattern.slice(p)].every((rest) => rest === '*');
}

const advance = (reached: boolean[], narrow: string, character: string): boolean[] => {
	let isAnyBefore = false;
	return reached.map((isReached, index) => {
		if (character === '*') {
			isAnyBefore ||= isReached;
			return isAnyBefore;
		}

		const isFit = character === '?' ? narrow[index - 1] !== '*' : narrow[index - 1] === character;
		return index > 0 && isFit && reached[index - 1]!;
	});
};

/** Whether everything that fits the pattern `narrow` also fits the pattern `wide`. A "no" may be too strict, a "yes" is sure. */
export const isPatternCovered = (narrow: string, wide: string): boolean => {
	// Which positions of `narrow` the part of `wide` read so far can have used up.
	let reached = Array.from({length: narrow.length + 1}, (_, index) => index === 0);
	for (const character of wide) {
		reached = advance(reached, narrow, character);
		if (!reached.includes(true)) {
			return false;
		}
	}

	return reached.at(-1)!;
};

/** Whether any text may fit both patterns. */
export const canPatternsMeet = (one: string, other: string): boolean => {
	// Whether the rest of `one` meets the rest of `other` from each index on, for the index in `one` read last.
	let rests = Array.from(
		{length: other.length + 1},
		(_, q) => other.slice(q).replaceAll('*', '') === '',
	);
	for (const a of [...one].toReversed()) {
		const next = rests;
		rests = Array.from({length: other.length + 1}, () => false);
		for (let q = other.length; q >= 0; q--) {
			const b = other[q];
			const isFit = b !== undefined && (a === b || a === '?' || b === '?');
			rests[q] =
				(isFit && a !== '*' && b !== '*' && next[q + 1]!) ||
				(a === '*' && (next[q]! || (b !== undefined && rests[q + 1]!))) ||
				(b === '*' && (rests[q + 1]! || next[q]!));
		}
	}

	return rests[0]!;
};
