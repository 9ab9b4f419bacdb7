import {plainJson, quoteForShell} from '../../engine/print-call.js';
import {type Call} from '../../resources/call.js';
import {type Json} from '../../json.js';
import {type Handover} from '../handover.js';
import {cutAtOwnAccount} from '../own-account.js';

/**
A text as one word of the shell. As long as nobody has said the account, ARNs of its own account get the one that the script
runs in.
*/
export function wordOf(
	text: string,
	{account, planned}: Pick<Handover, 'account' | 'planned'>,
): string {
	return account === undefined
		? cutAtOwnAccount(text, planned)
				.map((piece) =>
					typeof piece === 'string' ? quoteForShell(piece) : `"$${piece.own}"`,
				)
				.join('')
		: quoteForShell(text);
}

/** A value as one word that holds its JSON, with the account filled in as in `wordOf`. */
export function jsonWord(value: Json, handover: Handover): string {
	return wordOf(plainJson(value), handover);
}

/** A field of a call's input that is a text; empty where it is none. */
export function textField({input}: Call, field: string): string {
	const value = input[field];
	return typeof value === 'string' ? value : '';
}
