import {type Change, type JournalEntry} from '../resources/call.js';

/** What is handed over: everything that the setup wants of AWS, as the calls that would make it where nothing is yet. */
export type Handover = {
	/** The setup's name. */
	name: string;
	/** What the text will be called as a file. */
	fileName: string;
	/** The title of its guide. */
	title: string;
	changes: readonly Change[];
	/** Missing where nobody has said it: then what the changes say of `planned.account` stands for any account. */
	account?: string;
	/** What the changes were planned for. */
	planned: {account: string; partition: string};
	region: string;
	/** The run's mark on what is made, by which a script knows its own; empty where the text needs none. */
	mark: string;
	/** What names in the answers stood for when they were first used. */
	names?: Readonly<Record<string, string>>;
	journal: readonly JournalEntry[];
};
