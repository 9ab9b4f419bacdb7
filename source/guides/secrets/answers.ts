import * as z from 'zod';
import {type Advice} from '../../diagnostic.js';

/** Which secrets a role may read: exact ARNs as AWS prints them, every secret whose name starts so, or all of the region. */
const wantedSecrets = z.union([
	z.array(z.string().trim().min(1)).min(1),
	z.strictObject({prefix: z.string().trim().min(1)}),
	z.literal('all'),
]);

const projectAnswers = z.strictObject({
	/** The project's name in Workato; each once. With scope workspace, any name for the one row. */
	name: z.string().trim().min(1).max(200),
	/** The project's ID in Workato, where its API has said it. */
	id: z.string().optional(),
	/** As Workato shows it; what is around it from copying is not part of it. */
	externalId: z.string().trim().optional(),
	/** Left out: a new role under the proposed name. */
	role: z
		.strictObject({
			create: z.strictObject({name: z.string().trim().min(1)}).optional(),
			/** ARN or name. */
			use: z.string().trim().min(1).optional(),
		})
		.refine((role) => (role.create === undefined) !== (role.use === undefined), {
			message: 'give either create or use',
		})
		.optional(),
	secrets: wantedSecrets.optional(),
	/** What the person said after giving the role to Workato. */
	accepted: z.boolean().optional(),
	/** What was given to Workato when the person said so. */
	acceptedOf: z
		.strictObject({
			roleArn: z.string().optional(),
			role: z.string().optional(),
			externalId: z.string().optional(),
			workatoAccountId: z.string().optional(),
			scope: z.string().optional(),
		})
		.optional(),
});

/** The answers of the secrets guide: the shape of its setup file. */
export const secretsAnswers = z.strictObject({
	guide: z.literal('secrets'),
	name: z.string(),
	region: z.string().optional(),
	workato: z
		.strictObject({
			/** A data centre's id (us, eu, …) or a host of one's own. */
			dataCentre: z.string().optional(),
			/** The Workato environment that the roles are for. */
			environment: z.string().optional(),
		})
		.optional(),
	scope: z.enum(['project', 'workspace']).optional(),
	/** The person has read that a change of scope stops every reference to external secrets. */
	scopeAcknowledged: z.boolean().optional(),
	/** 12 digits, from Workato's page. */
	workatoAccountId: z.string().trim().optional(),
	projects: z.array(projectAnswers).optional(),
	/** The person lets the assistant read the chosen secrets, to see whether they are JSON; values go nowhere. */
	lookInside: z.boolean().optional(),
});

/** Answers as far as they are given. */
export type SecretsAnswers = z.infer<typeof secretsAnswers>;

export type ProjectAnswers = z.infer<typeof projectAnswers>;

export type WantedSecrets = z.infer<typeof wantedSecrets>;

/**
The answers that are still missing, each with the field of the setup file that gives it and, within a project, its name.
The role may be left out: a name is proposed.
*/
export function missingAnswers(answers: SecretsAnswers): string[] {
	return [
		...missingInSetup(answers),
		...(answers.projects ?? []).flatMap((each, index) =>
			missingInProject(each).map((field) => `projects[${index}].${field} (${each.name})`),
		),
	];
}

/** The fields that the setup as a whole still lacks. */
export function missingInSetup(
	answers: SecretsAnswers,
): Array<'scope' | 'workatoAccountId' | 'projects'> {
	return (['scope', 'workatoAccountId', 'projects'] as const).filter(
		(field) => !answers[field]?.length,
	);
}

/** The fields that one project still lacks. */
export function missingInProject({
	externalId,
	secrets,
}: ProjectAnswers): Array<'externalId' | 'secrets'> {
	return [...(externalId ? [] : ['externalId' as const]), ...(secrets ? [] : ['secrets' as const])];
}

type Projects = readonly ProjectAnswers[];

/** The projects with some answers of one of them changed; `undefined` takes an answer away. */
export function changeProject(
	projects: Projects,
	name: string,
	answers: Partial<ProjectAnswers>,
): ProjectAnswers[] {
	return projects.map((project) => (project.name === name ? {...project, ...answers} : project));
}

/** The projects with the same answers changed in all of them; `answersOf` says what is new for one. */
export function changeAll(
	projects: Projects,
	answersOf: (project: ProjectAnswers) => Partial<ProjectAnswers>,
): ProjectAnswers[] {
	return projects.map((project) => ({...project, ...answersOf(project)}));
}

/** The projects without one of them. */
export function removeProject(projects: Projects, name: string): ProjectAnswers[] {
	return projects.filter((project) => project.name !== name);
}

/** Takes rows in: a project that is there gets what the row says beside what it has, the others are added behind. */
export function mergeProjects(
	projects: Projects,
	rows: readonly ProjectAnswers[],
): ProjectAnswers[] {
	const merged = new Map(projects.map((project) => [project.name, project]));
	for (const row of rows) {
		merged.set(row.name, {...merged.get(row.name), ...row});
	}

	return Array.from(merged, ([, project]) => project);
}

/**
What is wrong, or odd, with one answer: the field it stands in and, as its group, the project. A refusal can never be agreed away;
a warning can.
*/
export type Finding = Advice<'refusal' | 'warning'> & {
	kind: 'refusal' | 'warning';
	field: string;
};

/** Makes findings of one kind about one answer; `usual` is what to do unless something else is said. */
export const findingsOf =
	(kind: Finding['kind'], about: Pick<Finding, 'field' | 'group'>, usual: string) =>
	(code: string, message: string, hint = usual): Finding[] => [
		{code, kind, ...about, message, hint},
	];
