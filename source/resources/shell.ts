import {type Json} from '../json.js';
import {plainJson, quoteForShell} from '../terminal/foreign-text.js';
import {cutAtOwnAccount, type ExportPlan} from './export.js';

/** What one kind of thing brings to a script. */
export type ShellPart = {
	/** Functions that the lines call; they stand above the lines of every part. */
	functions?: string;
	/** What the lines of any part count on, such as `alias='alias/a'`; they stand above all lines. */
	variables?: readonly string[];
	lines: readonly string[];
	/** AWS's error codes for “no such thing”, beside those of KMS and IAM. */
	absentCodes?: readonly string[];
};

/**
A text as one word of the shell. As long as nobody has said the account, ARNs of its own account get the one that the script
runs in.
*/
export function shellText(
	text: string,
	{account, planned}: Pick<ExportPlan, 'account' | 'planned'>,
): string {
	return account === undefined
		? cutAtOwnAccount(text, planned)
				.map((piece) => (typeof piece === 'string' ? quoteForShell(piece) : `"$${piece.own}"`))
				.join('')
		: quoteForShell(text);
}

/** A value as one word that holds its JSON, with the account filled in as in `shellText`. */
export function shellJson(value: Json, plan: ExportPlan): string {
	return shellText(plainJson(value), plan);
}
