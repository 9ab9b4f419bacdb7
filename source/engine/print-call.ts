import {showReferences, type Call} from '../resources/call.js';
import {plainJson, quoteForShell} from '../terminal/escapes.js';

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
