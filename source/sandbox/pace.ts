/** How fast a service takes calls: a bucket of `burst` calls that fills up again at `perSecond`. */
export type Pace = {
	service: string;
	perSecond: number;
	burst: number;
	/** Whether only calls that change something are counted. */
	writesOnly: boolean;
	/** How many calls are left in the bucket, and when that was so, in milliseconds since 1970. */
	left: number;
	at: number;
};

/** Takes one call out of the buckets of its service; says whether one of them was empty, which throttles the call. */
export const isTooFast = (
	paces: Pace[],
	service: string,
	isWrite: boolean,
	now = Date.now(),
): boolean => {
	const counted = paces.filter(
		(pace) => pace.service === service && (isWrite || !pace.writesOnly),
	);
	for (const pace of counted) {
		const more = ((now - pace.at) / 1000) * pace.perSecond;
		pace.left = Math.min(pace.burst, pace.left + more);
		pace.at = now;
	}

	if (counted.some(({left}) => left < 1)) {
		return true;
	}

	for (const pace of counted) {
		pace.left--;
	}

	return false;
};
