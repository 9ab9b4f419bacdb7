/** What is put right while a paste is read, as the sentence that tells of it. */
export const putRight = {
	quotes: 'Smart quotes were read as plain ones.',
	spaces: 'Unusual spaces were read as plain ones.',
	invisible: 'Invisible characters were left out.',
	comments: 'Comments were left out.',
	fence: 'The code fence around it was left out.',
	commas: 'Extra commas were left out.',
	missingComma: 'A missing comma between two objects was added.',
	braces: 'The missing braces around it were added.',
} as const;

/** Matches a sticky pattern exactly at `offset`. */
export const matchAt = (
	pattern: RegExp,
	text: string,
	offset: number,
): string | undefined => {
	pattern.lastIndex = offset;
	return pattern.exec(text)?.[0];
};
