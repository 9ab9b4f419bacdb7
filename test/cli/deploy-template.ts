import {Buffer} from 'node:buffer';
import {CreateRoleCommand, IAMClient, PutRolePolicyCommand} from '@aws-sdk/client-iam';
import {
	CreateAliasCommand,
	CreateKeyCommand,
	EnableKeyRotationCommand,
	KeySpec,
	KeyUsageType,
	KMSClient,
	OriginType,
} from '@aws-sdk/client-kms';
import {parse, YAMLMap, YAMLSeq, type CollectionTag, type ScalarTag} from 'yaml';
import {z} from 'zod';

const scalars: ScalarTag[] = ['Ref', 'Sub', 'GetAtt'].map((name) => ({
	tag: `!${name}`,
	resolve: (text: string) => ({[name]: text}),
}));
const lists: CollectionTag[] = ['If', 'Not', 'Equals', 'Join'].map((name) => ({
	tag: `!${name}`,
	collection: 'seq',
	resolve({items}) {
		const list = new YAMLSeq();
		list.items = items;
		const call = new YAMLMap();
		call.set(name, list);
		return call;
	},
}));

/** CloudFormation's functions in their short form, read as `{Ref: …}`, `{Sub: …}`, `{If: […]}`. */
export const templateFunctions = [...scalars, ...lists];

/** What one template may hold: "CloudFormation quotas". */
const largest = {Parameters: 200, Resources: 500, Outputs: 200};
const text4096 = z.string().max(4096);

const parameter = z.strictObject({
	Type: z.enum(['String', 'Number', 'CommaDelimitedList']),
	Description: z.string().max(4000).optional(),
	Default: z.union([text4096, z.number()]).optional(),
	AllowedPattern: z.string().optional(),
	MinValue: z.number().optional(),
	MaxValue: z.number().optional(),
	MaxLength: z.number().optional(),
});
const template = z.strictObject({
	AWSTemplateFormatVersion: z.literal('2010-09-09'),
	Description: z.string().max(1024),
	Metadata: z.strictObject({
		'AWS::CloudFormation::Interface': z.strictObject({
			ParameterGroups: z.array(
				z.strictObject({
					Label: z.strictObject({default: z.string().min(1)}),
					Parameters: z.array(z.string()),
				}),
			),
			ParameterLabels: z.record(z.string(), z.strictObject({default: z.string().min(1)})),
		}),
	}),
	Parameters: z.record(z.string(), parameter),
	Conditions: z.record(z.string(), z.json()).optional(),
	Resources: z.record(
		z.string(),
		z.strictObject({
			Type: z.string(),
			DeletionPolicy: z.string(),
			UpdateReplacePolicy: z.string(),
			Properties: z.record(z.string(), z.json()),
		}),
	),
	Outputs: z.record(z.string(), z.json()).optional(),
});

/** A template as CloudFormation takes it. Throws where that would refuse it, whoever sends it. */
export function readTemplate(text: string) {
	if (Buffer.byteLength(text) > 1_000_000) {
		throw new Error('Template is larger than 1 MB');
	}

	const read = template.parse(parse(text, {customTags: templateFunctions, version: '1.1'}));
	for (const [name, most] of Object.entries(largest)) {
		const section = z.record(z.string(), z.unknown()).parse({...read}[name] ?? {});
		if (Object.keys(section).length > most) {
			throw new Error(`Template may not exceed ${most} ${name}`);
		}
	}

	const asked = read.Metadata['AWS::CloudFormation::Interface'];
	const known = Object.keys(read.Parameters).toSorted();
	for (const named of [
		asked.ParameterGroups.flatMap(({Parameters}) => Parameters),
		Object.keys(asked.ParameterLabels),
	]) {
		if (named.toSorted().join(' ') !== known.join(' ')) {
			throw new Error('The form does not ask for each parameter once.');
		}
	}

	return read;
}

const policy = z.json().transform((value) => JSON.stringify(value));
const tags = z.array(z.object({Key: z.string(), Value: z.string()}));
const roleProperties = z.strictObject({
	RoleName: z.string(),
	Path: z.string().optional(),
	Description: z.string().optional(),
	PermissionsBoundary: z.string().optional(),
	AssumeRolePolicyDocument: policy,
	Policies: z.array(z.object({PolicyName: z.string(), PolicyDocument: policy})),
	Tags: tags,
});
const keyProperties = z.strictObject({
	EnableKeyRotation: z.literal(true),
	Description: z.string(),
	KeySpec: z.enum(KeySpec),
	KeyUsage: z.enum(KeyUsageType),
	Origin: z.enum(OriginType),
	RotationPeriodInDays: z.number(),
	KeyPolicy: policy,
	Tags: tags,
});
const aliasProperties = z.object({AliasName: z.string()});
const single = z.record(z.string(), z.json());
const branches = z.tuple([z.string(), z.json(), z.json()]);

const client = {region: 'us-east-1'};

type Given = (parameter: string) => string | undefined;

/** The resources of a template with every function worked out. Parameters that are not `given` keep their defaults; one that has none stops it. */
export function resolveTemplate(
	read: ReturnType<typeof readTemplate>,
	account: string,
	given: Given,
): Map<string, {Type: string; properties: Value}> {
	const {Parameters, Conditions = {}, Resources} = read;
	const values = new Map<string, Value>(
		Object.entries(Parameters).map(([name, facts]) => [name, parameterValue(name, facts, given)]),
	);
	values.set('AWS::AccountId', account).set('AWS::Partition', 'aws');
	for (const [name, condition] of Object.entries(Conditions)) {
		values.set(name, resolved(condition, values));
	}

	return new Map(
		Object.entries(Resources).map(([id, {Type, Properties}]) => [
			id,
			{Type, properties: resolved(Properties, values)},
		]),
	);
}

function parameterValue(
	name: string,
	{Type, Default, AllowedPattern, MaxLength, MinValue, MaxValue}: z.infer<typeof parameter>,
	given: Given,
): Value {
	const value = given(name) ?? Default;
	if (value === undefined) {
		throw new Error(`Parameters: [${name}] must have values`);
	}

	const items = Type === 'CommaDelimitedList' ? String(value).split(',') : [String(value)];
	// eslint-disable-next-line require-unicode-regexp -- AWS's patterns have dashes that v does not take
	const pattern = new RegExp(`^(?:${AllowedPattern ?? '.*'})$`, 'su');
	const isRight =
		String(value).length <= Math.min(4096, MaxLength ?? 4096) &&
		items.every((item) => pattern.test(item)) &&
		(MaxValue === undefined || Number(value) <= MaxValue) &&
		(MinValue === undefined || Number(value) >= MinValue);
	if (!isRight) {
		throw new Error(`Parameter '${name}' must match its constraints`);
	}

	return Type === 'CommaDelimitedList' ? items : value;
}

/**
Does what CloudFormation does with an exported template: the same calls, made by the SDK with the endpoint and keys of this
process's environment.
*/
export async function deployTemplate(
	text: string,
	account: string,
	given: Given = () => undefined,
): Promise<void> {
	const made = new Map<string, string>();
	for (const [id, resource] of resolveTemplate(readTemplate(text), account, given)) {
		await makeResource(id, resource, made);
	}
}

/** Makes one resource. `made` holds what the stack has: the identifiers by the logical IDs. */
export async function makeResource(
	id: string,
	{Type, properties}: {Type: string; properties: Value},
	made: Map<string, string>,
): Promise<void> {
	if (Type === 'AWS::IAM::Role') {
		const role = roleProperties.parse(properties);
		await makeRole(role);
		made.set(id, role.RoleName);
	} else if (Type === 'AWS::KMS::Key') {
		made.set(id, await makeKey(keyProperties.parse(properties)));
	} else {
		const kms = new KMSClient(client);
		const {AliasName} = aliasProperties.parse(properties);
		await kms.send(new CreateAliasCommand({AliasName, TargetKeyId: made.get('Key')}));
		kms.destroy();
		made.set(id, AliasName);
	}
}

type Value = z.infer<ReturnType<typeof z.json>>;

function resolved(value: Value, values: ReadonlyMap<string, Value>): Value {
	if (Array.isArray(value)) {
		return value
			.map((item) => resolved(item, values))
			.filter((item) => item !== undefined && item !== noValue);
	}

	const {data: fields} = single.safeParse(value);
	if (!fields) {
		return value;
	}

	const {Ref, Sub, If, Not, Equals, Join} = fields;
	if (typeof Ref === 'string') {
		return Ref === 'AWS::NoValue' ? noValue : (values.get(Ref) ?? null);
	}

	if (typeof Sub === 'string') {
		return Sub.replaceAll(/\$\{([\w:]+)\}/gv, (_all, name: string) =>
			z.string().parse(values.get(name)),
		).replaceAll('${!', '${');
	}

	if (Not !== undefined) {
		return !z.tuple([z.boolean()]).parse(resolved(Not, values))[0];
	}

	if (Equals !== undefined) {
		const [left, right] = z.tuple([z.json(), z.json()]).parse(resolved(Equals, values));
		return left === right;
	}

	if (Join !== undefined) {
		const [between, parts] = z
			.tuple([z.string(), z.array(z.string())])
			.parse(resolved(Join, values));
		return parts.join(between);
	}

	return If === undefined
		? Object.fromEntries(
				Object.entries(fields)
					.map(([key, inner]) => [key, resolved(inner, values)] as const)
					.filter(([, inner]) => inner !== noValue),
			)
		: chosen(branches.parse(If), values);
}

function chosen(
	[condition, yes, no]: z.infer<typeof branches>,
	values: ReadonlyMap<string, Value>,
): Value {
	return resolved(values.get(condition) === true ? yes : no, values);
}

const noValue = 'AWS::NoValue';

async function makeRole({Policies, ...role}: z.infer<typeof roleProperties>): Promise<void> {
	const iam = new IAMClient(client);
	const {RoleName} = role;
	await iam.send(new CreateRoleCommand(role));
	for (const each of Policies) {
		await iam.send(new PutRolePolicyCommand({RoleName, ...each}));
	}

	iam.destroy();
}

async function makeKey({
	KeyPolicy: Policy,
	RotationPeriodInDays,
	Tags,
	EnableKeyRotation: _isOn,
	...key
}: z.infer<typeof keyProperties>): Promise<string> {
	const kms = new KMSClient(client);
	const {KeyMetadata} = await kms.send(
		new CreateKeyCommand({
			...key,
			Policy,
			Tags: Tags.map(({Key, Value}) => ({TagKey: Key, TagValue: Value})),
		}),
	);
	const KeyId = z.string().parse(KeyMetadata?.KeyId);
	await kms.send(new EnableKeyRotationCommand({KeyId, RotationPeriodInDays}));
	kms.destroy();
	return KeyId;
}
