import {useState} from 'react';
import {Select} from '../../../ui/select.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {StepFrame} from '../../step-frame.js';
import {TextAndMenu} from '../../steps/text-and-menu.js';
import {type ProjectAnswers, type WantedSecrets} from '../answers.js';
import {type SecretsServices} from '../services.js';
import {AllSecretsView} from './all-secrets-view.js';
import {describeSecrets} from './project-list.js';
import {SecretArnsView, type SecretsPlace} from './secret-arns-view.js';
import {SecretListView} from './secret-list-view.js';
import {SecretPrefixView} from './secret-prefix-view.js';

type View = 'menu' | 'list' | 'prefix' | 'arns' | 'all';

/** Which secrets the role of one project may read, or those of several projects alike. */
export function SecretsChoiceView({
	projects,
	all,
	place,
	listSecrets,
	onChoose,
	onBack,
}: {
	readonly projects: readonly ProjectAnswers[];
	/** Every project of the setup. */
	readonly all: readonly ProjectAnswers[];
	readonly place: SecretsPlace;
	readonly listSecrets: SecretsServices['listSecrets'];
	readonly onChoose: (secrets: WantedSecrets) => void;
	readonly onBack?: () => void;
}) {
	const [view, setView] = useState<View>('menu');
	const toMenu = () => {
		setView('menu');
	};

	const [project] = projects;
	const chosen = sharedSecrets(projects);
	const whose =
		projects.length > 1
			? `all ${projects.length} projects`
			: quoteText(project?.name ?? '');
	const arns = Array.isArray(chosen) ? chosen : [];
	switch (view) {
		case 'list': {
			return (
				<SecretListView
					whose={whose}
					region={place.region}
					chosen={arns}
					listSecrets={listSecrets}
					onChoose={onChoose}
					onBack={toMenu}
				/>
			);
		}

		case 'prefix': {
			return (
				<SecretPrefixView
					projects={projects}
					all={all}
					start={
						typeof chosen === 'object' && !Array.isArray(chosen)
							? chosen.prefix
							: ''
					}
					listSecrets={listSecrets}
					onPrefix={(prefix) => {
						onChoose({prefix});
					}}
					onBack={toMenu}
				/>
			);
		}

		case 'arns': {
			return (
				<SecretArnsView
					field={`secret arns ${whose}`}
					chosen={arns}
					place={place}
					listSecrets={listSecrets}
					onChoose={onChoose}
					onBack={toMenu}
				/>
			);
		}

		case 'all': {
			return (
				<AllSecretsView
					region={place.region}
					onChoose={onChoose}
					onBack={toMenu}
				/>
			);
		}

		case 'menu': {
			return (
				<StepFrame
					keys={[
						{key: 'Enter', does: 'select'},
						{key: '↑↓', does: 'choose'},
					]}
					{...(onBack && {onBack})}
				>
					<TextAndMenu
						text={`Which secrets may Workato read for ${whose}? The role gets GetSecretValue on these alone, and may decrypt them if they have a customer managed key.`}
					>
						<Select
							items={menuOf(chosen)}
							onSelect={(choice) => {
								if (choice !== 'keep') {
									setView(choice);
								} else if (chosen) {
									onChoose(chosen);
								}
							}}
						/>
					</TextAndMenu>
				</StepFrame>
			);
		}
	}
}

/** What all of these projects have chosen alike. */
function sharedSecrets(
	projects: readonly ProjectAnswers[],
): WantedSecrets | undefined {
	const [first] = projects;
	const text = JSON.stringify(first?.secrets);
	return projects.every(({secrets}) => JSON.stringify(secrets) === text)
		? first?.secrets
		: undefined;
}

function menuOf(
	chosen: WantedSecrets | undefined,
): Array<{label: string; value: View | 'keep'; hint?: string}> {
	return [
		...(chosen
			? [
					{
						label: `Keep your choice: ${describeSecrets(chosen)}`,
						value: 'keep' as const,
					},
				]
			: []),
		{
			label: 'Choose from a list (recommended)',
			value: 'list',
			hint: 'Exactly these secrets, by the ARNs that AWS gives them.',
		},
		{
			label: 'By the beginning of their names',
			value: 'prefix',
			hint: 'Those that come later, too.',
		},
		{label: 'Give the ARNs', value: 'arns'},
		{
			label: 'Every secret of the region',
			value: 'all',
			hint: 'Says first what that means.',
		},
	];
}
