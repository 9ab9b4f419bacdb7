import {z} from 'zod';
import {type AwsSession} from '../../../source/aws/session.js';
import {
	secretsAnswers,
	type ProjectAnswers,
	type SecretsAnswers,
} from '../../../source/guides/secrets/answers.js';
import {secretsGuide} from '../../../source/guides/secrets/secrets-guide.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {openSandboxAws} from '../../aws/open-sandbox-aws.js';
import {then} from '../ekm/ekm-setup.js';

const pageAnswer = z.object({accountId: z.string(), externalId: z.string()});
const trialAnswer = z.object({accepted: z.boolean(), message: z.string()});

/** A sandbox with its Workato: projects as its pages show them, secrets, and the trial of a role. */
export async function openSecretsSandbox() {
	const sandbox = await openSandboxAws();
	const {control} = sandbox;
	return {
		...sandbox,
		/** Makes a project in Workato and secrets in AWS; gives the row that a person would fill in. */
		async addProject(
			name: string,
			secrets: ReadonlyArray<Record<string, unknown>> = [{}],
		): Promise<ProjectAnswers> {
			await control('POST', '/_workato/projects', {name});
			const {externalId} = pageAnswer.parse(
				await control('GET', `/_workato/secrets-manager?project=${encodeURIComponent(name)}`),
			);
			const arns = await Promise.all(
				secrets.map(async (more, index) => {
					const made = await control('POST', '/_sandbox/secrets', {
						name: `${name}/${index}`,
						...more,
					});
					return z.object({arns: z.array(z.string())}).parse(made).arns;
				}),
			);
			return {name, externalId, secrets: arns.flat()};
		},
		/** “Add the role to your Workato account”. */
		async addRole(project: string, roleArn: string) {
			return trialAnswer.parse(await control('POST', '/_workato/add-role', {project, roleArn}));
		},
	};
}

/** A saved setup with these projects. */
export function setupOf(
	projects: ProjectAnswers[],
	more: Partial<SecretsAnswers> = {},
): SavedSetup {
	return {
		version: 1,
		runId: '0f0e0d0c-0000-4000-8000-000000000002',
		createdAt: then,
		updatedAt: then,
		setup: {
			guide: 'secrets',
			name: 'production',
			scope: 'project',
			workatoAccountId: '999988887777',
			projects,
			...more,
		},
		journal: [],
	};
}

/** Looks and plans, as every start of the program does. */
export async function look(session: AwsSession, saved: SavedSetup) {
	const answers = secretsAnswers.parse(saved.setup);
	const observation = await secretsGuide.observe(session, saved, answers);
	return {
		answers,
		observation,
		plan: secretsGuide.plan(answers, observation, saved),
		checks: secretsGuide.check(answers, observation, saved),
		outputs: secretsGuide.outputs(answers, observation),
	};
}
