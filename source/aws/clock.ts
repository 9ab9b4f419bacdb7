/**
How far this machine's clock is ahead of AWS's, in milliseconds, by the Date header of an answer that has just come (whole
seconds, RFC 9110). Undefined when the answer tells no time.
*/
export function clockAhead(response: unknown, now: Date): number | undefined {
	if (
		typeof response !== 'object' ||
		response === null ||
		!('headers' in response) ||
		typeof response.headers !== 'object' ||
		response.headers === null
	) {
		return undefined;
	}

	const date: unknown = Reflect.get(response.headers, 'date');
	const told = typeof date === 'string' ? Date.parse(date) : NaN;
	return Number.isNaN(told) ? undefined : now.getTime() - told;
}

/**
Whether AWS refused a call only because this machine's clock is off: the SDK has just learned AWS's time from that answer,
so the same client signs rightly from now on. Refused means not carried out.
*/
export function isClockCorrected(error: unknown): boolean {
	if (!(error instanceof Error) || !clockRefusals.test(error.name)) {
		return false;
	}

	const metadata: unknown = Reflect.get(error, '$metadata');
	return (
		typeof metadata === 'object' &&
		metadata !== null &&
		Reflect.get(metadata, 'clockSkewCorrected') === true
	);
}

const clockRefusals =
	/^(?:InvalidSignature|SignatureDoesNotMatch|RequestExpired|RequestTimeTooSkewed)/v;
