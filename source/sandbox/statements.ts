import * as z from 'zod';

const list = z
	.union([z.string(), z.array(z.string())])
	.transform((value) => [value].flat());

type Principals = Partial<Record<'AWS' | 'Service' | 'Federated', string[]>>;

const everyone = z.literal('*').transform((): Principals => ({AWS: ['*']}));
const principal = z.union([
	everyone,
	z.partialRecord(z.enum(['AWS', 'Service', 'Federated']), list),
]);

const conditionValue = z.union([z.string(), z.number(), z.boolean()]);
const conditionValues = z.union([conditionValue, z.array(conditionValue)]);
const conditionKeys = z.record(z.string(), conditionValues);

const statementSchema = z.strictObject({
	Sid: z.string().optional(),
	Effect: z.enum(['Allow', 'Deny']),
	Principal: principal.optional(),
	NotPrincipal: principal.optional(),
	Action: list.optional(),
	NotAction: list.optional(),
	Resource: list.optional(),
	NotResource: list.optional(),
	Condition: z.record(z.string(), conditionKeys).optional(),
});

const policySchema = z.strictObject({
	Version: z.enum(['2012-10-17', '2008-10-17']).optional(),
	Id: z.string().optional(),
	Statement: z
		.union([statementSchema, z.array(statementSchema).min(1)])
		.transform((value) => [value].flat()),
});

/** A statement with its principals, actions and resources in lists, ready to be matched. */
export type ParsedStatement = z.output<typeof statementSchema> & {
	/** Whether `${…}` stands for something: not in the older version of the language. */
	hasVariables: boolean;
};

/**
Reads the statements of a policy's text.
@throws {Error} when it is no JSON, or has a field or a value that the policy language does not know.
*/
export const parseStatements = (policy: string): ParsedStatement[] => {
	const {Version, Statement} = policySchema.parse(JSON.parse(policy));
	return Statement.map((statement) => ({
		...statement,
		hasVariables: Version === '2012-10-17',
	}));
};
