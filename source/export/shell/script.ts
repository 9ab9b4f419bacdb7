import {type Handover} from '../handover.js';
import {keyLines} from './key-lines.js';
import {policyFunctions, roleFunctions} from './policy-functions.js';
import {prelude} from './prelude.js';
import {roleLines} from './role-lines.js';

/**
The setup as a bash script of aws commands. It looks before it makes anything, so that it can be run again; it stops at the
first refusal, at what somebody else has made or added, and in any account but the setup's own.
*/
export function shellScript(handover: Handover): string {
	const key = keyLines(handover);
	const roles = roleLines(handover);
	const body = [
		policyFunctions,
		...(roles.length > 0 ? [roleFunctions(handover)] : []),
		...[key, roles].map((lines) => lines.join('\n')),
	]
		.filter((text) => text !== '')
		.map((text) => `${text.trimEnd()}\n`)
		.join('\n');
	return `${prelude(handover, body)}\n${body}`;
}
