import {parseArn} from '../../aws/arn.js';
import {plainWord} from '../../setups/quote-value.js';
import {type ProjectAnswers, type WantedSecrets} from './answers.js';
import {looksLikeAccountId, looksLikeExternalId} from './external-id.js';
import {judgeAccountId} from './judge-account-id.js';
import {judgeExternalId} from './judge-external-id.js';
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

	const shown = plainWord(name);
	if (looksLikeExternalId(name) || looksLikeAccountId(name)) {
		return {
			accountId,
			problems: [`“${shown}” stands where the project’s name belongs.`],
			warnings: [],
		};
	}

	const externalId = cell('externalId');
	const role = readRole(cell('role'), shown);
	const findings = [
		...(externalId === '' ? [] : judgeExternalId(externalId, {name: shown})),
		...(accountId === '' ? [] : judgeAccountId(accountId)),
	];
	const messages = (level: string) =>
		findings
			.filter((finding) => finding.level === level)
			.map(({message}) => message);
	const secrets = readSecrets(cell('secrets'), cell('prefix'));
	const id = cell('id');
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
				? [`The project’s name “${shown}” has more than 200 characters.`]
				: []),
			...messages('refusal'),
			...role.problems,
			...prefixProblems(secrets, shown),
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
						`“${plainWord(text)}”, the role of “${project}”, is not the ARN of a role.`,
					],
				};
	}

	const problem = roleNameProblem(text);
	return problem === undefined
		? {role: {create: {name: text}}, problems: []}
		: {
				problems: [
					`The role of “${project}”, “${plainWord(text)}”: ${problem}`,
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
		: [`The prefix of “${project}”: ${problem}`];
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
