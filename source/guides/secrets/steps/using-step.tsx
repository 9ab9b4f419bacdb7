import {useState} from 'react';
import {type Option, type StatusMessage} from '../../../ui/question.js';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {QuestionStep} from '../../step-frame.js';
import {projectSeen} from '../observation.js';
import {spelledSecrets} from '../wanted-secrets.js';
import {type WorkatoApi, type SecretsStepProps} from '../services.js';
import {describeSecrets, projectsQuestion, useOpenProject} from './project-list.js';
import {ReferenceView} from './reference-view.js';
import {tokenHostQuestion} from './workato-projects.js';

/** Using the secrets: the text for Workato's connection fields, and having Workato read changed secrets afresh. */
export function UsingStep({answers, known, isRefreshing, services, send}: SecretsStepProps) {
	const {projects = []} = answers;
	const {project, first, open, close} = useOpenProject(projects);
	const [secret, setSecret] = useState<SecretFacts>();
	const cache = useCacheClearing(services.workatoApi, answers.workato?.dataCentre);
	if (cache?.askedHost !== undefined) {
		return (
			<QuestionStep
				question={tokenHostQuestion(cache.askedHost, {
					onYes: cache.agree,
					onNo: cache.refuse,
				})}
			/>
		);
	}

	if (secret) {
		return (
			<ReferenceView
				secret={secret}
				inspect={services.inspect}
				onBack={() => {
					setSecret(undefined);
				}}
			/>
		);
	}

	const home: Option = {
		label: 'Home',
		choose() {
			send({type: 'home'});
		},
	};
	const clearing: Option[] = cache
		? [
				{
					label: 'Clear Workato’s cache of secrets',
					hint: cache.detail,
					choose: cache.clear,
				},
			]
		: [];
	const inspect: Option = {
		label: 'Have the checklist look whether each is JSON',
		hint: 'reads the chosen secrets with your identity; no value is shown or kept',
		choose() {
			send({type: 'note', answers: {lookInside: true}});
			send({type: 'go', step: 'checklist'});
		},
	};
	const inspects = answers.lookInside ? [] : [inspect];
	if (!project) {
		return (
			<QuestionStep
				question={projectsQuestion({
					id: 'projects with secrets',
					text: 'Open a project for the texts that stand for its secrets in connections.',
					message: cache?.message,
					actions: [...clearing, ...inspects, home],
					isActionsLast: true,
					projects: projects.map((each) => {
						const {name} = each;
						const secrets = spelledSecrets(each) ?? each.secrets;
						const seen = projectSeen(known, name);
						const detail = [
							secrets ? describeSecrets(secrets) : 'no secrets chosen',
							...(seen && !Array.isArray(secrets) ? [`${seen.secrets.length} now`] : []),
						].join(' · ');
						return {name, detail, about: detail};
					}),
					first,
					onAnswer: open,
				})}
			/>
		);
	}

	const seen = projectSeen(known, project.name);
	const secrets = (seen?.secrets ?? []).flatMap((each) =>
		each.secret.state === 'found' ? [each.secret.value] : [],
	);
	const isAsking = isRefreshing || seen === undefined;
	return (
		<QuestionStep
			question={{
				kind: 'list',
				id: `secrets of ${project.name}`,
				text: `In a connection of ${quoteText(project.name)}, click a field, then “+ Add external secret” (or paste the text that stands for it). Open a secret for both.`,
				// Of the cache: with the list of projects, or where there is none.
				message:
					(close ? undefined : cache?.message) ??
					(secrets.length > 0 || isAsking ? undefined : noSecrets),
				actions: [...(close ? [] : clearing), ...inspects, home],
				isActionsLast: true,
				rows: secrets.map((each) => ({
					id: each.arn,
					label: each.name,
					detail: each.deletedAt ? 'scheduled for deletion' : '',
					about: each.arn,
				})),
				placeholder: 'Type to find a secret',
				emptyText: 'No secret matches.',
				status: isAsking ? 'asking AWS for the secrets' : '',
				onAnswer(arn) {
					setSecret(secrets.find((each) => each.arn === arn));
				},
				onBack: close,
			}}
		/>
	);
}

const noSecrets: StatusMessage = {
	kind: 'info',
	text: 'None of the chosen secrets is there now. Once one is, it stands here.',
};

/** Clearing Workato's cache of secrets from a screen; there when its API can be used. */
type CacheClearing = {
	/** What stands beside the choice: when it is needed, and who gets the token. */
	readonly detail: string;
	/** What came of it. */
	readonly message: StatusMessage | undefined;
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
	const [message, setMessage] = useState<StatusMessage>();
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
