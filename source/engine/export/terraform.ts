import {type ExportPlan} from '../../resources/export.js';
import {
	Expression,
	Wrapped,
	quoteHcl,
	type HclBlock,
	type HclValue,
	type TerraformPart,
} from '../../resources/terraform.js';
import {escapeCodePoint, escapeOdd} from '../../terminal/foreign-text.js';

/** The setup as Terraform for the AWS provider: a file for a root module, whose provider stands beside it. */
export function terraformConfiguration(plan: ExportPlan, parts: readonly TerraformPart[]): string {
	const imports = parts.flatMap((part) => part.imports ?? []);
	const resources = parts.flatMap((part) => part.resources);
	const comment = [
		`${plan.title}: the setup "${plan.name}", as workato-aws would make it.`,
		`For the region ${plan.region}${plan.account === undefined ? '' : ` of the account ${plan.account}`}: put a provider "aws" for it beside this file, and run`,
		'  terraform init && terraform plan',
		...(imports.length === 0 ? [] : firstPlanLines(imports, resources)),
	];
	return `${comment.map((line) => (line === '' ? '#' : `# ${escapeOdd(line)}`)).join('\n')}\n\n${printHcl(
		[
			versions,
			...parts.flatMap(({variables = []}) => variables),
			...placeBlocks(plan),
			...resources,
			...imports,
			...parts.flatMap(({outputs = []}) => outputs),
		],
	)}`;
}

const versions: HclBlock = {
	type: 'terraform',
	// 1.7: for_each of import blocks.
	body: {required_version: '>= 1.7'},
	blocks: [
		{
			type: 'required_providers',
			// 5.50: rotation_period_in_days.
			body: {aws: {source: 'hashicorp/aws', version: '>= 5.50, < 7.0'}},
		},
	],
};

// What a reviewer of the first plan sees.
function firstPlanLines(imports: readonly HclBlock[], resources: readonly HclBlock[]): string[] {
	const count = (blocks: readonly HclBlock[]) =>
		blocks.reduce((sum, {forEach}) => sum + (forEach?.count ?? 1), 0);
	const imported = count(imports);
	const added = count(resources.filter(({type}) => type === 'resource')) - imported;
	return [
		'',
		'The import blocks take over what the setup has made already, so that nothing is made twice. The first plan ends with',
		`  Plan: ${imported} to import, ${added} to add, 0 to change, 0 to destroy.`,
		'Anything else was changed by somebody since, or is said otherwise by the variables: look at it before you apply.',
		'Once that is applied, the import blocks can go.',
	];
}

// A plan for another account or region ends here.
function placeBlocks({account, region}: ExportPlan): HclBlock[] {
	const postcondition = (attribute: string, value: string, message: string): HclBlock => ({
		type: 'lifecycle',
		body: {},
		blocks: [
			{
				type: 'postcondition',
				body: {
					condition: new Expression(`self.${attribute} == ${quoteHcl(value)}`),
					error_message: message,
				},
			},
		],
	});
	return [
		{
			type: 'data',
			labels: ['aws_caller_identity', 'current'],
			body: {},
			...(account !== undefined && {
				blocks: [postcondition('account_id', account, `This setup is for the account ${account}.`)],
			}),
		},
		...(account === undefined
			? [{type: 'data', labels: ['aws_partition', 'current'], body: {}}]
			: []),
		{
			type: 'data',
			labels: ['aws_region', 'current'],
			body: {},
			// The name, in every version of the provider.
			blocks: [postcondition('id', region, `This setup is for the region ${region}.`)],
		},
	];
}

/** Prints blocks as `terraform fmt` lays them out, with an empty line between them. */
export function printHcl(blocks: readonly HclBlock[]): string {
	return blocks.map((block) => `${blockLines(block, '').join('\n')}\n`).join('\n');
}

function blockLines(
	{type, labels = [], comment = [], forEach, body, blocks = []}: HclBlock,
	indent: string,
): string[] {
	const head = [type, ...labels.map((label) => quoteHcl(label))].join(' ');
	const inner = `${indent}  `;
	const rest = entryLines(Object.entries(body), inner);
	const args =
		forEach === undefined
			? rest
			: [
					...entryLines([['for_each', forEach.of]], inner),
					...(rest.length > 0 ? [''] : []),
					...rest,
				];
	const heading = comment.map((line) => `${indent}# ${line}`);
	if (args.length === 0 && blocks.length === 0) {
		return [...heading, `${indent}${head} {}`];
	}

	return [
		...heading,
		`${indent}${head} {`,
		...args,
		...blocks.flatMap((block, index) => [
			...(index > 0 || args.length > 0 ? [''] : []),
			...blockLines(block, inner),
		]),
		`${indent}}`,
	];
}

// Equals signs line up in a run of entries of one line each; an entry of several lines ends the run.
function entryLines(entries: ReadonlyArray<[string, HclValue]>, indent: string): string[] {
	const printed = entries
		.filter(([, value]) => value !== undefined)
		.map(([key, value]) => ({
			key: keyText(key),
			lines: valueLines(value, indent),
		}));
	// In signs, as terraform fmt counts: what could be a part of one is escaped.
	const widths = printed.map(({key}) => [...key].length);
	return printed.flatMap(({key, lines}, index) => {
		const [first = '', ...rest] = lines;
		const isShort = (at: number) => printed[at]?.lines.length === 1;
		let from = index;
		let to = index;
		while (isShort(index) && isShort(from - 1)) {
			from--;
		}

		while (isShort(index) && isShort(to + 1)) {
			to++;
		}

		const width = Math.max(...widths.slice(from, to + 1));
		const space = ' '.repeat(width - (widths[index] ?? 0));
		return [`${indent}${key}${space} = ${first}`, ...rest];
	});
}

function valueLines(value: HclValue, indent: string): string[] {
	if (value instanceof Expression) {
		return [value.code];
	}

	if (value instanceof Wrapped) {
		const lines = valueLines(value.value, indent);
		return lines.map(
			(line, index) =>
				(index === 0 ? value.before : '') + line + (index === lines.length - 1 ? value.after : ''),
		);
	}

	if (Array.isArray(value)) {
		return listLines(value, indent);
	}

	if (typeof value === 'object') {
		const lines = entryLines(Object.entries(value), `${indent}  `);
		return lines.length === 0 ? ['{}'] : ['{', ...lines, `${indent}}`];
	}

	return [typeof value === 'string' ? quoteHcl(value) : String(value)];
}

// A list of one short value takes one line.
function listLines(list: readonly HclValue[], indent: string): string[] {
	const inner = `${indent}  `;
	const items = list.map((item) => valueLines(item, inner));
	const [only = []] = items;
	if (items.length < 2 && only.length < 2) {
		return [`[${only.join('')}]`];
	}

	return [
		'[',
		...items.flatMap(([first = '', ...rest]) => {
			const lines = [`${inner}${first}`, ...rest];
			return lines.map((line, index) => (index === lines.length - 1 ? `${line},` : line));
		}),
		`${indent}]`,
	];
}

// A key that is a word of HCL's own would begin something else.
const reserved = new Set(['else', 'endfor', 'endif', 'false', 'for', 'if', 'in', 'null', 'true']);

/*
What may be one sign with the character before or behind it. terraform fmt counts signs to line up the equals signs, by an edition of
Unicode of its own; as an escape each counts the same in all of them.
*/
const joining =
	/[\p{Emoji_Modifier}\p{Mark}\p{Grapheme_Extend}\p{Regional_Indicator}\u{D4E}\u{E33}\u{EB3}\u{1100}-\u{11FF}\u{A960}-\u{A97C}\u{D7B0}-\u{D7FB}\u{111C2}\u{111C3}\u{1193F}\u{11941}\u{11A3A}\u{11A84}-\u{11A89}\u{11D46}\u{11F02}]/gv;

function keyText(key: string): string {
	return /^[a-z_][\w\-]*$/iv.test(key) && !reserved.has(key)
		? key
		: quoteHcl(key).replaceAll(joining, (character) => escapeCodePoint(character));
}
