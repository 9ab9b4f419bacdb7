import * as z from 'zod';
import {type Change} from '../resources/call.js';
import {runTag} from '../aws/find-key-by-tag.js';
import {parsePolicyDocument} from '../policy/parse-policy-document.js';
import {type PolicyDocument} from '../policy/policy-document.js';

const policy = z
	.string()
	.transform((text): PolicyDocument => parsePolicyDocument(text));

/** The fields of calls that hold a policy as JSON text. */
export const policyFields: readonly string[] = [
	'AssumeRolePolicyDocument',
	'Policy',
	'PolicyDocument',
];

// A setup file that was never saved has no run to name: the tag would be empty.
const kmsTags = z
	.array(z.object({TagKey: z.string(), TagValue: z.string()}))
	.default([])
	.transform((tags) =>
		tags
			.map(({TagKey, TagValue}) => ({key: TagKey, value: TagValue}))
			.filter((tag) => !isEmptyRun(tag)),
	);
const iamTags = z
	.array(z.object({Key: z.string(), Value: z.string()}))
	.default([])
	.transform((tags) =>
		tags
			.map(({Key, Value}) => ({key: Key, value: Value}))
			.filter((tag) => !isEmptyRun(tag)),
	);

/** One kind of call and the shape of its input. */
type CallKind<Input> = {operation: string; input: z.ZodType<Input>};

function kind<Input>(
	operation: string,
	input: z.ZodType<Input>,
): CallKind<Input> {
	return {operation, input};
}

/** The calls that make something of the setup's own, with policies as data: all that a template can express. */
export const makes = {
	key: kind(
		'CreateKey',
		z.object({
			Description: z.string().default(''),
			KeySpec: z.string(),
			KeyUsage: z.string(),
			Origin: z.string(),
			Policy: policy,
			Tags: kmsTags,
		}),
	),
	alias: kind('CreateAlias', z.object({AliasName: z.string()})),
	rotation: kind(
		'EnableKeyRotation',
		z.object({RotationPeriodInDays: z.number()}),
	),
	role: kind(
		'CreateRole',
		z.object({
			RoleName: z.string(),
			Path: z.string().default('/'),
			Description: z.string().default(''),
			AssumeRolePolicyDocument: policy,
			Tags: iamTags,
		}),
	),
	rolePolicy: kind(
		'PutRolePolicy',
		z.object({
			RoleName: z.string(),
			PolicyName: z.string(),
			PolicyDocument: policy,
		}),
	),
};

/** The inputs of every call of one kind, in order. */
export function inputsOf<Input>(
	changes: readonly Change[],
	{operation, input}: CallKind<Input>,
): Input[] {
	return changes
		.filter(({call}) => call.operation === operation)
		.map(({call}) => input.parse(call.input));
}

function isEmptyRun({key, value}: {key: string; value: string}): boolean {
	return key === runTag && value === '';
}
