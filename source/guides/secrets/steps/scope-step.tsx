import {useState} from 'react';
import {type Option, type Question} from '../../../ui/question.js';
import {useTools} from '../../../terminal/tools.js';
import {workatoHost} from '../../../workato/data-centres.js';
import {QuestionStep} from '../../step-frame.js';
import {openWorkatoKeys} from '../../steps/in-workato.js';
import {type SecretsAnswers} from '../answers.js';
import {type SecretsStepProps} from '../services.js';

type Scope = NonNullable<SecretsAnswers['scope']>;

/** Step 1: one role for each project, or one for the workspace; what a change of scope stops has to be acknowledged. */
export function ScopeStep({answers, send}: SecretsStepProps) {
	const tools = useTools();
	const [asked, setAsked] = useState<Scope>();
	const host = workatoHost(answers.workato?.dataCentre ?? '');
	const {projects = []} = answers;
	if (asked) {
		return (
			<QuestionStep
				question={switchQuestion(asked, {
					onYes() {
						send({
							type: 'answer',
							answers: {scope: asked, scopeAcknowledged: true},
						});
						send({type: 'next'});
					},
					onNo() {
						setAsked(undefined);
					},
				})}
			/>
		);
	}

	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: 'scope',
				text: [
					`In Workato${host ? ` (${host})` : ''}: Settings > Secrets management, or in newer versions Workspace admin > Settings > External secrets manager. There, “Scope” says who shares a role.`,
					'(“External ID scope” in Settings > Advanced Settings is another setting: it is for AWS connections and changes nothing here.)',
				].join('\n'),
				keys: openWorkatoKeys(tools, host),
				options: optionsOf(answers, {
					keep() {
						send({type: 'next'});
					},
					choose(scope, {notify}) {
						if (scope === 'workspace' && projects.length > 1) {
							notify({
								kind: 'problem',
								text: `This setup has ${projects.length} projects, and a workspace has one role. Remove all but one first, or start a setup of its own for the workspace.`,
							});
						} else {
							setAsked(scope);
						}
					},
				}),
			}}
		/>
	);
}

const scopes: ReadonlyArray<{
	readonly scope: Scope;
	readonly label: string;
	readonly kept: string;
	readonly hint: string;
}> = [
	{
		scope: 'project',
		label: 'Each project has its own role (recommended)',
		kept: 'each project has its own role',
		hint: 'In Workato: “Set up secrets management for each project individually”. Connections of a project reach that project’s secrets only.',
	},
	{
		scope: 'workspace',
		label: 'One role for the whole workspace',
		kept: 'one role for the whole workspace',
		hint: 'In Workato: the other option of “Scope”, as shown on your screen. Every connection of the workspace can use every secret of the role.',
	},
];

/** What is kept is not offered twice. */
function optionsOf(
	{scope: answer, scopeAcknowledged}: SecretsAnswers,
	does: {
		readonly keep: () => void;
		readonly choose: (scope: Scope, ...asking: Parameters<Option['choose']>) => void;
	},
): Option[] {
	const isKept = (scope: Scope) => scope === answer && scopeAcknowledged === true;
	return scopes
		.toSorted((one, two) => Number(isKept(two.scope)) - Number(isKept(one.scope)))
		.map(({scope, label, kept, hint}) =>
			isKept(scope)
				? {label: `Keep your choice: ${kept}`, hint, choose: does.keep}
				: {
						label,
						hint,
						choose(asking) {
							does.choose(scope, asking);
						},
					},
		);
}

/** What changing the scope in Workato stops, and where to click; there is no way on without having agreed. */
function switchQuestion(
	scope: Scope,
	does: {readonly onYes: () => void; readonly onNo: () => void},
): Question {
	const isProject = scope === 'project';
	return {
		kind: 'confirm',
		id: `switch to ${scope}`,
		warnings: [
			isProject
				? 'If secrets are set up for the workspace now, every reference to an external secret stops working at once when you change the scope. Each project then has to be set up by itself.'
				: 'If secrets are set up for each project now, every reference to an external secret stops working at once when you change the scope.',
		],
		text: isProject
			? 'If the scope is different now: choose “Set up secrets management for each project individually”, click “Save changes”, confirm, and click “Use project-specific secrets”.'
			: 'If the scope is different now: choose the option for the workspace as shown on your screen, click “Save changes”, and confirm.',
		no: 'Not yet, go back',
		yes: 'I understand: references to secrets may stop working',
		...does,
	};
}
