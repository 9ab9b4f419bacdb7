import {StepFrame} from '../../step-frame.js';
import {type SecretsAnswers} from '../answers.js';
import {projectSeen, type SecretsObservation} from '../observation.js';
import {spelledSecrets} from '../secret-prefix.js';
import {ProjectList} from './project-list.js';
import {secretsWords} from './project-state.js';
import {type CacheClearing} from './use-cache-clearing.js';

/** The projects to find reference texts for, when there are many. */
export function UsingProjectsView({
	answers,
	observation,
	cache,
	onOpen,
	onHome,
}: {
	readonly answers: SecretsAnswers;
	readonly observation: Partial<SecretsObservation>;
	readonly cache: CacheClearing | undefined;
	readonly onOpen: (project: string) => void;
	readonly onHome: () => void;
}) {
	const {projects = []} = answers;
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
		>
			<ProjectList
				text="Open a project for the texts that stand for its secrets in connections."
				message={cache?.told}
				actions={[
					{label: 'Home', value: 'home' as const},
					...(cache
						? [
								{
									label: 'Clear Workato’s cache of secrets',
									detail: cache.detail,
									value: 'clear' as const,
								},
							]
						: []),
				]}
				projects={projects.map((project) => {
					const {name} = project;
					const secrets = spelledSecrets(project) ?? project.secrets;
					const seen = projectSeen(observation, name);
					const detail = [
						...(secrets ? [secretsWords(secrets)] : ['no secrets chosen']),
						...(seen && !Array.isArray(secrets)
							? [`${seen.secrets.length} now`]
							: []),
					].join(' · ');
					return {name, detail, about: detail};
				})}
				onAction={(action) => {
					if (action === 'home') {
						onHome();
					} else {
						cache?.clear();
					}
				}}
				onOpen={onOpen}
			/>
		</StepFrame>
	);
}
