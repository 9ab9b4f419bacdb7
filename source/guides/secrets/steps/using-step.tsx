import {useState} from 'react';
import {FilterList} from '../../../ui/filter-list.js';
import {type FilterItem} from '../../../ui/filter-items.js';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {StepFrame} from '../../step-frame.js';
import {TextAbove, type Told} from '../../steps/text-above.js';
import {projectSeen} from '../observation.js';
import {spelledSecrets} from '../secret-prefix.js';
import {type WorkatoApi} from '../services.js';
import {describeSecrets, ProjectList, useOpenProject} from './project-list.js';
import {ReferenceView} from './reference-view.js';
import {type SecretsStepProps} from './secrets-step.js';
import {TokenHostView} from './workato-projects.js';

/** Using the secrets: the text for Workato's connection fields, and having Workato read changed secrets afresh. */
export function UsingStep({
	answers,
	known,
	isLooking,
	services,
	send,
}: SecretsStepProps) {
	const {projects = []} = answers;
	const {project, first, open, close} = useOpenProject(projects);
	const [secret, setSecret] = useState<SecretFacts>();
	const cache = useCacheClearing(
		services.workatoApi,
		answers.workato?.dataCentre,
	);
	const goHome = () => {
		send({type: 'home'});
	};

	if (cache?.askedHost !== undefined) {
		return (
			<TokenHostView
				host={cache.askedHost}
				onAgree={cache.agree}
				onBack={cache.refuse}
			/>
		);
	}

	if (secret) {
		return (
			<ReferenceView
				secret={secret}
				lookInto={services.lookInto}
				onBack={() => {
					setSecret(undefined);
				}}
			/>
		);
	}

	const clearing = cache
		? [
				{
					label: 'Clear Workato’s cache of secrets',
					detail: cache.detail,
					value: 'clear' as const,
				},
			]
		: [];
	if (!project) {
		return (
			<ProjectList
				text="Open a project for the texts that stand for its secrets in connections."
				message={cache?.message}
				actions={[{label: 'Home', value: 'home'}, ...clearing]}
				projects={projects.map((each) => {
					const {name} = each;
					const secrets = spelledSecrets(each) ?? each.secrets;
					const seen = projectSeen(known, name);
					const detail = [
						secrets ? describeSecrets(secrets) : 'no secrets chosen',
						...(seen && !Array.isArray(secrets)
							? [`${seen.secrets.length} now`]
							: []),
					].join(' · ');
					return {name, detail, about: detail};
				})}
				first={first}
				onAction={(action) => {
					if (action === 'home') {
						goHome();
					} else {
						cache?.clear();
					}
				}}
				onOpen={open}
			/>
		);
	}

	const seen = projectSeen(known, project.name);
	return (
		<ProjectSecrets
			project={project.name}
			secrets={(seen?.secrets ?? []).flatMap((each) =>
				each.secret.state === 'found' ? [each.secret.value] : [],
			)}
			isLooking={isLooking || seen === undefined}
			// Said once: with the list, or where there is none.
			message={close ? undefined : cache?.message}
			actions={[
				...(close ? [] : clearing),
				...(answers.lookInside
					? []
					: [
							{
								label: 'Have the checklist look whether each is JSON',
								detail:
									'reads the chosen secrets with your identity; no value is shown or kept',
								value: 'look' as const,
							},
						]),
				{label: 'Home', value: 'home' as const},
			]}
			onAction={(action) => {
				if (action === 'home') {
					goHome();
				} else if (action === 'clear') {
					cache?.clear();
				} else {
					send({type: 'note', answers: {lookInside: true}});
					send({type: 'go', step: 'checklist'});
				}
			}}
			onSecret={setSecret}
			onBack={close}
		/>
	);
}

type Action = 'home' | 'clear' | 'look';

const noSecrets: Told = {
	kind: 'info',
	text: 'None of the chosen secrets is there now. Once one is, it stands here.',
};

/** One project's secrets, each to open for the texts that stand for it. */
function ProjectSecrets({
	project,
	secrets,
	isLooking,
	message,
	actions,
	onAction,
	onSecret,
	onBack,
}: {
	readonly project: string;
	readonly secrets: readonly SecretFacts[];
	readonly isLooking: boolean;
	readonly message: Told | undefined;
	readonly actions: ReadonlyArray<{
		readonly label: string;
		readonly detail?: string;
		readonly value: Action;
	}>;
	readonly onAction: (action: Action) => void;
	readonly onSecret: (secret: SecretFacts) => void;
	readonly onBack: (() => void) | undefined;
}) {
	const items: Array<FilterItem<Action | SecretFacts>> = [
		...secrets.map((secret) => ({
			id: secret.arn,
			label: secret.name,
			detail: secret.deletedAt ? 'scheduled for deletion' : '',
			about: secret.arn,
			value: secret,
		})),
		...actions.map(({detail = '', ...action}) => ({
			...action,
			id: action.value,
			detail,
			isAction: true,
		})),
	];
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				{key: 'Type', does: 'filter'},
			]}
			onBack={onBack}
		>
			<TextAbove
				text={`In a connection of ${quoteText(project)}, click a field, then “+ Add external secret” (or paste the text that stands for it). Open a secret for both.`}
				message={
					message ?? (secrets.length > 0 || isLooking ? undefined : noSecrets)
				}
			>
				{(rows) => (
					<FilterList
						rows={rows}
						items={items}
						status={isLooking ? 'asking AWS for the secrets' : ''}
						placeholder="Type to find a secret"
						emptyText="No secret matches."
						onSelect={(choice) => {
							if (typeof choice === 'string') {
								onAction(choice);
							} else {
								onSecret(choice);
							}
						}}
					/>
				)}
			</TextAbove>
		</StepFrame>
	);
}

/** Clearing Workato's cache of secrets from a screen; there when its API can be used. */
type CacheClearing = {
	/** What stands beside the choice: when it is needed, and who gets the token. */
	readonly detail: string;
	/** What came of it. */
	readonly message: Told | undefined;
	readonly clear: () => void;
	/** The host to ask about first, because the token would go there; `clear` only asks then. */
	readonly askedHost: string | undefined;
	readonly agree: () => void;
	readonly refuse: () => void;
};

function useCacheClearing(
	api: WorkatoApi | undefined,
	dataCentre: string | undefined,
): CacheClearing | undefined {
	const [message, setMessage] = useState<Told>();
	const [askedHost, setAskedHost] = useState<string>();
	if (!api) {
		return undefined;
	}

	const request = async () => {
		setMessage({kind: 'info', text: 'Asking Workato to clear its cache.'});
		const found = await api.clearCache(dataCentre);
		setMessage(
			found.state === 'found'
				? {
						kind: 'success',
						text: 'Workato has cleared its cache, and reads each secret afresh when it is needed next.',
					}
				: {
						kind: 'problem',
						text: `Workato did not clear its cache. ${found.state === 'unknown' ? found.reason : ''}`,
					},
		);
	};

	const unknownHost = api.unknownHost(dataCentre);
	const host = unknownHost === undefined ? api.host(dataCentre) : undefined;
	return {
		detail: `after a secret has changed${host === undefined ? '' : `; asks ${host}`}`,
		message,
		clear() {
			if (unknownHost === undefined) {
				void request();
			} else {
				setAskedHost(unknownHost);
			}
		},
		askedHost,
		agree() {
			api.agree(askedHost ?? '');
			setAskedHost(undefined);
			void request();
		},
		refuse() {
			setAskedHost(undefined);
		},
	};
}
