import {type Call} from '../../changes/change.js';
import {printCall, quoteForShell} from '../../changes/print-call.js';
import {type Json, type JsonObject} from '../../json.js';
import {type Handover} from '../handover.js';
import {cutAtOwnAccount} from '../own-account.js';

const variables = ['account', 'key', 'partition'] as const;

/** The variables of the script that a call may hold. */
export type Variable = (typeof variables)[number];

// Private characters: AWS takes them in no name, policy or tag. A text that holds them all the same must not reach other variables.
const open = '\u{E000}';
const close = '\u{E001}';
const marked = new RegExp(`${open}(${variables.join('|')})${close}`, 'gv');

/** Stands in a call's input for a variable of the script. */
export function variable(name: Variable): string {
	return open + name + close;
}

/**
A call as a command line whose variables the shell fills in. As long as nobody has said the account, ARNs of its own account
get the one that the script runs in. `replace` gives fields of the input another value.
*/
export function commandOf(
	{service, operation, input}: Call,
	handover: Handover,
	replace: JsonObject = {},
): string {
	const filled = Object.fromEntries(
		Object.entries({...input, ...replace}).map(([key, value]) => [
			key,
			withAccount(value, handover),
		]),
	);
	return printCall({service, operation, input: filled}).replaceAll(
		marked,
		'\'"$$$1"\'',
	);
}

/** A text as one word of the shell, with the account filled in as in `commandOf`. */
export function wordOf(text: string, handover: Handover): string {
	return quoteForShell(textWithAccount(text, handover)).replaceAll(
		marked,
		'\'"$$$1"\'',
	);
}

/** A field of a call's input that is a text; empty where it is none. */
export function textField({input}: Call, field: string): string {
	const value = input[field];
	return typeof value === 'string' ? value : '';
}

type Owned = Pick<Handover, 'account' | 'planned'>;

function textWithAccount(text: string, {account, planned}: Owned): string {
	return account === undefined
		? cutAtOwnAccount(text, planned)
				.map((piece) =>
					typeof piece === 'string' ? piece : variable(piece.own),
				)
				.join('')
		: text;
}

function withAccount(value: Json, handover: Owned): Json {
	if (typeof value === 'string') {
		return textWithAccount(value, handover);
	}

	if (Array.isArray(value)) {
		return value.map((item) => withAccount(item, handover));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [
					key,
					withAccount(inner, handover),
				]),
			)
		: value;
}
