import {parseArn} from '../../aws/arn.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type ProjectAnswers, type WantedSecrets} from './answers.js';
import {looksLikeAccountId, looksLikeExternalId} from './external-id.js';
import {judgeAccountId} from './judge-account-id.js';
import {judgeExternalId} from './judge-external-id.js';
import {projectNameProblem} from './judge-projects.js';
import {roleNameProblem} from './role-names.js';
import {prefixProblem} from './secret-prefix.js';
import {type Column} from './table-columns.js';

/** What one row of a table says, what is wrong with it and what is odd, one sentence each. `cell` is empty where there is none. */
export function readProjectRow(cell: (column: Column) => string): {
	project?: ProjectAnswers;
	accountId: string;
	problems: string[];
	warnings: string[];
} {
	const name = cell('name');
	const accountId = cell('accountId');
	if (name === '') {
		return {
			accountId,
			problems: ['The project’s name is missing.'],
			warnings: [],
		};
	}

	if (looksLikeExternalId(name) || looksLikeAccountId(name)) {
		return {
			accountId,
			problems: [`${quoteText(name)} stands where the project’s name belongs.`],
			warnings: [],
		};
	}

	const externalId = cell('externalId');
	const role = readRole(cell('role'), name);
	const findings = [
		...(externalId === '' ? [] : judgeExternalId(externalId, {name})),
		...(accountId === '' ? [] : judgeAccountId(accountId)),
	];
	const messages = (level: string) =>
		findings
			.filter((finding) => finding.level === level)
			.map(({message}) => message);
	const secrets = readSecrets(cell('secrets'), cell('prefix'));
	const id = cell('id');
	const unreadable = projectNameProblem(name);
	return {
		accountId,
		project: {
			name,
			...(/^\d+$/v.test(id) && {id}),
			...(externalId !== '' && {externalId}),
			...(role.role && {role: role.role}),
			...(secrets && {secrets}),
		},
		problems: [
			...(name.length > 200
				? [
						`The project’s name ${quoteText(name)} has more than 200 characters.`,
					]
				: []),
			...(unreadable === undefined ? [] : [unreadable]),
			...messages('refusal'),
			...role.problems,
			...prefixProblems(secrets, name),
		],
		warnings: messages('warning'),
	};
}

function readRole(
	text: string,
	project: string,
): {role?: NonNullable<ProjectAnswers['role']>; problems: string[]} {
	if (text === '') {
		return {problems: []};
	}

	if (text.startsWith('arn:')) {
		return parseArn(text)?.resource.startsWith('role/')
			? {role: {use: text}, problems: []}
			: {
					problems: [
						`${quoteText(text, 60)}, the role of ${quoteText(project)}, is not the ARN of a role.`,
					],
				};
	}

	const problem = roleNameProblem(text);
	return problem === undefined
		? {role: {create: {name: text}}, problems: []}
		: {
				problems: [
					`The role of ${quoteText(project)}, ${quoteText(text, 60)}: ${problem}`,
				],
			};
}

function prefixProblems(
	secrets: WantedSecrets | undefined,
	project: string,
): string[] {
	const problem =
		typeof secrets === 'object' && !Array.isArray(secrets)
			? prefixProblem(secrets.prefix)
			: undefined;
	return problem === undefined
		? []
		: [`The prefix of ${quoteText(project)}: ${problem}`];
}

function readSecrets(list: string, prefix: string): WantedSecrets | undefined {
	if (prefix !== '') {
		return {prefix: prefix.replace(/\*$/v, '')};
	}

	if (/^(?:all|\*)$/iv.test(list)) {
		return 'all';
	}

	const wanted = [
		...new Set(list.split(/[\s,;]+/v).filter((part) => part !== '')),
	];
	const [only = ''] = wanted;
	return wanted.length === 1 && /^[^*]+\*$/v.test(only)
		? {prefix: only.slice(0, -1)}
		: wanted.length > 0
			? wanted
			: undefined;
}
