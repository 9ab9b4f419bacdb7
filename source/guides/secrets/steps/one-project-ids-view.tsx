import {useState} from 'react';
import {Form} from '../../../ui/form.js';
import {useInput} from '../../../ui/use-input.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {type Told} from '../../steps/text-above.js';
import {JudgedFields} from '../../steps/judged-fields.js';
import {type SecretsAnswers, changeProject} from '../answers.js';
import {findBothIds, swapIds, validateAccountId} from '../workato-ids.js';
import {validateIds} from '../validate-answers.js';
import {type PracticeSecrets} from '../services.js';
import {findingWords, isAcceptable} from './finding-words.js';
import {practiceIds} from './practice-ids.js';
import {idsPlace} from './where-words.js';

type Ids = Pick<SecretsAnswers, 'workatoAccountId' | 'projects'>;

/** Both IDs of one project, or of the workspace, on one screen as Workato has them on one page. */
export function OneProjectIdsView({
	answers,
	ownAccount,
	practice,
	onSave,
	onDone,
}: {
	readonly answers: SecretsAnswers;
	readonly ownAccount: string | undefined;
	readonly practice: PracticeSecrets | undefined;
	/** What stands here complete and fit is kept, should the program end before the person goes on. */
	readonly onSave: (ids: Ids) => void;
	readonly onDone: (ids: Ids) => void;
}) {
	const {projects = [], scope} = answers;
	const [project] = projects;
	const name = project?.name ?? '';
	const [account, setAccount] = useDraft(
		'account id',
		answers.workatoAccountId ?? '',
	);
	const [externalId, setExternalId] = useDraft(
		`external id ${name}`,
		project?.externalId ?? '',
	);
	const [note, setNote] = useState<string>();
	const isFit = (ids: Ids) =>
		isAcceptable(validateIds({...answers, ...ids}, ownAccount));
	const take = (ids: Ids) => {
		setNote(undefined);
		setAccount(ids.workatoAccountId ?? '');
		setExternalId(ids.projects?.[0]?.externalId ?? '');
		if (!missingWords(ids) && isFit(ids)) {
			onSave(ids);
		}
	};

	const idsOf = (accountId: string, external: string): Ids => ({
		workatoAccountId: accountId.trim(),
		projects: changeProject(projects, name, {externalId: external.trim()}),
	});
	const given = idsOf(account, externalId);
	const told = verdictOf({...answers, ...given}, ownAccount, note);
	const takePractice = practiceIds(practice, scope);
	useInput((input, key) => {
		if (key.ctrl && input === 'x') {
			take(swapIds(given, name));
		} else if (key.ctrl && input === 'p' && practice) {
			void takePractice(projects, take, setNote);
		}
	});
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'next line, then continue'},
				...(told.isSwapped ? [{key: 'Ctrl+X', does: 'swap them'}] : []),
				...(practice ? [{key: 'Ctrl+P', does: 'practice values'}] : []),
				{key: 'Ctrl+U', does: 'clear'},
			]}
		>
			<JudgedFields
				text={idsPlace(answers, 'both values')}
				told={told}
				rows={5}
			>
				<Form
					fields={[
						{
							id: 'account',
							label: 'AWS Account ID',
							value: account,
							placeholder: '12 digits',
						},
						{
							id: 'external',
							label:
								scope === 'workspace'
									? 'External ID'
									: `External ID for ${name}`,
							value: externalId,
							placeholder: `workato_iam_external_id_wwwww${scope === 'workspace' ? '' : '_pppp'}`,
						},
					]}
					onChange={(id, value) => {
						setNote(undefined);
						const both = findBothIds(value);
						if (both) {
							take(idsOf(both.accountId, both.externalId));
						} else if (id === 'account') {
							setAccount(value);
							if (isAcceptable(validateAccountId(value, ownAccount))) {
								onSave({workatoAccountId: value.trim()});
							}
						} else {
							setExternalId(value);
						}
					}}
					onSubmit={({id, value}) => {
						const ids =
							id === 'account'
								? idsOf(value, externalId)
								: idsOf(account, value);
						const missing = missingWords(ids);
						if (missing) {
							setNote(missing);
						} else if (isFit(ids)) {
							onDone(ids);
						}
					}}
				/>
			</JudgedFields>
		</StepFrame>
	);
}

function verdictOf(
	answers: SecretsAnswers,
	ownAccount: string | undefined,
	note: string | undefined,
): Told & {isSwapped: boolean} {
	if (note) {
		return {kind: 'problem', text: note, isSwapped: false};
	}

	return findingWords(
		validateIds(answers, ownAccount),
		missingWords(answers)
			? {
					kind: 'info',
					text: 'Both are read as you paste them; nothing is sent anywhere.',
				}
			: {kind: 'success', text: 'Both have the right form.'},
	);
}

function missingWords({
	workatoAccountId,
	projects = [],
}: Ids): string | undefined {
	if (!workatoAccountId) {
		return 'Paste the AWS Account ID first.';
	}

	return projects[0]?.externalId ? undefined : 'Paste the external ID, too.';
}
