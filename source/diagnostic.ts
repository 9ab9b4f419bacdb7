/**
Anything that has to be told: why AWS refused, what stands in the way, what is wrong with a file. `code` and `kind` are for
decisions; the words are for people, and nothing is decided by them.
*/
export type Diagnostic<Kind extends string = string> = {
	/** What exactly it is, stable enough for scripts. */
	code: string;
	/** What sort of trouble it is, where anything depends on that. */
	kind?: Kind;
	/** One plain sentence, or one a line. */
	message: string;
	/** What to do next; may be empty. */
	hint: string;
	/** The part of the setup that it is about, such as a project; without one, all of it. */
	group?: string;
};
