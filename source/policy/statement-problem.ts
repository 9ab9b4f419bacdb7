import {type Path} from './json-node.js';

/** Something KMS would refuse or ignore in one statement, and the way to the value; with `isName` to the name in front of it. */
export type StatementProblem = {
	code:
		| 'effect'
		| 'principal'
		| 'placeholder'
		| 'orphan'
		| 'action'
		| 'no-resource'
		| 'condition'
		| 'element'
		| 'character';
	message: string;
	path: Path;
	isName?: true;
};
