import {type Diagnostic, type TextPosition} from '../diagnostic.js';
import {type Json} from '../json.js';
import {nearest} from '../terminal/names.js';
import {formatWord, quoteText} from '../terminal/foreign-text.js';
import {
	withStatementList,
	elementNames,
	findShapeProblems,
	isPolicy,
	isStatement,
	isPolicyLike,
	type PolicyDocument,
	type Statement,
	nameStatement,
} from './policy-document.js';
import {
	positionAt,
	findOffset,
	type JsonNode,
	nodeOf,
	toJson,
	readJson,
	findChild,
	type Path,
	DoubledName,
} from './read-json.js';
import {putRight, type PutRight, UnreadableText} from './json-tokens.js';

/**
What a pasted text holds, or what is wrong with it. `nodes` are the statements' places in the text, one for each statement;
`tolerated` says in sentences what was put right.
*/
export type PolicyText =
	| {
			ok: true;
			statements: Statement[];
			nodes: JsonNode[];
			wholePolicy?: PolicyDocument;
			tolerated: string[];
	  }
	| {ok: false; problems: Diagnostic[]};

/** KMS's own bound on the characters of a policy in a call; nothing longer is worth reading. */
const longest = 131_072;

/** A screen has no use for more. */
const mostProblems = 20;

const readNodes = (text: string, tolerated: Set<PutRight>): JsonNode[] => {
	try {
		return readJson(text, tolerated);
	} catch (error) {
		// Word processors sometimes turn only one quote of a pair; a second reading lets any quote close any text.
		const again = new Set<PutRight>();
		try {
			const nodes = readJson(text, again, true);
			tolerated.clear();
			for (const note of again) {
				tolerated.add(note);
			}

			return nodes;
		} catch {
			throw error;
		}
	}
};

const statementNodes = (node: JsonNode): JsonNode[] => {
	if (node.type === 'array') {
		return node.items.flatMap((item) => statementNodes(item));
	}

	const inner =
		node.type === 'object' ? node.members.find(({name}) => name === 'Statement')?.node : undefined;
	return inner === undefined ? [node] : inner.type === 'array' ? inner.items : [inner];
};

/** Says why an object is no statement at all; nothing when any of its names is an element of one, or nearly. */
const explainForeign = (value: Json): string | undefined => {
	const names =
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.keys(value)
			: undefined;
	if (
		names === undefined ||
		names.some((name) => elementNames.includes(name) || nearest(name, elementNames) !== undefined)
	) {
		return undefined;
	}

	return names.length === 0
		? 'There is nothing between these braces. Workato’s statement has Effect, Principal, Action and Resource.'
		: 'This is JSON, but not a policy statement: it has no Effect, Principal, Action or Resource.';
};

const findProblems = (text: string, nodes: JsonNode[]): Diagnostic[] =>
	nodes
		.flatMap((node) => {
			const value = toJson(node);
			const foreign = explainForeign(value);
			const problems =
				foreign === undefined
					? findShapeProblems(value)
					: [{code: 'not-a-statement', message: foreign, path: []}];
			return problems.map((problem) => ({...problem, node}));
		})
		.slice(0, mostProblems)
		.map(({code, message, node, path}) => ({
			code,
			message,
			position: positionAt(text, findOffset(node, path)),
		}));

const refuse = (code: string, message: string, position?: TextPosition): PolicyText => ({
	ok: false,
	problems: [{code, message, ...(position && {position})}],
});

const readStatements = (text: string, roots: JsonNode[], tolerated: Set<PutRight>): PolicyText => {
	const [first] = roots;
	if (first === undefined) {
		return refuse(
			'empty',
			'There is nothing here yet. Paste the statement that Workato shows under "Permission to access key".',
		);
	}

	const start = positionAt(text, first.start);
	const nodes = roots.flatMap((root) => statementNodes(root));
	if (nodes.length === 0) {
		return refuse('no-statement', 'This holds no statement.', start);
	}

	const problems = findProblems(text, nodes);
	if (problems.length > 0) {
		return {ok: false, problems};
	}

	const read = {
		ok: true as const,
		statements: nodes.map((node) => toJson(node)).filter((value) => isStatement(value)),
		nodes,
		tolerated: Array.from(tolerated, (what) => putRight[what]),
	};
	const root = toJson(first);
	if (roots.length > 1 || !isPolicyLike(root) || tolerated.has('braces')) {
		return read;
	}

	if (isPolicy(root)) {
		return {...read, wholePolicy: withStatementList(root)};
	}

	const odd = typeof (root.Version ?? '') === 'string' ? 'Id' : 'Version';
	return refuse(
		'shape',
		`${odd} has to be text in double quotes.`,
		positionAt(text, findOffset(first, [odd])),
	);
};

/** Says in plain words why a text cannot be read: it is something else altogether, has words around it, or has a fault inside. */
const explainUnreadable = (text: string, {message, offset}: UnreadableText): PolicyText => {
	const start = Math.max(0, text.search(/\S/v));
	if (!/[\[\{]/v.test(text)) {
		return refuse(
			'not-json',
			'This is not the statement: it begins with { and ends with }. Copy all of “Permission to access key” from Workato.',
			positionAt(text, start),
		);
	}

	// What may stand in front of the first brace: a list, the inside of an object, a comment, a code fence.
	return /^[\p{Format}\p{Quotation_Mark},\/\[`\{~]/v.test(text.slice(start))
		? refuse('unreadable', message, positionAt(text, offset))
		: refuse(
				'text-before',
				'The statement begins with {. Leave out what stands before it.',
				positionAt(text, start),
			);
};

/**
Reads the statements in a pasted text and their places: one object, several, a list, a whole policy, or the inside of one of these,
with the marks that copying leaves. Up to 131,072 characters. Says only whether it can be read, not what it grants. Never throws.
*/
export function readPolicyText(text: string): PolicyText {
	if (text.length > longest) {
		return refuse(
			'too-long',
			`This is longer than ${longest} characters, and no key policy is. Paste only the statement.`,
		);
	}

	const tolerated = new Set<PutRight>();
	try {
		return readStatements(text, readNodes(text, tolerated), tolerated);
	} catch (error) {
		if (error instanceof UnreadableText) {
			return explainUnreadable(text, error);
		}

		throw error;
	}
}

/** Reads the statements of a policy that is data, such as the one that a setup holds. What is refused has no place. Never throws. */
export function readPolicyData(value: Json): PolicyText {
	const read = readStatements('', [nodeOf(value)], new Set<PutRight>());
	return read.ok
		? read
		: {
				ok: false,
				problems: read.problems.map(({position, ...problem}) => problem),
			};
}

/** Finds the numbers in a node of `text` that JavaScript prints in another way than they stand there. */
export const changedNumbers = (
	text: string,
	node: JsonNode,
	path: Path = [],
): Array<{path: Path; from: string; to: string}> => {
	switch (node.type) {
		case 'object': {
			return node.members.flatMap(({name, node: child}) =>
				changedNumbers(text, child, [...path, name]),
			);
		}

		case 'array': {
			return node.items.flatMap((child, index) => changedNumbers(text, child, [...path, index]));
		}

		case 'value': {
			const from = text.slice(node.start, node.end);
			const to = JSON.stringify(node.value);
			return typeof node.value === 'number' && from !== to ? [{path, from, to}] : [];
		}
	}
};

const sidOf = (root: JsonNode, index: number | undefined): unknown => {
	const list = findChild(root, 'Statement');
	const statement = index === undefined ? list : findChild(list, index);
	const sid = findChild(statement, 'Sid');
	return sid?.type === 'value' ? sid.value : undefined;
};

// Where a name is doubled the text cannot be read with its locations, but JavaScript reads it all the same: the last one of the two.
const sidInText = (text: string, index: number | undefined): unknown => {
	try {
		const policy: unknown = JSON.parse(text);
		const list = fieldOf(policy, 'Statement');
		return fieldOf(index === undefined ? list : fieldOf(list, String(index)), 'Sid');
	} catch (error) {
		if (error instanceof SyntaxError) {
			return undefined;
		}

		throw error;
	}
};

const fieldOf = (value: unknown, name: string): unknown =>
	typeof value === 'object' && value !== null && Object.hasOwn(value, name)
		? Reflect.get(value, name)
		: undefined;

/** Names a location of a policy by its statement; `sidAt` gives the Sid of one of the list, or of the only statement. */
const nameLocation = (path: Path, sidAt: (index: number | undefined) => unknown): string => {
	const [first, second, ...rest] = path;
	if (first !== 'Statement') {
		return path.map((part) => formatWord(String(part))).join(' › ');
	}

	const index = typeof second === 'number' ? second : undefined;
	const Sid = sidAt(index);
	const name = nameStatement(typeof Sid === 'string' ? {Sid} : {}, index ?? 0);
	return [
		name,
		...(index === undefined ? path.slice(1) : rest).map((part) => formatWord(String(part))),
	].join(' › ');
};

/**
Lists the locations of a policy's text that would not come back the same when the policy is read and printed again: numbers such as 1.0,
1e3 and ones of more digits than JavaScript keeps, and names that stand twice. Each says what to do about it. Empty: nothing is lost.
*/
export function findRewriteLosses(text: string): string[] {
	try {
		return readJson(text, new Set()).flatMap((root) =>
			changedNumbers(text, root).map(
				({path, from, to}) =>
					`${nameLocation(path, (index) => sidOf(root, index))}: ${formatWord(from)} would become ${to}. Put that value in quotes, or write it plainly.`,
			),
		);
	} catch (error) {
		if (error instanceof DoubledName) {
			const {doubled, path} = error;
			const location = nameLocation(path, (index) => sidInText(text, index));
			return [
				`${location === '' ? 'The policy' : location}: the name ${quoteText(doubled)} stands twice in one object. Keep the one that counts.`,
			];
		}

		if (error instanceof UnreadableText) {
			return [error.message];
		}

		throw error;
	}
}
