import * as z from 'zod';
import {type Json} from '../../json.js';
import {rotationDays} from '../../resources/kms-key/effects.js';
import {quoteText, refuseOdd} from '../../terminal/foreign-text.js';
import {parseAwsPrincipal} from '../../policy/principals.js';

const json: z.ZodType<Json> = z.lazy(() =>
	z.union([
		z.string(),
		z.number(),
		z.boolean(),
		z.null(),
		z.array(json),
		z.record(z.string(), json),
	]),
);

// AWS KMS: CreateAlias, CreateKey and TagResource limits.
const aliasLength = 256;
const descriptionLength = 8192;
const tagCount = 48;
const tagText = /^[\p{Letter}\p{Number}\p{Separator}+\-.\/:=@_]*$/v;

/** An alias without or with its `alias/` prefix; `undefined` when AWS would take it, else what is wrong with it. */
export function aliasProblem(alias: string): string | undefined {
	const name = alias.replace(/^alias\//v, '');
	if (name === '') {
		return 'Give the alias a name, such as workato-ekm.';
	}

	if (name.startsWith('aws/')) {
		return 'An alias may not start with aws/: AWS keeps those for its own keys.';
	}

	if (!/^[\w\-\/]+$/v.test(name)) {
		return 'An alias may hold letters, digits, dashes, underscores and slashes only.';
	}

	return name.length + 'alias/'.length > aliasLength
		? `An alias may have at most ${aliasLength - 'alias/'.length} characters.`
		: undefined;
}

/** What is wrong with the texts that a new key would get: what does not show as itself is not sent. */
export function newKeyProblem({
	description = '',
	tags = {},
}: Pick<NewKey, 'description' | 'tags'>): string | undefined {
	return (
		refuseOdd('The description', description) ??
		Object.entries(tags)
			.flatMap(([name, value]) => [
				refuseOdd(`The tag’s name ${quoteText(name, 60)}`, name),
				refuseOdd(`The value of the tag ${quoteText(name, 60)}`, value),
			])
			.find((problem) => problem !== undefined)
	);
}

const createKey = z.strictObject({
	alias: z.string().superRefine((alias, context) => {
		const message = aliasProblem(alias);
		if (message) {
			context.addIssue({code: 'custom', message});
		}
	}),
	// A text of a YAML file often ends with a line break.
	description: z.string().trim().max(descriptionLength).optional(),
	tags: z
		.record(z.string().min(1).max(128), z.string().max(256))
		.refine((tags) => Object.keys(tags).length <= tagCount, {
			message: `give at most ${tagCount} tags`,
		})
		.refine((tags) => Object.keys(tags).every((key) => !/^(?:workato-)?aws:/iv.test(key)), {
			message: 'a tag may not start with aws: or workato-aws:',
		})
		.refine(
			(tags) =>
				Object.entries(tags)
					.flat()
					.every((text) => tagText.test(text)),
			{
				message: 'a tag may hold letters, digits, spaces and + - = . _ : / @ only',
			},
		)
		.optional(),
	administrators: z.array(z.string()).optional(),
});

/** The answers for a new key. */
export type NewKey = z.infer<typeof createKey>;

/** The answers of the EKM guide: the shape of its setup file. */
export const ekmAnswers = z.strictObject({
	guide: z.literal('ekm'),
	name: z.string(),
	region: z.string().optional(),
	workato: z
		.strictObject({
			/** A data centre's id (us, eu, …) or a host of one's own. */
			dataCentre: z.string().optional(),
			/** The Workato environment that the key is for. */
			environment: z.string().optional(),
		})
		.optional(),
	statement: json.optional(),
	key: z
		.strictObject({
			create: createKey.optional(),
			use: z.string().trim().min(1).optional(),
		})
		.refine((key) => (key.create === undefined) !== (key.use === undefined), {
			message: 'give either create or use',
		})
		.optional(),
	rotation: z
		.strictObject({
			enabled: z.boolean(),
			days: z.int().min(rotationDays.min).max(rotationDays.max).optional(),
		})
		.optional(),
	/** What the person said after “Update key” in Workato. */
	accepted: z.boolean().optional(),
	/** What was given to Workato when the person said so. */
	acceptedOf: z
		.strictObject({
			keyArn: z.string().optional(),
			key: z.string().optional(),
			statement: z.string().optional(),
		})
		.optional(),
});

/** Answers as far as they are given; a complete setup has a statement and a key. */
export type EkmAnswers = z.infer<typeof ekmAnswers>;

/** The pasted statement as text: setup files may hold it as text, object, list or whole policy. */
export function statementText(answers: EkmAnswers): string {
	const {statement} = answers;
	if (statement === undefined || statement === null) {
		return '';
	}

	return typeof statement === 'string' ? statement : JSON.stringify(statement, undefined, 2);
}

/** What an answer of how it went in Workato is said of: the key's ARN, which key was wanted, and what its policy was to allow. */
export function givenToWorkato(answers: EkmAnswers, keyArn: string | undefined) {
	return {
		keyArn,
		key: answers.key?.use ?? (answers.key ? 'new' : ''),
		statement: statementText(answers).trim(),
	};
}

/** The full name of the alias of a new key. */
export function aliasName(alias: string): string {
	return alias.startsWith('alias/') ? alias : `alias/${alias}`;
}

/** Whether a text names a key by an alias (`alias/…`, or the ARN of one), which may be given to another key later. */
export function isAlias(text: string): boolean {
	return /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?alias\//v.test(text);
}

/** The answers that are still missing, each with the field of the setup file that gives it. */
export function missingAnswers(answers: EkmAnswers): string[] {
	return [
		...(statementText(answers).trim() === '' ? ['statement'] : []),
		...(answers.key ? [] : ['key']),
	];
}

/** Whether an ARN names a role or a user of the account the key will live in. */
export function isOwnRoleOrUser(text: string, account: string | undefined): boolean {
	const who = parseAwsPrincipal(text);
	return (
		(who.kind === 'role' || who.kind === 'user') &&
		(account === undefined || who.account === account)
	);
}
