import {z} from 'zod';

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
	externalId: z.string().optional(),
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
	workatoAccountId: z.string().optional(),
	projects: z.array(project).optional(),
});

/** Answers as far as they are given. */
export type SecretsAnswers = z.infer<typeof secretsAnswers>;

export type ProjectAnswers = z.infer<typeof project>;

export type WantedSecrets = z.infer<typeof wantedSecrets>;
