import {type PolicyDocument, type Statement} from './policy-document.js';
import {type Problem} from './problem.js';
import {readPolicyText} from './read-policy-text.js';

export type {Problem, TextPosition} from './problem.js';

/** What a pasted text holds, or what is wrong with it. `tolerated` says in sentences what was put right. */
export type ParsedPolicy =
	| {
			ok: true;
			statements: Statement[];
			wholePolicy?: PolicyDocument;
			tolerated: string[];
	  }
	| {ok: false; problems: Problem[]};

/**
Reads the statements in a pasted text: one object, several, a list, a whole policy, or the inside of one of these, with the marks
that copying leaves. Up to 131,072 characters. Judges only whether it can be read, not what it grants. Never throws.
*/
export function parsePolicyText(text: string): ParsedPolicy {
	const read = readPolicyText(text);
	if (!read.ok) {
		return read;
	}

	const {nodes, ...parsed} = read;
	return parsed;
}
