import {
	type Question,
	type QuestionKey,
	type StatusMessage,
	type Typing,
	type Validation,
} from '../../../ui/question.js';
import {
	changeProject,
	mergeProjects,
	type Finding,
	type ProjectAnswers,
	type SecretsAnswers,
} from '../answers.js';
import {describeError} from '../../steps/in-workato.js';
import {type SandboxWorkato, settingsPage} from '../services.js';
import {gravestFirst, validateIds} from '../validate-answers.js';
import {findBothIds, swapIds, swappedIds} from '../workato-ids.js';

/** The IDs that Workato shows, as far as they are given. */
export type Ids = Pick<SecretsAnswers, 'workatoAccountId' | 'projects'>;

type Field = 'account' | 'external';

/** What stands in the fields. */
type Given = Readonly<Record<Field, string>>;

/** What is said by what is asked for; both IDs stand on one page of Workato. */
const texts = {
	both: {
		what: 'both values',
		sandboxKey: 'practice values',
		empty: 'Both are read as you paste them; nothing is sent anywhere.',
		fine: 'Both have the right form.',
		swapped: 'The two values seem to be swapped. Ctrl+X swaps them.',
	},
	account: {
		what: 'the AWS Account ID',
		sandboxKey: 'practice value',
		empty: 'It is the same in every project of a workspace.',
		fine: 'It has the right form, and is the same in every project.',
		swapped:
			'This is an external ID. The AWS Account ID stands above it on Workato’s page: 12 digits.',
	},
	external: {
		what: 'its external ID',
		sandboxKey: undefined,
		empty: 'Each project has an external ID of its own.',
		fine: 'It has the right form.',
		swapped: 'This is an AWS Account ID. The external ID stands below it on Workato’s page.',
	},
} as const;

const noProject: ProjectAnswers = {name: ''};

/** Asks for Workato's account ID, the external ID of a project, or both; validated once they are left. */
export function idsQuestion({
	answers,
	account,
	sandbox,
	asks,
	project = noProject,
	onSave,
	onDone,
	onSkip,
	onBack,
}: {
	readonly answers: SecretsAnswers;
	/** The account of the AWS identity. */
	readonly account: string | undefined;
	readonly sandbox: SandboxWorkato | undefined;
	readonly asks: keyof typeof texts;
	/** The project whose page of Workato is read. */
	readonly project: ProjectAnswers | undefined;
	/** What stands there complete is kept, should the program end before the person goes on. */
	readonly onSave: (ids: Ids) => void;
	readonly onDone: (ids: Ids) => void;
	/** On to the next project, without an answer. */
	readonly onSkip?: () => void;
	readonly onBack?: (() => void) | undefined;
}): Question<Ids, Field> {
	const {projects = [], scope} = answers;
	const {name} = project;
	const say = texts[asks];
	const idsOf = (given: Given): Ids => ({
		...(asks !== 'external' && {workatoAccountId: given.account.trim()}),
		...(asks !== 'account' && {
			projects: changeProject(projects, name, {
				externalId: given.external.trim(),
			}),
		}),
	});
	const findingsIn = (ids: Ids) =>
		asks === 'account'
			? validateIds(ids, account)
			: validateIds({...answers, ...ids}, account).filter(
					(finding) => asks === 'both' || finding.group === name,
				);
	const remark = (given: Given): StatusMessage => {
		const findings = findingsIn(idsOf(given));
		return findings.some(({code}) => code === swappedIds)
			? {kind: 'problem', text: say.swapped}
			: describeFindings(
					findings,
					emptyField(given) === undefined
						? {kind: 'success', text: say.fine}
						: {kind: 'info', text: say.empty},
				);
	};

	/** The first field that is asked for and empty. */
	const emptyField = (given: Given): Field | undefined =>
		asks !== 'external' && given.account.trim() === ''
			? 'account'
			: asks !== 'account' && given.external.trim() === ''
				? 'external'
				: undefined;
	const validate = (given: Given): Validation<Ids> => {
		const empty = emptyField(given);
		if (empty) {
			return {
				...at(empty),
				problem:
					empty === 'account'
						? 'Paste the AWS Account ID first.'
						: asks === 'both'
							? 'Paste the external ID, too.'
							: 'Paste the external ID first. Esc goes back to the list.',
			};
		}

		const ids = idsOf(given);
		const refusal = findingsIn(ids).find(({kind}) => kind === 'refusal');
		return refusal ? {...at(fieldOf(refusal)), problem: remark(given).text} : {value: ids};
	};

	/** Where the caret goes; a single field needs no word of it. */
	const at = (field: Field) => (asks === 'both' ? {at: field} : {});

	/** What is wrong with one of both fields by itself; an empty one may still be filled. */
	const problemOf = (field: Field) => (text: string) => {
		const given = {account: '', external: '', [field]: text};
		const isWrong = findingsIn(idsOf(given)).some(
			(finding) => finding.kind === 'refusal' && fieldOf(finding) === field,
		);
		return isWrong ? remark(given).text : undefined;
	};

	/** Puts values in the fields that did not come key by key; they are kept at once. */
	const put = (given: Given, change: Typing<Given>['change'], ids = idsOf(given)) => {
		change(given);
		if ('value' in validate(given)) {
			onSave(ids);
		}
	};

	const onChange = (given: Given, {change}: Typing<Given>) => {
		const isWhole = 'value' in validate(given);
		const pasted = findBothIds(given.account) ?? findBothIds(given.external);
		if (asks === 'both' && pasted) {
			put({account: pasted.accountId, external: pasted.externalId}, change);
		} else if (asks === 'account' ? isWhole : asks === 'both' && !isWhole) {
			const ids = {workatoAccountId: given.account.trim()};
			if (ids.workatoAccountId !== '' && isAcceptable(validateIds(ids, account))) {
				onSave(ids);
			}
		}
	};

	const keys: Array<QuestionKey<Typing<Given>>> = [
		...(asks === 'both'
			? [
					{
						key: 'Ctrl+X',
						// What is said of swapped IDs names it.
						does: '',
						press({read, change}: Typing<Given>) {
							put(givenIn(swapIds(idsOf(read()), name), name), change);
						},
					},
				]
			: []),
		...(sandbox && say.sandboxKey !== undefined
			? [
					{
						key: 'Ctrl+P',
						does: say.sandboxKey,
						async press({change, notify}: Typing<Given>) {
							const taken = await takeSandboxIds(sandbox, {
								...answers,
								projects: projects.slice(0, 1),
							});
							if (typeof taken === 'string') {
								notify({kind: 'problem', text: taken});
							} else {
								put(
									givenIn(taken, name),
									change,
									asks === 'both' ? taken : {workatoAccountId: taken.workatoAccountId},
								);
							}
						},
					},
				]
			: []),
		...(onSkip ? [{key: 'Ctrl+F', does: 'skip', press: onSkip}] : []),
		{key: 'Ctrl+U', does: 'clear'},
	];
	const fields = {
		account: {label: 'AWS Account ID', placeholder: '12 digits'},
		external:
			scope === 'workspace'
				? {
						label: 'External ID',
						placeholder: 'workato_iam_external_id_wwwww',
					}
				: {
						label: `External ID for ${name}`,
						placeholder: 'workato_iam_external_id_wwwww_pppp',
					},
	};
	const initial = givenIn(answers, name);
	const position =
		asks === 'external'
			? `Project ${projects.indexOf(project) + 1} of ${projects.length}, ${projects.filter(({externalId}) => externalId).length} taken. `
			: '';
	const page = `${position}${settingsPage(answers, 'the project')}, open “Create a new permission policy and role in AWS”. Copy ${say.what} from there.`;
	if (asks === 'both') {
		return {
			kind: 'form',
			id: `ids of ${name}`,
			text: page,
			fields: [
				{
					id: 'account',
					...fields.account,
					initial: initial.account,
					problemOf: problemOf('account'),
				},
				{
					id: 'external',
					...fields.external,
					initial: initial.external,
					problemOf: problemOf('external'),
				},
			],
			keys,
			remark,
			validate,
			onChange,
			onAnswer: onDone,
			onBack,
		};
	}

	const givenOf = (text: string): Given => ({
		account: '',
		external: '',
		[asks]: text,
	});
	const typingOf = ({read, change, ...asking}: Typing<string>) => ({
		...asking,
		read: () => givenOf(read()),
		change(given: Given) {
			change(given[asks]);
		},
	});
	return {
		kind: 'text',
		id: asks === 'account' ? 'account id' : `external id ${name}`,
		text: page,
		...fields[asks],
		initial: initial[asks],
		enter: asks === 'account' ? 'continue' : 'take it',
		keys: keys.map(({press, ...key}) => ({
			...key,
			press: async (typing) => press?.(typingOf(typing)),
		})),
		remark: (text) => remark(givenOf(text)),
		validate: (text) => validate(givenOf(text)),
		onChange(text, typing) {
			if (asks === 'account') {
				onChange(givenOf(text), typingOf(typing));
			}
		},
		onAnswer: onDone,
		onBack,
	};
}

/** The field that a finding is about. */
function fieldOf({field}: Finding): Field {
	return field === 'workatoAccountId' ? 'account' : 'external';
}

function givenIn({workatoAccountId = '', projects = []}: Ids, name: string): Given {
	return {
		account: workatoAccountId,
		external: projects.find((each) => each.name === name)?.externalId ?? '',
	};
}

// As many as a small window has room for beside what is asked.
const maxMessages = 3;

/** The findings as a message, the gravest first, and how many more there are; `fine` when there are none. */
export function describeFindings(findings: readonly Finding[], fine: StatusMessage): StatusMessage {
	const ordered = gravestFirst(findings);
	const [first] = ordered;
	const more = ordered.length - maxMessages;
	return first
		? {
				kind: first.kind === 'refusal' ? 'problem' : 'warning',
				text: [
					...ordered.slice(0, maxMessages).map(({message, hint}) => `${message} ${hint}`),
					...(more > 0 ? [`And ${more} more.`] : []),
				].join('\n'),
			}
		: fine;
}

/** Whether nothing stands in the way of going on; warnings are agreed to on the review. */
function isAcceptable(findings: readonly Finding[]): boolean {
	return findings.every(({kind}) => kind === 'warning');
}

/** The IDs of all these projects from the sandbox's Workato, or why they cannot be had. */
export async function takeSandboxIds(
	sandbox: SandboxWorkato,
	{projects = [], scope = 'project'}: SecretsAnswers,
): Promise<Ids | string> {
	try {
		const page = await sandbox.ids(
			projects.map(({name}) => name),
			scope,
		);
		return {
			workatoAccountId: page.accountId,
			projects: mergeProjects(projects, page.projects),
		};
	} catch (error) {
		return describeError(error);
	}
}
