import {useState} from 'react';
import {outputsByGroup} from '../../outputs.js';
import {rolesOutput} from '../about.js';
import {changeProject} from '../answers.js';
import {projectSeen} from '../observation.js';
import {ManyArnsView} from './many-arns-view.js';
import {RoleArnView} from './role-arn-view.js';
import {type SecretsStepProps} from './secrets-step.js';

/** Step 5: the roles' ARNs, where they go in Workato, and how it went. */
export function ArnsStep({
	answers,
	observation,
	outputs,
	isLooking,
	services,
	send,
}: SecretsStepProps) {
	const {projects = []} = answers;
	const [opened, setOpened] = useState<string>();
	const [first, setFirst] = useState<string>();
	const roles = outputsByGroup(outputs, rolesOutput);
	const isOne = projects.length < 2;
	const name = isOne ? projects[0]?.name : opened;
	const project = projects.find((each) => each.name === name);
	const accept = (some: ReadonlyArray<{name: string; accepted: boolean}>) => {
		let changed = [...projects];
		for (const each of some) {
			changed = changeProject(changed, each.name, {accepted: each.accepted});
		}

		send({type: 'note', answers: {projects: changed}});
	};

	if (project) {
		const leave = () => {
			setFirst(project.name);
			setOpened(undefined);
		};

		return (
			<RoleArnView
				key={project.name}
				answers={answers}
				project={project}
				roleArn={roles[project.name]}
				isThere={projectSeen(observation, project.name)?.role.state === 'found'}
				isLooking={isLooking || observation.projects === undefined}
				practice={services.practice}
				onReview={() => {
					send({type: 'go', step: 'review'});
				}}
				onAnswer={(accepted) => {
					accept([{name: project.name, accepted}]);
					if (isOne) {
						send({type: 'next'});
					} else {
						leave();
					}
				}}
				{...(!isOne && {onBack: leave})}
			/>
		);
	}

	return (
		<ManyArnsView
			answers={answers}
			roles={roles}
			isLooking={isLooking}
			practice={services.practice}
			first={first}
			onAccept={accept}
			onOpen={setOpened}
			onNext={() => {
				send({type: 'next'});
			}}
		/>
	);
}
