import * as z from 'zod';

/** Which secrets a role may read: exact ARNs as AWS prints them, every secret whose name starts so, or all of the region. */
const wantedSecrets = z.union([
	z.array(z.string().trim().min(1)).min(1),
	z.strictObject({prefix: z.string().trim().min(1)}),
	z.literal('all'),
]);

const project = z.strictObject({
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
		.refine(
			(role) => (role.create === undefined) !== (role.use === undefined),
			{
				message: 'give either create or use',
			},
		)
		.optional(),
	secrets: wantedSecrets.optional(),
	/** What the person said after giving the role to Workato. */
	accepted: z.boolean().optional(),
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
	projects: z.array(project).optional(),
	/** The person lets the assistant read the chosen secrets, to see whether they are JSON; values go nowhere. */
	lookInside: z.boolean().optional(),
});

/** Answers as far as they are given. */
export type SecretsAnswers = z.infer<typeof secretsAnswers>;

export type ProjectAnswers = z.infer<typeof project>;

export type WantedSecrets = z.infer<typeof wantedSecrets>;

/**
The answers that are still missing, each with the field of the setup file that gives it and, within a project, its name.
The role may be left out: a name is proposed.
*/
export function missingAnswers(answers: SecretsAnswers): string[] {
	const {scope, workatoAccountId, projects = []} = answers;
	return [
		...(scope ? [] : ['scope']),
		...(workatoAccountId ? [] : ['workatoAccountId']),
		...(projects.length > 0 ? [] : ['projects']),
		...projects.flatMap((each, index) =>
			missingInProject(each).map(
				(field) => `projects[${index}].${field} (${each.name})`,
			),
		),
	];
}

/** The fields that one project still lacks. */
export function missingInProject({
	externalId,
	secrets,
}: ProjectAnswers): Array<'externalId' | 'secrets'> {
	return [
		...(externalId ? [] : ['externalId' as const]),
		...(secrets ? [] : ['secrets' as const]),
	];
}
