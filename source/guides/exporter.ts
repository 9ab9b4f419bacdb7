import {type Statement} from '../policy/policy-document.js';

/** A setup in another team's language and the name of a file for it; or why it cannot be written, and what to do. */
export type Written =
	| {ok: true; text: string; fileName: string}
	| {ok: false; reason: string; hint: string};

/** Ways to hand a setup to those who may apply it. Never rejects; AWS is not asked. */
export type Exporter = {
	/** The formats there are, with what each is. */
	formats: ReadonlyArray<{id: string; about: string}>;
	/** The setup in one of the formats, from its answers. */
	write(format: string): Promise<Written>;
	/** What an operator has to be allowed: what the answers need, else what the guide proposes. */
	needed(): Promise<Statement[]>;
	/** The permissions to ask for: what is needed, and to ask IAM whether it is allowed. */
	writePermissions(): Promise<Written>;
};
