import {type Warning} from '../guide.js';
import {type Diagnostic} from '../../diagnostic.js';
import {explainStatement} from '../../policy/explain-statement.js';
import {findOffset, type JsonNode, positionAt} from '../../policy/read-json.js';
import {nameStatement, toList, type Statement} from '../../policy/policy-document.js';
import {isPlaceholder, parsePrincipals} from '../../policy/principals.js';
import {
	readPolicyData,
	readPolicyText,
	type PolicyText,
	changedNumbers,
} from '../../policy/read-policy-text.js';
import {type Json} from '../../json.js';
import {keyPolicyLimit, measurePolicy} from '../../policy/validate-key-policy.js';
import {
	warnOfMissingActions,
	refuseStatement,
	warnOfStatement,
	type Owner,
	warnOfPrincipals,
} from './statement-rules.js';
import {type EkmAnswers} from './answers.js';

/** What a pasted statement is worth. Refusals can never be agreed away; warnings can. `statements` are those to add to the key. */
export type Validation = {
	statements: Statement[];
	/** One plain sentence; empty when nothing could be read, or far too much. */
	summary: string;
	tolerated: string[];
	refusals: Diagnostic[];
	warnings: Warning[];
};

/** A screen has no use for more. */
const mostRefusals = 20;

type Placed = {statement: Statement; node: JsonNode};

/** Whether a statement is the owner's own ("Enable IAM User Permissions"), of this account or with a stand-in for it. */
const isOwners = (statement: Statement, account: string | undefined): boolean => {
	const [who, ...more] = parsePrincipals(statement);
	const isOwner =
		(who?.kind === 'account' && who.id === account) ||
		(who?.kind === 'malformed' && who.id.endsWith(':root') && isPlaceholder(who.id));
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
	const sentences = withResource(statements).map((statement) => explainStatement(statement));
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
	{code, message}: Pick<Diagnostic, 'code' | 'message'>,
	offset: number,
): Diagnostic => ({
	code,
	message,
	...(text !== undefined && {position: positionAt(text, offset)}),
});

const refuseAll = (text: string | undefined, placed: Placed[], own: Owner): Diagnostic[] => {
	const found = placed.flatMap(({statement, node}) => [
		...refuseStatement(statement, own).map(({code, message, path, isName}) => ({
			code,
			message,
			offset: findOffset(node, path, isName),
		})),
		...(text === undefined ? [] : changedNumbers(text, node)).map(({path, from, to}) => ({
			code: 'number',
			message: `The number ${from} would become ${to} in the key policy. Put it in quotes.`,
			offset: findOffset(node, path),
		})),
	]);
	return unique(found)
		.toSorted((a, b) => a.offset - b.offset)
		.slice(0, mostRefusals)
		.map(({offset, ...refusal}) => placedIn(text, refusal, offset));
};

const validate = (
	text: string | undefined,
	placed: Placed[],
	tolerated: string[],
	own: Owner,
): Validation => {
	const statements = placed.map(({statement}) => statement);
	const size = measurePolicy(statements);
	if (size > keyPolicyLimit) {
		const message = `This is ${size} bytes long, and a whole key policy may have ${keyPolicyLimit}.`;
		return {
			statements,
			summary: '',
			tolerated,
			refusals: [{code: 'too-long', message}],
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
					statements.length === 1 ? 'The statement' : nameStatement(statement, index),
				),
			),
			...warnOfMissingActions(statements),
			...warnOfPrincipals(statements, own),
		]),
	};
};

/**
Validates what a person pasted from Workato's "Permission to access key": what it grants and to whom, why it is refused, with the place
in the text, and what to ask about. From several statements the owner's own is left out. `known` is the person's account. Never throws.
*/
export function validateStatement(text: string, known: Owner): Validation {
	return validateRead(readPolicyText(text), text, known);
}

/** Validates a statement that is data, as a setup holds it: the same, without places. Never throws. */
export function validateStatementData(statement: Json, known: Owner): Validation {
	return validateRead(readPolicyData(statement), undefined, known);
}

function validateRead(read: PolicyText, text: string | undefined, known: Owner): Validation {
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
	const others = all.filter(({statement}) => !isWhole || !isOwners(statement, known.account));
	const tolerated =
		others.length < all.length
			? [...read.tolerated, "The key owner's own statement was left out; the key gets its own."]
			: read.tolerated;
	return others.length > 0
		? validate(text, others, tolerated, known)
		: {
				statements: [],
				summary: '',
				tolerated,
				refusals: [
					placedIn(
						text,
						{
							code: 'only-owner',
							message:
								"This holds only the key owner's own statement. The one that names Workato's role is missing.",
						},
						all[0]!.node.start,
					),
				],
				warnings: [],
			};
}

// By answers and owner: the plan, the rows and the screens ask for the same one.
const validated = new WeakMap<EkmAnswers, Map<string, Validation>>();

/**
Validates the statement among the answers, once for each: the same validation as on the paste screen. Refusals have places only
where the answer is text.
*/
export function validateAnswer(answers: EkmAnswers, owner: Owner): Validation {
	const known = validated.get(answers) ?? new Map<string, Validation>();
	validated.set(answers, known);
	const {account = '', partition = ''} = owner;
	const key = `${account} ${partition}`;
	const validation = known.get(key) ?? validateStatementOf(answers, owner);
	known.set(key, validation);
	return validation;
}

function validateStatementOf({statement}: EkmAnswers, owner: Owner): Validation {
	return typeof statement === 'string'
		? validateStatement(statement, owner)
		: statement === undefined || statement === null
			? validateStatement('', owner)
			: validateStatementData(statement, owner);
}

/**
The statements that belong in the key policy: those of the answers, with the Resource that KMS needs. None while the
answer is refused.
*/
export function wantedStatements(answers: EkmAnswers, owner: Owner): Statement[] {
	const validation = validateAnswer(answers, owner);
	return validation.refusals.length > 0 ? [] : withResource(validation.statements);
}

/** The accounts that the answers name as Workato's: whom the statement gives the key to, but the key's own. */
export function workatoAccounts(answers: EkmAnswers, owner: Owner = {}): string[] {
	const accounts = validateAnswer(answers, owner)
		.statements.flatMap((statement) => parsePrincipals(statement))
		.flatMap(({account}) => account ?? []);
	return [...new Set(accounts)].filter((account) => account !== owner.account);
}

/**
What of a pasted text is saved: its statements as data, never the text, whose comments may hold anything. Nothing while
the text is refused: a wrong clipboard may hold a secret.
*/
export function savedStatement({statements, refusals}: Validation): Json | undefined {
	if (refusals.length > 0) {
		return undefined;
	}

	const [first, ...others] = statements;
	return others.length > 0 ? statements : first;
}

/** Answers whose statement, if it was given as text, is data; without it where the text is refused. */
export function withDataOnly(answers: EkmAnswers): EkmAnswers {
	const {statement, ...rest} = answers;
	if (typeof statement !== 'string') {
		return answers;
	}

	const data = savedStatement(validateStatement(statement, {}));
	return {...rest, ...(data !== undefined && {statement: data})};
}
