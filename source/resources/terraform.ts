import {type Json} from '../json.js';
import {escapeCodePoints} from '../terminal/foreign-text.js';
import {cutAtOwnAccount, type ExportPlan} from './export.js';

/** Code that stands as it is, such as `aws_kms_key.workato.key_id`. */
export class Expression {
	readonly code: string;

	constructor(code: string) {
		this.code = code;
	}
}

/** Code that gives a list, such as `each.value.secret_arns`. */
export class ListExpression extends Expression {}

/** A value with code before and after it. */
export class Wrapped {
	readonly before: string;
	readonly value: HclValue;
	readonly after: string;

	constructor(before: string, value: HclValue, after: string) {
		this.before = before;
		this.value = value;
		this.after = after;
	}
}

/** A value in HCL. Keys that are `undefined` are left out. */
export type HclValue =
	| string
	| number
	| boolean
	| undefined
	| Expression
	| Wrapped
	| HclValue[]
	| {[key: string]: HclValue};

/** A block, such as `resource "aws_kms_key" "workato" { … }`: labels, arguments, and blocks inside. */
export type HclBlock = {
	type: string;
	labels?: readonly string[];
	/** Lines of comment above it. */
	comment?: readonly string[];
	/** What it is made for each of, and how many these are; it stands first, apart from the rest. */
	forEach?: {of: HclValue; count: number};
	body: Readonly<Record<string, HclValue>>;
	blocks?: readonly HclBlock[];
};

/** What one kind of thing brings to a configuration: variables, then what is read and made, then what is taken over, and last what they give out. */
export type TerraformPart = {
	variables?: readonly HclBlock[];
	resources: readonly HclBlock[];
	/** Import blocks for what the setup has made already. */
	imports?: readonly HclBlock[];
	outputs?: readonly HclBlock[];
};

/** A value as the JSON text of itself. */
export function jsonText(value: HclValue): Wrapped {
	return new Wrapped('jsonencode(', value, ')');
}

/** The block by which Terraform takes over something that is there already. */
export function importBlock(
	address: string,
	id: HclValue,
	forEach?: HclBlock['forEach'],
): HclBlock {
	return {
		type: 'import',
		...(forEach && {forEach}),
		body: {to: new Expression(address), id},
	};
}

/** A variable with its type in HCL; `tests` are what a value has to hold, each with what is said where it does not. */
export function variableBlock(
	name: string,
	{type, ...body}: {description: string; type: string | HclValue; default?: HclValue},
	tests: ReadonlyArray<readonly [condition: string, message: string]> = [],
): HclBlock {
	return {
		type: 'variable',
		labels: [name],
		body: {
			description: body.description,
			type: typeof type === 'string' ? new Expression(type) : type,
			default: body.default,
		},
		blocks: tests.map(([condition, message]) => ({
			type: 'validation',
			body: {condition: new Expression(condition), error_message: message},
		})),
	};
}

/** The variable for tags beside those by which a setup knows its own. */
export function tagsVariable(tags: Readonly<Record<string, string>>): HclBlock {
	return variableBlock(
		'tags',
		{
			description: 'Tags beside those by which workato-aws knows its own',
			type: 'map(string)',
			default: tags,
		},
		[
			[
				'alltrue([for key in keys(var.tags) : !startswith(key, "workato-aws:")])',
				'Tags that begin with workato-aws: are given by the setup itself.',
			],
		],
	);
}

const current = {
	partition: new Expression('data.aws_partition.current.partition'),
	account: new Expression('data.aws_caller_identity.current.account_id'),
};

/**
A value of a call (a policy, say) in HCL. As long as nobody has said which account it is for, things of its own account are
named by the account that Terraform works in.
*/
export function hclValue(value: Json, plan: Pick<ExportPlan, 'account' | 'planned'>): HclValue {
	if (typeof value === 'string') {
		const pieces = plan.account === undefined ? cutAtOwnAccount(value, plan.planned) : [value];
		return pieces.length === 1
			? value
			: template(pieces.map((piece) => (typeof piece === 'string' ? piece : current[piece.own])));
	}

	if (Array.isArray(value)) {
		return value.map((item) => hclValue(item, plan));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hclValue(inner, plan)]))
		: (value ?? undefined);
}

/** A text with code in it: what is no code stands for itself. */
export function template(pieces: ReadonlyArray<string | Expression>): Expression {
	const text = pieces.map((piece) =>
		piece instanceof Expression ? `\${${piece.code}}` : escapeHcl(piece),
	);
	return new Expression(`"${text.join('')}"`);
}

const named: Readonly<Record<string, string>> = {
	'\\': String.raw`\\`,
	'"': String.raw`\"`,
	'\n': String.raw`\n`,
	'\r': String.raw`\r`,
	'\t': String.raw`\t`,
};

/** A text in HCL's double quotes: nothing in it is taken for an interpolation, a directive or the end of the text. */
export function quoteHcl(text: string): string {
	return `"${escapeHcl(text)}"`;
}

// The same without the quotes, for a text with interpolations of our own beside it.
function escapeHcl(text: string): string {
	const escaped = text
		.replaceAll(/[\p{Control}"\\]/gv, (character) => {
			const code = character.codePointAt(0) ?? 0;
			return named[character] ?? String.raw`\u` + code.toString(16).padStart(4, '0');
		})
		.replaceAll(/[$%](?=\{)/gv, (sign) => sign + sign);
	return escapeCodePoints(escaped);
}
