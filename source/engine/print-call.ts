import {type Json} from '../json.js';
import {showReferences, type Call} from '../resources/call.js';

/** What would act on a terminal although JSON leaves it as it is: C1 controls, bidirectional marks, … */
export const unprintable =
	/[\p{Default_Ignorable_Code_Point}\p{Format}\u{7F}-\u{9F}\u{2028}\u{2029}]/gv;

/**
A call as a command line of the aws CLI, for a POSIX shell: `aws kms create-key --cli-input-json '…'`. A value that an
earlier call gives stands there as words, such as `<KeyId from create-key>`.
*/
export function printCall({service, operation, input}: Call): string {
	const json = quoteForShell(plainJson(showReferences(input)));
	return `aws ${service} ${commandName(operation)} --cli-input-json ${json}`;
}

// As the aws CLI names its commands: CreateKey is create-key, ListSSHPublicKeys is list-ssh-public-keys.
function commandName(operation: string): string {
	return operation
		.replaceAll(/(?<before>[\da-z])(?=[A-Z])/gv, '$<before>-')
		.replaceAll(/(?<before>[A-Z])(?=[A-Z][a-z])/gv, '$<before>-')
		.toLowerCase();
}

/** A value as JSON on one line. Characters that a terminal would act on are written as `\u` escapes: the same JSON. */
export function plainJson(value: Json): string {
	return JSON.stringify(value).replaceAll(unprintable, (character) =>
		Array.from(
			{length: character.length},
			(_, index) =>
				String.raw`\u` +
				// eslint-disable-next-line unicorn/prefer-code-point -- JSON escapes are UTF-16 units
				character.charCodeAt(index).toString(16).padStart(4, '0'),
		).join(''),
	);
}

/** A text as one word for a POSIX shell: inside single quotes everything stands for itself, except the quote. */
export function quoteForShell(text: string): string {
	return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
