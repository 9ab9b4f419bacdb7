/** A setup in another team's language and the name of a file for it; or why it cannot be written, and what to do. */
export type Written =
	| {ok: true; text: string; fileName: string}
	| {ok: false; reason: string; hint: string};

/** Ways to hand a setup to those who may apply it. Never rejects; AWS is not asked. */
export type HandOver = {
	/** The formats there are, with what each is. */
	formats: ReadonlyArray<{id: string; about: string}>;
	/** The setup in one of the formats, from its answers. */
	write(format: string): Promise<Written>;
	/** The permissions to ask for before anything is answered. */
	writePermissions(): Promise<Written>;
};
