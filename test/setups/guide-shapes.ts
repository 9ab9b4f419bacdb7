import {z} from 'zod';

const alias = z.string().regex(/^[\w\-\/]+$/v, 'an alias has letters, digits, /, _ and - only');
const tags = z.record(z.string(), z.string());
const create = z.strictObject({alias, tags: tags.optional()});
const days = z.int().min(90).max(2560);
const rotation = z.strictObject({
	enabled: z.boolean().default(true),
	days: days.default(365),
});
const newKey = z.strictObject({create});
const oldKey = z.strictObject({use: z.string()});

const accountId = z.string().regex(/^\d{12}$/v, 'expected 12 digits');
const scope = z.enum(['project', 'workspace']);
const project = z.strictObject({name: z.string(), externalId: z.string()});
const projects = z.array(project).min(1);
const prefix = z.strictObject({prefix: z.string()});
const chosen = z.array(z.string());
const secrets = z.union([chosen, prefix, z.literal('all')]);

/** Two guides as a program could have them: choices, defaults, lists, ranges, own words and free fields. */
export const guideShapes = {
	ekm: z.strictObject({
		guide: z.literal('ekm'),
		name: z.string(),
		region: z.string(),
		statement: z.unknown(),
		key: z.union([newKey, oldKey]),
		rotation: rotation.optional(),
	}),
	secrets: z.strictObject({
		guide: z.literal('secrets'),
		name: z.string(),
		scope: scope.default('project'),
		workatoAccountId: accountId,
		projects,
		secrets: secrets.optional(),
	}),
};
