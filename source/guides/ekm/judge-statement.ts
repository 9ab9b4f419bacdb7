import {explainStatement} from '../../policy/explain-statement.js';
import {
	findOffset,
	type JsonNode,
	positionAt,
	type Problem,
} from '../../policy/json-node.js';
import {
	nameStatement,
	toList,
	type Statement,
} from '../../policy/policy-document.js';
import {isPlaceholder, parsePrincipals} from '../../policy/principals.js';
import {
	readPolicyData,
	readPolicyText,
	type PolicyText,
} from '../../policy/read-policy-text.js';
import {type Json} from '../../json.js';
import {changedNumbers} from '../../policy/rewrite-losses.js';
import {
	keyPolicyLimit,
	measurePolicy,
} from '../../policy/validate-key-policy.js';
import {warnOfMissingActions} from './judge-actions.js';
import {refuseStatement, warnOfStatement} from './judge-one-statement.js';
import {
	type OwnAccount,
	type Warning,
	warnOfPrincipals,
} from './judge-principals.js';

/** What a pasted statement is worth. Refusals can never be agreed away; warnings can. `statements` are those to add to the key. */
export type Judgement = {
	statements: Statement[];
	/** One plain sentence; empty when nothing could be read, or far too much. */
	summary: string;
	tolerated: string[];
	refusals: Problem[];
	warnings: Warning[];
};

/** A screen has no use for more. */
const mostRefusals = 20;

type Placed = {statement: Statement; node: JsonNode};

/** Whether a statement is the owner's own ("Enable IAM User Permissions"), of this account or with a stand-in for it. */
const isOwners = (
	statement: Statement,
	account: string | undefined,
): boolean => {
	const [who, ...more] = parsePrincipals(statement);
	const isOwner =
		(who?.kind === 'account' && who.id === account) ||
		(who?.kind === 'malformed' &&
			who.id.endsWith(':root') &&
			isPlaceholder(who.id));
	const actions = toList(statement.Action);
	return (
		isOwner &&
		more.length === 0 &&
		statement.Effect === 'Allow' &&
		actions.length === 1 &&
		actions[0]!.toLowerCase() === 'kms:*'
	);
};

/** Adds Resource "*" to the statements that have no resource; the others stay as they are. */
export const withResource = (statements: Statement[]): Statement[] =>
	statements.map((statement) =>
		toList(statement.Resource ?? statement.NotResource).length > 0
			? statement
			: {...statement, Resource: '*'},
	);

const summarise = (statements: Statement[]): string => {
	const sentences = withResource(statements).map((statement) =>
		explainStatement(statement),
	);
	return sentences.length === 1
		? sentences[0]!
		: `${sentences.length} statements. ${sentences.join(' ')}`;
};

const unique = <T extends {message: string}>(items: T[]): T[] => {
	const seen = new Set<string>();
	return items.filter((item) => {
		const key = JSON.stringify(item);
		const isNew = !seen.has(key);
		seen.add(key);
		return isNew;
	});
};

/** A refusal with its place, where the statement stands in a text. */
const placedIn = (
	text: string | undefined,
	message: string,
	offset: number,
): Problem => ({
	message,
	...(text !== undefined && {position: positionAt(text, offset)}),
});

const refuseAll = (
	text: string | undefined,
	placed: Placed[],
	own: OwnAccount,
): Problem[] => {
	const found = placed.flatMap(({statement, node}) => [
		...refuseStatement(statement, own).map(({message, path, isName}) => ({
			message,
			offset: findOffset(node, path, isName),
		})),
		...(text === undefined ? [] : changedNumbers(text, node)).map(
			({path, from, to}) => ({
				message: `The number ${from} would become ${to} in the key policy. Put it in quotes.`,
				offset: findOffset(node, path),
			}),
		),
	]);
	return unique(found)
		.toSorted((a, b) => a.offset - b.offset)
		.slice(0, mostRefusals)
		.map(({message, offset}) => placedIn(text, message, offset));
};

const judge = (
	text: string | undefined,
	placed: Placed[],
	tolerated: string[],
	own: OwnAccount,
): Judgement => {
	const statements = placed.map(({statement}) => statement);
	const size = measurePolicy(statements);
	if (size > keyPolicyLimit) {
		const message = `This is ${size} bytes long, and a whole key policy may have ${keyPolicyLimit}.`;
		return {
			statements,
			summary: '',
			tolerated,
			refusals: [{message}],
			warnings: [],
		};
	}

	return {
		statements,
		summary: summarise(statements),
		tolerated,
		refusals: refuseAll(text, placed, own),
		warnings: unique([
			...statements.flatMap((statement, index) =>
				warnOfStatement(
					statement,
					statements.length === 1
						? 'The statement'
						: nameStatement(statement, index),
				),
			),
			...warnOfMissingActions(statements),
			...warnOfPrincipals(statements, own),
		]),
	};
};

/**
Judges what a person pasted from Workato's "Permission to access key": what it grants and to whom, why it is refused, with the place
in the text, and what to ask about. From several statements the owner's own is left out. `known` is the person's account. Never throws.
*/
export function judgeStatement(text: string, known: OwnAccount): Judgement {
	return judgeRead(readPolicyText(text), text, known);
}

/** Judges a statement that is data, as a setup holds it: the same, without places. Never throws. */
export function judgeData(statement: Json, known: OwnAccount): Judgement {
	return judgeRead(readPolicyData(statement), undefined, known);
}

function judgeRead(
	read: PolicyText,
	text: string | undefined,
	known: OwnAccount,
): Judgement {
	if (!read.ok) {
		return {
			statements: [],
			summary: '',
			tolerated: [],
			refusals: read.problems,
			warnings: [],
		};
	}

	const all = read.statements.map((statement, index) => ({
		statement,
		node: read.nodes[index]!,
	}));
	const isWhole = read.wholePolicy !== undefined || all.length > 1;
	const others = all.filter(
		({statement}) => !isWhole || !isOwners(statement, known.account),
	);
	const tolerated =
		others.length < all.length
			? [
					...read.tolerated,
					"The key owner's own statement was left out; the key gets its own.",
				]
			: read.tolerated;
	return others.length > 0
		? judge(text, others, tolerated, known)
		: {
				statements: [],
				summary: '',
				tolerated,
				refusals: [
					placedIn(
						text,
						"This holds only the key owner's own statement. The one that names Workato's role is missing.",
						all[0]!.node.start,
					),
				],
				warnings: [],
			};
}
