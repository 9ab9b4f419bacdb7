import {useState} from 'react';
import {type SecretsAnswers, changeProject} from '../answers.js';
import {AccountView} from './account-view.js';
import {ExternalIdView} from './external-id-view.js';
import {OneProjectIdsView} from './one-project-ids-view.js';
import {ProjectIdsView} from './project-ids-view.js';
import {type SecretsStepProps} from './secrets-step.js';

type View = {at: 'account'} | {at: 'list'} | {at: 'project'; name: string};

/** Step 3: Workato's account ID once, and each project's external ID; judged while they stand there. */
export function IdsStep(props: SecretsStepProps) {
	const {answers, connection, services, send} = props;
	const {projects = [], workatoAccountId = ''} = answers;
	const [view, setView] = useState<View>({
		at: workatoAccountId === '' ? 'account' : 'list',
	});
	const {identity} = connection;
	const ownAccount =
		identity?.state === 'found' ? identity.value.account : undefined;
	const [only, ...others] = projects;
	const save = (changed: Partial<SecretsAnswers>) => {
		send({type: 'answer', answers: changed});
	};

	const saveAccountId = (accountId: string) => {
		save({workatoAccountId: accountId});
	};

	if (!only || others.length === 0) {
		return (
			<OneProjectIdsView
				answers={answers}
				ownAccount={ownAccount}
				practice={services.practice}
				onSave={save}
				onDone={(ids) => {
					save(ids);
					send({type: 'next'});
				}}
			/>
		);
	}

	switch (view.at) {
		case 'account': {
			return (
				<AccountView
					answers={answers}
					ownAccount={ownAccount}
					practice={services.practice}
					onSave={saveAccountId}
					onDone={(accountId) => {
						saveAccountId(accountId);
						setView({at: 'list'});
					}}
				/>
			);
		}

		case 'project': {
			return (
				<ExternalIdView
					key={view.name}
					answers={answers}
					name={view.name}
					ownAccount={ownAccount}
					onDone={(externalId) => {
						const changed = changeProject(projects, view.name, {externalId});
						save({projects: changed});
						// The next one without an ID opens by itself, so that many can be pasted one after the other.
						const next = changed.find((project) => !project.externalId);
						setView(next ? {at: 'project', name: next.name} : {at: 'list'});
					}}
					onBack={() => {
						setView({at: 'list'});
					}}
				/>
			);
		}

		case 'list': {
			return (
				<ProjectIdsView
					{...props}
					ownAccount={ownAccount}
					onSave={save}
					onAccount={() => {
						setView({at: 'account'});
					}}
					onOpen={(name) => {
						setView({at: 'project', name});
					}}
					onNext={() => {
						send({type: 'next'});
					}}
				/>
			);
		}
	}
}
