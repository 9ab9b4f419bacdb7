import {type Handover} from '../handover.js';
import {keyLines} from './key-lines.js';
import {mergeLines, needsJqLines} from './merge-lines.js';
import {prelude} from './prelude.js';
import {roleLines} from './role-lines.js';

/**
The setup as a bash script of aws commands. It looks before it makes anything, so that it can be run again; it stops at the
first error, and in any account but the setup's own.
*/
export function shellScript(handover: Handover): string {
	const adds = handover.changes.some(({call}) =>
		['PutKeyPolicy', 'UpdateAssumeRolePolicy'].includes(call.operation),
	);
	const parts = [keyLines(handover), roleLines(handover)];
	const merges = parts.flat().some((line) => line.includes('$(merge '));
	const body = [
		[...(adds ? needsJqLines : []), ...(merges ? mergeLines : [])],
		...parts,
	]
		.filter((lines) => lines.length > 0)
		.map((lines) => `${lines.join('\n').trimEnd()}\n`)
		.join('\n');
	return `${prelude(handover, body).join('\n')}\n\n${body}`;
}
