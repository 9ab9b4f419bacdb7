const longest = 120;

/** Puts a pasted text in quotes for a message, cut to 120 characters. */
export const quote = (text: string): string =>
	`"${text.length > longest ? `${text.slice(0, longest)}...` : text}"`;
