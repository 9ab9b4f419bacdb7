/** Joins words as a sentence does: "a", "a and b", "a, b and c". */
export const joinWords = (words: string[], last = 'and'): string =>
	words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)!}`;

/** An age in words, such as “3 hours ago”; milliseconds. */
export function age(milliseconds: number): string {
	const minutes = Math.floor(milliseconds / 60_000);
	const units: ReadonlyArray<[number, string]> = [
		[60 * 24, 'day'],
		[60, 'hour'],
		[1, 'minute'],
	];
	const unit = units.find(([size]) => minutes >= size);
	if (!unit) {
		return 'just now';
	}

	const count = Math.floor(minutes / unit[0]);
	return `${count} ${unit[1]}${count === 1 ? '' : 's'} ago`;
}

/** A span of time in words; milliseconds, never below nothing. */
export function timeLeft(milliseconds: number): string {
	const seconds = Math.max(0, Math.floor(milliseconds / 1000));
	const minutes = Math.floor(seconds / 60);
	const hours = Math.floor(minutes / 60);
	if (hours > 0) {
		return `${hours} h ${minutes % 60} min`;
	}

	return minutes > 0 ? `${minutes} min ${String(seconds % 60).padStart(2, '0')} s` : `${seconds} s`;
}
