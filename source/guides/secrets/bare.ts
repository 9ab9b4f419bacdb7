import {parseArn} from '../../aws/arn.js';
import {bareIdentity} from '../bare-identity.js';
import {type Place} from '../guide.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {
	type ProjectObservation,
	type SecretsObservation,
} from './observation.js';
import {usedRoleName} from './role-names.js';

/**
What AWS would say before the setup: no role where one is to be made; a role that is named is there, and trusts nobody;
each secret by its ARN is there. Which keys encrypt the secrets only AWS knows, so none is spoken of.
*/
export function bareSecrets(
	answers: SecretsAnswers,
	place: Place,
): SecretsObservation {
	const {projects = []} = answers;
	const account = place.account ?? accountIn(projects);
	return {
		identity: bareIdentity({...place, ...(account && {account})}),
		region: place.region,
		projects: Object.fromEntries(
			projects.map((project) => [project.name, bareProject(project, account)]),
		),
		keys: {},
	};
}

function bareProject(
	{role, secrets}: ProjectAnswers,
	account: string | undefined,
): ProjectObservation {
	const use = role?.use;
	const home = parseArn(use ?? '')?.account;
	return {
		role:
			use === undefined || (home !== undefined && home !== account)
				? {state: 'absent'}
				: {
						state: 'found',
						value: {
							arn: use,
							name: usedRoleName(use),
							path: '/',
							trust: {Version: '2012-10-17', Statement: []},
							inline: [],
							attached: [],
							tags: {},
							foundBy: 'answer',
						},
					},
		secrets: (Array.isArray(secrets) ? secrets : []).map((wanted) => ({
			wanted,
			secret:
				parseArn(wanted)?.service === 'secretsmanager'
					? {
							state: 'found',
							value: {
								arn: wanted,
								name: nameIn(wanted),
								policy: {state: 'absent'},
							},
						}
					: {state: 'absent'},
		})),
	};
}

// AWS puts a dash and six characters behind a secret's name.
function nameIn(arn: string): string {
	return (parseArn(arn)?.resource ?? arn)
		.replace(/^secret:/v, '')
		.replace(/-.{6}$/v, '');
}

function accountIn(projects: readonly ProjectAnswers[]): string | undefined {
	return projects
		.flatMap(({role, secrets}) => [
			role?.use ?? '',
			...(Array.isArray(secrets) ? secrets : []),
		])
		.map((text) => parseArn(text)?.account)
		.find((account) => account !== undefined && account !== '');
}
