import {type ExportPlan, type ReadmePart} from '../../resources/export.js';
import {escapeOdd} from '../../terminal/foreign-text.js';
import {shellWord} from '../../terminal/command-line.js';
import {stackName} from './cloudformation-commands.js';
import {exportFormats, type ExportFormat} from './formats.js';
import {partsOf} from './parts.js';

/** A format that is not in the folder, and why. */
export type LeftOut = {format: ExportFormat; reason: string; hint: string};

/** What the first page of the folder tells beside the plan. */
export type ReadmeFacts = {
	/** What the guide is for, in a few words that begin small. */
	summary: string;
	/** What is gained by it, in a sentence or two. */
	purpose: string;
	/** The version of this program. */
	version: string;
	/** What only AWS knows and was not asked, such as “which keys encrypt the secrets”; nothing where nothing is unknown. */
	unknown?: string;
	/** The files beside those of the formats. */
	beside: ReadonlyArray<{name: string; format: ExportFormat}>;
	leftOut: readonly LeftOut[];
	/** Where what was made goes: a sentence each, and what is known of its value. */
	outputs: ReadonlyArray<{label: string; value: string; where: string; group?: string}>;
	/** How many rows of the checklist are expected to say what. */
	expected: Readonly<Record<string, number>>;
};

/** The names of the files that are in the folder whatever the setup. */
export const bundleFiles = {
	readme: 'README.md',
	setup: 'setup.yaml',
	undo: 'undo-permissions.json',
	expected: 'expected-check.json',
} as const;

/** The first page of a folder for a pull request, in Markdown. What comes from outside acts in no way there. */
export function bundleReadme(plan: ExportPlan, facts: ReadmeFacts): string {
	const {name, title, account, region, words} = plan;
	const {summary, purpose, version} = facts;
	return `${[
		`# ${title}: the setup ${code(name)}`,
		`This folder holds ${summary}, ready to be reviewed and applied. Nothing was changed in AWS to make it.`,
		purpose,
		list([
			account === undefined
				? 'Account: the one that it is applied in'
				: `Account: ${code(account)}`,
			`Region: ${code(region)}`,
			`Made by: workato-aws ${code(version)}`,
		]),
		'## For whom',
		list([
			'Whoever reviews it: [what it changes](#what-it-changes) says each call and why. The files below say the same, each in a language of its own.',
			`Whoever applies it: in one way only, with the permissions in ${link(fileOf('permissions'))}. They name what the setup needs, and nothing else.`,
			`Whoever works with ${words.partner}: [what goes there](#in-${words.partner.toLowerCase()}) once it is applied.`,
		]),
		'## The files',
		list(fileLines(facts)),
		...leftOutLines(facts),
		'## What it changes',
		changeLines(plan),
		'## What it costs',
		...costLines(plan),
		'## How to apply it',
		...applyLines(plan, facts),
		`## In ${words.partner}`,
		outputLines(facts),
		'## How to check it',
		...checkLines(plan, facts),
		'## How to take it back',
		...removalLines(plan, facts),
	].join('\n\n')}\n`;
}

const fileOf = (wanted: ExportFormat): string =>
	exportFormats.find(({id}) => id === wanted)?.inBundle ?? wanted;

const isThere = ({leftOut}: ReadmeFacts, wanted: ExportFormat): boolean =>
	leftOut.every(({format}) => format !== wanted);

function fileLines(facts: ReadmeFacts): string[] {
	return [
		`${link(bundleFiles.setup)}: the setup itself, as workato-aws reads it`,
		...exportFormats
			.filter(({id}) => isThere(facts, id))
			.flatMap(({id, about, inBundle}) => [
				`${link(inBundle)}: ${aboutInBundle[id] ?? about}`,
				...facts.beside
					.filter(({format}) => format === id)
					.map(({name}) => `${link(name)}: what goes with ${link(inBundle)}, as its top says`),
			]),
		`${link(bundleFiles.undo)}: the IAM policy that it takes to take it back; the right to delete a key is not in it`,
		`${link(bundleFiles.expected)}: what the checklist is expected to say once it is applied`,
	];
}

const aboutInBundle: Partial<Record<ExportFormat, string>> = {
	permissions: 'the IAM policy that it takes to apply and check it',
};

function leftOutLines({leftOut}: ReadmeFacts): string[] {
	return leftOut.length === 0
		? []
		: [
				'Left out:',
				list(leftOut.map(({format, reason}) => `${code(fileOf(format))}: ${prose(reason)}`)),
			];
}

function changeLines({changes}: ExportPlan): string {
	return changes
		.map(
			({title, why, call, group}, index) =>
				`${index + 1}. ${group === undefined ? '' : `${code(group)}: `}${prose(title)} (${code(`${call.service}:${call.operation}`)}). ${prose(why)}`,
		)
		.join('\n');
}

const readmeParts = (plan: ExportPlan) =>
	partsOf(plan, 'A folder', (each) => each.readme?.(plan) ?? nothingToSay);

const nothingToSay: ReadmePart = {monthly: 0, costs: [], removal: {}};

function costLines(plan: ExportPlan): string[] {
	const parts = readmeParts(plan);
	const monthly = parts.reduce((sum, each) => sum + each.monthly, 0);
	const costs = [...new Set(parts.flatMap((each) => each.costs))];
	return [
		monthly === 0
			? 'By month: nothing more than what is used.'
			: `By month: about ${monthly} USD, and what is used.`,
		...(costs.length === 0 ? [] : [list(costs)]),
	];
}

function applyLines(plan: ExportPlan, facts: ReadmeFacts): string[] {
	const {name, account} = plan;
	const place = account === undefined ? '' : ` to account ${code(account)}`;
	const ways: Array<[format: ExportFormat | undefined, text: string]> = [
		[
			undefined,
			`With workato-aws, which shows each call, asks, and writes a journal that can be taken back:\n\n${fence(
				[
					`workato-aws apply -f ${bundleFiles.setup} --dry-run`,
					`workato-aws apply -f ${bundleFiles.setup}`,
				],
			)}`,
		],
		[
			'cloudformation',
			`With CloudFormation: the commands are at the top of ${link(fileOf('cloudformation'))}, for one account and for many.`,
		],
		[
			'terraform',
			`With Terraform, ${link(fileOf('terraform'))}. What to know first is at its top:\n\n${fence(['terraform init', 'terraform plan -out plan', 'terraform apply plan'])}`,
		],
		[
			'shell',
			`With bash, the aws CLI and jq, ${link(fileOf('shell'))}. It looks before it changes anything, and can be run again:\n\n${fence([`bash ${fileOf('shell')}`])}`,
		],
	];
	return [
		`In one of these ways, signed in${place} with the permissions above. A second way would find what the first one made.`,
		...ways
			.filter(([format]) => format === undefined || isThere(facts, format))
			.map(([, text]) => text),
		...(facts.unknown === undefined
			? []
			: [
					`AWS was not asked ${prose(facts.unknown)}, for ${[...plan.unknown].map((group) => code(group)).join(', ')}. ${[
						...(isThere(facts, 'shell') ? ['The script finds it out when it runs.'] : []),
						...(isThere(facts, 'terraform') ? ['Terraform finds it out when it plans.'] : []),
						...(isThere(facts, 'cloudformation')
							? ['The template asks for it as a parameter.']
							: []),
						`${code('workato-aws apply')} asks AWS.`,
					].join(' ')}`,
				]),
		`Applied in another way than with workato-aws, the setup is taken up by ${code(`workato-aws apply -f ${bundleFiles.setup}`)}: it finds what was made, asks whether it is meant, saves the setup as ${code(name)}, and has nothing left to change.`,
	];
}

function outputLines({outputs}: ReadmeFacts): string {
	const known = outputs.map(({label, value, where, group}) => ({
		place: where,
		text: `${group === undefined ? '' : `${code(group)}: `}${label} ${code(value)}`,
	}));
	return known.length === 0
		? `The key or roles that were there already; ${code('workato-aws apply')} and the checklist show what goes where.`
		: [...Map.groupBy(known, ({place}) => place)]
				.map(([place, all]) => `${prose(place)}\n\n${list(all.map(({text}) => text))}`)
				.join('\n\n');
}

function checkLines({name, words}: ExportPlan, {expected}: ReadmeFacts): string[] {
	const count = (status: string) => expected[status] ?? 0;
	return [
		fence([
			`workato-aws check ${shellWord(name)}`,
			String.raw`rows='.setups[].checks[] | "\(.id) \(.status)"'`,
			`diff <(jq -r "$rows" ${bundleFiles.expected}) <(workato-aws check ${shellWord(name)} --json | jq -r "$rows")`,
		]),
		`Expected: ${count('pass')} rows pass, ${count('warn')} warn, ${count('fail')} fail. ${count('waiting')} wait for what has not happened yet, such as a first use by ${words.partner}; of ${count('unknown')} only AWS can tell, so that nothing is said of them beforehand, and whatever they say then is the answer.`,
		'The details of a row may differ: IDs that AWS gives, who looked, and when.',
	];
}

function removalLines(plan: ExportPlan, facts: ReadmeFacts): string[] {
	const parts = readmeParts(plan).toReversed();
	const steps = (by: keyof ReadmePart['removal']) =>
		parts
			.flatMap(({removal}) => removal[by] ?? [])
			.map(
				({text, commands = []}) =>
					`${prose(text)}${commands.length === 0 ? '' : `\n\n${fence(commands)}`}`,
			);
	const place = `--region ${plan.region} --stack-name ${stackName(plan)}`;
	return [
		`What workato-aws applied, ${code(`workato-aws undo ${shellWord(plan.name)}`)} takes back, on the machine that has its journal, with the permissions in ${link(bundleFiles.undo)}. It shows each change, asks, and says what stays.`,
		...(isThere(facts, 'cloudformation')
			? [
					'### What CloudFormation applied',
					...steps('cloudformation'),
					`Then delete the stack (each of them, where there are several):\n\n${fence([
						`aws cloudformation delete-stack ${place}`,
						`aws cloudformation wait stack-delete-complete ${place}`,
					])}`,
					`Of a StackSet, ${code('aws cloudformation delete-stack-instances')} with ${code('--no-retain-stacks')} deletes the stacks in the other accounts, and ${code('delete-stack-set')} the rest.`,
				]
			: []),
		...(isThere(facts, 'terraform') ? ['### What Terraform applied', ...steps('terraform')] : []),
		'### What the script applied',
		'A script takes nothing back. By hand it is this, in this order:',
		...steps('hand'),
	];
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

const link = (file: string): string => `[${code(file)}](${file})`;

/** A text as it is, on one line, in which nothing acts. */
function code(text: string): string {
	const line = escapeOdd(text);
	const runs = line.match(/`+/gv) ?? [];
	const mark = '`'.repeat(Math.max(0, ...runs.map((run) => run.length)) + 1);
	// Blanks at both ends are taken off again.
	const space = /^`|`$|^ .* $/v.test(line) || line.trim() === '' ? ' ' : '';
	return `${mark}${space}${line}${space}${mark}`;
}

/** A sentence, whose words may come from outside, as it reads. */
function prose(text: string): string {
	return escapeOdd(text)
		.replaceAll(/[!#$\u{26}*<>@\[\\\]_`\{\|\}~]/gv, String.raw`\$&`)
		.replaceAll(/(?<=www)\.|(?<=[a-z]):(?=\/\/)/giv, String.raw`\$&`);
}

/** Commands as a block, whose end no command can say. */
function fence(commands: readonly string[]): string {
	const lines = commands.map((command) => escapeOdd(command));
	const runs = lines.join('\n').match(/`{3,}/gv) ?? [];
	const mark = '`'.repeat(Math.max(2, ...runs.map((run) => run.length)) + 1);
	return `${mark}sh\n${lines.join('\n')}\n${mark}`;
}
