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

const template = z.object({
	Parameters: z.record(z.string(), z.object({Type: z.string(), Default: z.json().optional()})),
	Conditions: z.record(z.string(), z.json()).optional(),
	Resources: z.record(z.string(), z.object({Type: z.string(), Properties: z.json()})),
});
const policy = z.json().transform((value) => JSON.stringify(value));
const tags = z.array(z.object({Key: z.string(), Value: z.string()}));
const roleProperties = z.object({
	RoleName: z.string(),
	Description: z.string().optional(),
	AssumeRolePolicyDocument: policy,
	Policies: z.array(z.object({PolicyName: z.string(), PolicyDocument: policy})),
	Tags: tags,
});
const keyProperties = z.object({
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

/**
Does what CloudFormation does with an exported template: the same calls, made by the SDK with the endpoint and keys of this
process's environment. Parameters that are not `given` keep their defaults; one that has none stops it, as there.
*/
export async function deployTemplate(
	text: string,
	account: string,
	given: (parameter: string) => string | undefined = () => undefined,
): Promise<void> {
	const {
		Parameters,
		Conditions = {},
		Resources,
	} = template.parse(parse(text, {customTags: [...scalars, ...lists]}));
	const values = new Map<string, Value>(
		Object.entries(Parameters).map(([name, {Type, Default}]) => {
			const value = given(name) ?? Default;
			if (value === undefined) {
				throw new Error(`Parameters: [${name}] must have values`);
			}

			return [
				name,
				typeof value === 'string' && Type === 'CommaDelimitedList' ? value.split(',') : value,
			];
		}),
	);
	values.set('AWS::AccountId', account).set('AWS::Partition', 'aws');
	for (const [name, condition] of Object.entries(Conditions)) {
		values.set(name, resolved(condition, values));
	}

	let keyId: string | undefined;
	for (const {Type, Properties} of Object.values(Resources)) {
		const properties = resolved(Properties, values);
		if (Type === 'AWS::IAM::Role') {
			await makeRole(roleProperties.parse(properties));
		} else if (Type === 'AWS::KMS::Key') {
			keyId = await makeKey(keyProperties.parse(properties));
		} else {
			const kms = new KMSClient(client);
			const {AliasName} = aliasProperties.parse(properties);
			await kms.send(new CreateAliasCommand({AliasName, TargetKeyId: keyId}));
			kms.destroy();
		}
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
				Object.entries(fields).map(([key, inner]) => [key, resolved(inner, values)]),
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
	...key
}: z.infer<typeof keyProperties>): Promise<string | undefined> {
	const kms = new KMSClient(client);
	const {KeyMetadata} = await kms.send(
		new CreateKeyCommand({
			...key,
			Policy,
			Tags: Tags.map(({Key, Value}) => ({TagKey: Key, TagValue: Value})),
		}),
	);
	const KeyId = KeyMetadata?.KeyId;
	await kms.send(new EnableKeyRotationCommand({KeyId, RotationPeriodInDays}));
	kms.destroy();
	return KeyId;
}
