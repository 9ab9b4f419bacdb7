/** The time now in seconds since 1970, as KMS sends times. */
export const nowInSeconds = (): number => Date.now() / 1000;

/** A number of days in seconds. */
export const daysInSeconds = (days: number): number => days * 86_400;

/** The time in so many seconds from now, in milliseconds since 1970. */
export const inSeconds = (seconds: number): number => {
	const milliseconds = seconds * 1000;
	return Date.now() + milliseconds;
};
