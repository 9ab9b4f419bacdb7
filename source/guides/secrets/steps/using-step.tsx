import {useState} from 'react';
import {type SecretFacts} from '../../../resources/secret/read.js';
import {projectSeen} from '../observation.js';
import {ReferenceView} from './reference-view.js';
import {type SecretsStepProps} from './secrets-step.js';
import {TokenHostView} from './token-host-view.js';
import {useCacheClearing} from './use-cache-clearing.js';
import {UsingProjectsView} from './using-projects-view.js';
import {UsingSecretsView} from './using-secrets-view.js';

type View = {project?: string; secret?: SecretFacts};

/** Using the secrets: the text for Workato's connection fields, and having Workato read changed secrets afresh. */
export function UsingStep({
	answers,
	known,
	isLooking,
	services,
	send,
}: SecretsStepProps) {
	const {projects = []} = answers;
	const [view, setView] = useState<View>({});
	const [only, ...others] = projects;
	const name = others.length === 0 ? only?.name : view.project;
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

	if (view.secret) {
		return (
			<ReferenceView
				secret={view.secret}
				lookInto={services.lookInto}
				onBack={() => {
					setView(name === undefined ? {} : {project: name});
				}}
			/>
		);
	}

	if (name === undefined) {
		return (
			<UsingProjectsView
				answers={answers}
				observation={known}
				cache={cache}
				onOpen={(project) => {
					setView({project});
				}}
				onHome={goHome}
			/>
		);
	}

	const seen = projectSeen(known, name);
	return (
		<UsingSecretsView
			project={name}
			secrets={(seen?.secrets ?? []).flatMap(({secret}) =>
				secret.state === 'found' ? [secret.value] : [],
			)}
			isLooking={isLooking || seen === undefined}
			isLookedInside={answers.lookInside ?? false}
			cache={others.length === 0 ? cache : undefined}
			onSecret={(secret) => {
				setView({project: name, secret});
			}}
			onLookInside={() => {
				send({type: 'note', answers: {lookInside: true}});
				send({type: 'go', step: 'checklist'});
			}}
			onHome={goHome}
			{...(others.length > 0 && {
				onBack() {
					setView({});
				},
			})}
		/>
	);
}
