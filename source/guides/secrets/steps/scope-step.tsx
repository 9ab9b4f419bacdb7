import {useState} from 'react';
import {Select} from '../../../ui/select.js';
import {useInput} from '../../../ui/use-input.js';
import {useTools} from '../../../terminal/tools.js';
import {keyManagementLink, workatoHost} from '../../../workato/data-centres.js';
import {StepFrame} from '../../step-frame.js';
import {openPage} from '../../steps/open-words.js';
import {TextAndMenu} from '../../steps/text-and-menu.js';
import {type Told} from '../../steps/text-above.js';
import {type SecretsAnswers} from '../answers.js';
import {ScopeSwitchView} from './scope-switch-view.js';
import {type SecretsStepProps} from './secrets-step.js';

type Scope = NonNullable<SecretsAnswers['scope']>;

/** Step 1: one role for each project, or one for the workspace; what a change of scope stops has to be acknowledged. */
export function ScopeStep({answers, send}: SecretsStepProps) {
	const tools = useTools();
	const [asked, setAsked] = useState<Scope>();
	const [note, setNote] = useState<Told>();
	const host = workatoHost(answers.workato?.dataCentre ?? '');
	const {projects = []} = answers;
	const openWorkato = async (address: string) => {
		setNote(await openPage(tools, address));
	};

	useInput((input, key) => {
		if (key.ctrl && input === 'o' && host) {
			void openWorkato(keyManagementLink(host));
		}
	});
	if (asked) {
		return (
			<ScopeSwitchView
				scope={asked}
				onAcknowledge={() => {
					send({
						type: 'answer',
						answers: {scope: asked, scopeAcknowledged: true},
					});
					send({type: 'next'});
				}}
				onBack={() => {
					setAsked(undefined);
				}}
			/>
		);
	}

	const choose = (choice: Scope | 'keep') => {
		if (choice === 'keep') {
			send({type: 'next'});
		} else if (choice === 'workspace' && projects.length > 1) {
			setNote({
				kind: 'problem',
				text: `This setup has ${projects.length} projects, and a workspace has one role. Remove all but one first, or start a setup of its own for the workspace.`,
			});
		} else {
			setAsked(choice);
		}
	};

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				...(host ? [{key: 'Ctrl+O', does: 'open Workato'}] : []),
			]}
		>
			<TextAndMenu
				text={[
					`In Workato${host ? ` (${host})` : ''}: Settings > Secrets management, or in newer versions Workspace admin > Settings > External secrets manager. There, “Scope” says who shares a role.`,
					'(“External ID scope” in Settings > Advanced Settings is another setting: it is for AWS connections and changes nothing here.)',
				].join('\n')}
				message={note}
			>
				<Select items={menuOf(answers)} onSelect={choose} />
			</TextAndMenu>
		</StepFrame>
	);
}

const scopeWords: Readonly<Record<Scope, string>> = {
	project: 'each project has its own role',
	workspace: 'one role for the whole workspace',
};

type Entry = {label: string; value: Scope | 'keep'; hint?: string};

const scopes: ReadonlyArray<Entry & {value: Scope}> = [
	{
		label: 'Each project has its own role (recommended)',
		value: 'project',
		hint: 'In Workato: “Set up secrets management for each project individually”. Connections of a project reach that project’s secrets only.',
	},
	{
		label: 'One role for the whole workspace',
		value: 'workspace',
		hint: 'In Workato: the other option of “Scope”, as shown on your screen. Every connection of the workspace can use every secret of the role.',
	},
];

function menuOf({scope, scopeAcknowledged}: SecretsAnswers): Entry[] {
	// What is kept is not offered twice.
	const kept = scopes.find(
		({value}) => value === scope && scopeAcknowledged === true,
	);
	return [
		...(kept
			? [
					{
						...kept,
						label: `Keep your choice: ${scopeWords[kept.value]}`,
						value: 'keep' as const,
					},
				]
			: []),
		...scopes.filter((entry) => entry !== kept),
	];
}
