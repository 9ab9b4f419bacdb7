/** A word of AWS or Workato, explained in a sentence or two. */
export type Term = {readonly name: string; readonly meaning: string};

/** A page of Workato's or AWS's documentation. */
export type Page = {readonly title: string; readonly address: string};

/** What the help says about one screen. Everything is plain text; each part is a sentence or two. */
export type HelpTopic = {
	/** What is done here. */
	readonly what: string;
	readonly why: string;
	/** What can go wrong, and what then. */
	readonly troubles: ReadonlyArray<{
		readonly problem: string;
		readonly solution: string;
	}>;
	/** The words that the screen uses and that not everybody knows. */
	readonly terms: readonly Term[];
	readonly pages: readonly Page[];
};
