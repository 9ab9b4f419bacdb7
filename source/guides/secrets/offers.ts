import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {type WantedSecret} from './observation.js';

/** The projects with another role for one of them, as an answer to offer. */
export function withRole(
	{projects = []}: SecretsAnswers,
	name: string,
	role: {use: string},
): ProjectAnswers[] {
	return projects.map((each) => (each.name === name ? {...each, role} : each));
}

/** The projects with the ARNs that AWS prints for one of them, as an answer to offer. */
export function withArns(
	{projects = []}: SecretsAnswers,
	name: string,
	found: readonly WantedSecret[],
): ProjectAnswers[] {
	const arns = new Map(
		found.flatMap(({wanted, secret}) =>
			secret.state === 'found' ? [[wanted, secret.value.arn] as const] : [],
		),
	);
	return projects.map((each) =>
		each.name === name && Array.isArray(each.secrets)
			? {
					...each,
					secrets: each.secrets.map((text) => arns.get(text) ?? text),
				}
			: each,
	);
}
