/** What went wrong, in words fit for the screen. */
export function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
