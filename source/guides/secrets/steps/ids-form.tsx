import {useState} from 'react';
import {Form} from '../../../ui/form.js';
import {TextField} from '../../../ui/text-field.js';
import {useInput} from '../../../ui/use-input.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {JudgedFields} from '../../steps/judged-fields.js';
import {type Told} from '../../steps/text-above.js';
import {
	type ProjectAnswers,
	type SecretsAnswers,
	changeProject,
	mergeProjects,
	type Finding,
} from '../answers.js';
import {findBothIds, swapIds, swappedIds} from '../workato-ids.js';
import {validateIds} from '../validate-answers.js';
import {type PracticeSecrets} from '../services.js';
import {settingsPage} from './secrets-step.js';

/** The IDs that Workato shows, as far as they are given. */
export type Ids = Pick<SecretsAnswers, 'workatoAccountId' | 'projects'>;

/** What every screen that asks for IDs needs. */
export type IdsProps = {
	readonly answers: SecretsAnswers;
	/** The account of the AWS identity. */
	readonly account: string | undefined;
	readonly sandbox: PracticeSecrets | undefined;
	readonly onSave: (ids: Ids) => void;
};

type Field = 'account' | 'external';

/** What a form says by what it asks for; both IDs stand on one page of Workato. */
const texts = {
	both: {
		what: 'both values',
		enter: 'next line, then continue',
		sandboxKey: 'practice values',
		empty: 'Both are read as you paste them; nothing is sent anywhere.',
		fine: 'Both have the right form.',
		swapped: 'The two values seem to be swapped. Ctrl+X swaps them.',
		missing: {
			account: 'Paste the AWS Account ID first.',
			external: 'Paste the external ID, too.',
		},
	},
	account: {
		what: 'the AWS Account ID',
		enter: 'continue',
		sandboxKey: 'practice value',
		empty: 'It is the same in every project of a workspace.',
		fine: 'It has the right form, and is the same in every project.',
		swapped:
			'This is an external ID. The AWS Account ID stands above it on Workato’s page: 12 digits.',
		missing: {account: 'Paste the AWS Account ID first.', external: ''},
	},
	external: {
		what: 'its external ID',
		enter: 'take it',
		sandboxKey: undefined,
		empty: 'Each project has an external ID of its own.',
		fine: 'It has the right form.',
		swapped:
			'This is an AWS Account ID. The external ID stands below it on Workato’s page.',
		missing: {
			account: '',
			external: 'Paste the external ID first. Esc goes back to the list.',
		},
	},
} as const;

const noProject: ProjectAnswers = {name: ''};

/** Workato's account ID, the external ID of a project, or both; validated while they stand there. */
export function IdsForm({
	answers,
	account,
	sandbox,
	asks,
	project = noProject,
	onSave,
	onDone,
	onBack,
}: IdsProps & {
	readonly asks: keyof typeof texts;
	/** The project whose page of Workato is read. */
	readonly project: ProjectAnswers | undefined;
	readonly onDone: (ids: Ids) => void;
	readonly onBack?: () => void;
}) {
	const {projects = [], scope} = answers;
	const {name} = project;
	const say = texts[asks];
	const [accountId, setAccountId] = useDraft(
		'account id',
		answers.workatoAccountId ?? '',
	);
	const [externalId, setExternalId] = useDraft(
		`external id ${name}`,
		project.externalId ?? '',
	);
	const [problem, setProblem] = useState<string>();
	const idsOf = (values: Readonly<Record<Field, string>>): Ids => ({
		...(asks !== 'external' && {workatoAccountId: values.account.trim()}),
		...(asks !== 'account' && {
			projects: changeProject(projects, name, {
				externalId: values.external.trim(),
			}),
		}),
	});
	const externalIn = (ids: Ids) =>
		ids.projects?.find((each) => each.name === name)?.externalId;
	/** The first field that is asked for and empty. */
	const missingIn = (ids: Ids): Field | undefined =>
		asks !== 'external' && !ids.workatoAccountId
			? 'account'
			: asks !== 'account' && !externalIn(ids)
				? 'external'
				: undefined;
	const validate = (ids: Ids) =>
		asks === 'account'
			? validateIds(ids, account)
			: validateIds({...answers, ...ids}, account).filter(
					(finding) => asks === 'both' || finding.group === name,
				);
	const isComplete = (ids: Ids) =>
		missingIn(ids) === undefined && isAcceptable(validate(ids));
	const take = (ids: Ids) => {
		setProblem(undefined);
		setAccountId(ids.workatoAccountId ?? accountId);
		setExternalId(externalIn(ids) ?? externalId);
		if (isComplete(ids)) {
			onSave(ids);
		}
	};

	const takeFromSandbox = async () => {
		const taken = await takeSandboxIds(sandbox, {
			...answers,
			projects: projects.slice(0, 1),
		});
		if (typeof taken === 'string') {
			setProblem(taken);
		} else {
			take(
				asks === 'both' ? taken : {workatoAccountId: taken.workatoAccountId},
			);
		}
	};

	const given = idsOf({account: accountId, external: externalId});
	const findings = validate(given);
	const isSwapped = findings.some(({code}) => code === swappedIds);
	const hasSandboxKey = sandbox && say.sandboxKey !== undefined;
	useInput((input, key) => {
		if (key.ctrl && input === 'x' && asks === 'both') {
			take(swapIds(given, name));
		} else if (key.ctrl && input === 'p' && hasSandboxKey) {
			void takeFromSandbox();
		}
	});
	const change = (field: Field, value: string) => {
		setProblem(undefined);
		const both = asks === 'both' ? findBothIds(value) : undefined;
		if (both) {
			take(idsOf({account: both.accountId, external: both.externalId}));
		} else if (field === 'external') {
			setExternalId(value);
		} else {
			setAccountId(value);
			// Kept as soon as it stands here whole, should the program end before the person goes on.
			const ids = {workatoAccountId: value.trim()};
			if (
				ids.workatoAccountId !== '' &&
				isAcceptable(validateIds(ids, account))
			) {
				onSave(ids);
			}
		}
	};

	const submit = (field: Field, value: string) => {
		const ids = idsOf({
			account: accountId,
			external: externalId,
			[field]: value,
		});
		const missing = missingIn(ids);
		if (missing !== undefined) {
			setProblem(say.missing[missing]);
		} else if (isComplete(ids)) {
			onDone(ids);
		}
	};

	const isWorkspace = scope === 'workspace';
	const fields = [
		{
			id: 'account' as const,
			label: 'AWS Account ID',
			value: accountId,
			placeholder: '12 digits',
		},
		{
			id: 'external' as const,
			label: isWorkspace ? 'External ID' : `External ID for ${name}`,
			value: externalId,
			placeholder: `workato_iam_external_id_wwwww${isWorkspace ? '' : '_pppp'}`,
		},
	].filter(({id}) => asks === 'both' || asks === id);
	const [field] = fields;
	const number =
		asks === 'external'
			? `Project ${projects.indexOf(project) + 1} of ${projects.length}. `
			: '';
	const message: Told = problem
		? {kind: 'problem', text: problem}
		: isSwapped
			? {kind: 'problem', text: say.swapped}
			: describeFindings(
					findings,
					missingIn(given) === undefined
						? {kind: 'success', text: say.fine}
						: {kind: 'info', text: say.empty},
				);
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: say.enter},
				...(isSwapped && asks === 'both'
					? [{key: 'Ctrl+X', does: 'swap them'}]
					: []),
				...(hasSandboxKey ? [{key: 'Ctrl+P', does: say.sandboxKey}] : []),
				{key: 'Ctrl+U', does: 'clear'},
			]}
			onBack={onBack}
		>
			<JudgedFields
				text={`${number}${settingsPage(answers, 'the project')}, open “Create a new permission policy and role in AWS”. Copy ${say.what} from there.`}
				told={message}
				rows={asks === 'both' ? 5 : 2}
			>
				{field && asks !== 'both' ? (
					<TextField
						{...field}
						onChange={(value) => {
							change(field.id, value);
						}}
						onSubmit={(value) => {
							submit(field.id, value);
						}}
					/>
				) : (
					<Form
						fields={fields}
						onChange={change}
						onSubmit={({id, value}) => {
							submit(id, value);
						}}
					/>
				)}
			</JudgedFields>
		</StepFrame>
	);
}

/** The most urgent finding as a message, with how many more there are; `fine` when there are none. */
export function describeFindings(
	findings: readonly Finding[],
	fine: Told,
): Told {
	const [first] = [
		...findings.filter(({kind}) => kind === 'refusal'),
		...findings,
	];
	const more = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
	return first
		? {
				kind: first.kind === 'refusal' ? 'problem' : 'warning',
				text: `${first.message} ${first.hint}${more}`,
			}
		: fine;
}

/** Whether nothing stands in the way of going on; warnings are agreed to on the review. */
function isAcceptable(findings: readonly Finding[]): boolean {
	return findings.every(({kind}) => kind === 'warning');
}

/** The IDs of all these projects from the sandbox's Workato, or why they cannot be had. */
export async function takeSandboxIds(
	sandbox: PracticeSecrets | undefined,
	{projects = [], scope = 'project'}: SecretsAnswers,
): Promise<Ids | string> {
	try {
		const page = await sandbox?.ids(
			projects.map(({name}) => name),
			scope,
		);
		return page
			? {
					workatoAccountId: page.accountId,
					projects: mergeProjects(projects, page.projects),
				}
			: {};
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}
