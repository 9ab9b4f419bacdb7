import * as z from 'zod';

/** The account that plays Workato's in practice. */
export const sandboxWorkatoAccount = '999988887777';

/** The token of the sandbox's Developer API; it opens nothing else. */
export const sandboxApiToken = 'wrkatrial-practice-only';

const projectSchema = z.object({
	/** The ID that stands in the external ID; the folder has another one. */
	id: z.number(),
	folderId: z.number(),
	name: z.string(),
});

const firstProjects = [
	{id: 640_118, folderId: 1_563_021, name: 'Orders'},
	{id: 640_224, folderId: 1_563_185, name: 'Customer data'},
	{id: 640_371, folderId: 1_563_406, name: 'Finance'},
];

/** What the sandbox's Workato knows: one workspace and its projects. */
export const workatoSchema = z.object({
	workspaceId: z.number().default(27_411),
	projects: z.array(projectSchema).default(firstProjects),
});

/** A project of the practice Workato. */
export type Project = z.infer<typeof projectSchema>;
