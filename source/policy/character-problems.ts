import {type Json} from '../json.js';
import {type Path} from './json-node.js';
import {type StatementProblem} from './statement-problem.js';

/** Finds text that IAM does not take: it allows tab, LF, CR and U+0020 to U+00FF. */
export const findCharacterProblems = (
	value: Json,
	path: Path = [],
	isName?: true,
): StatementProblem[] => {
	if (typeof value === 'string') {
		const found = /[^\t\n\r\u{20}-\u{FF}]/v.exec(value)?.[0];
		const code =
			found?.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0') ?? '';
		return found === undefined
			? []
			: [
					{
						code: 'character',
						message: `A policy cannot hold the character U+${code}.`,
						path,
						...(isName && {isName}),
					},
				];
	}

	return typeof value === 'object' && value !== null
		? Object.entries(value).flatMap(([name, item]) => [
				...(Array.isArray(value)
					? []
					: findCharacterProblems(name, [...path, name], true)),
				...findCharacterProblems(item, [
					...path,
					Array.isArray(value) ? Number(name) : name,
				]),
			])
		: [];
};
