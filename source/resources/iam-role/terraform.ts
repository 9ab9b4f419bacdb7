import {isDeepStrictEqual} from 'node:util';
import {type Statement} from '../../policy/policy-document.js';
import {viaSecretsManager} from '../../policy/secrets-permissions.js';
import {type ExportPlan} from '../export.js';
import {groupTag} from '../ownership.js';
import {hclStatement, statementInside, type HclStatement} from '../terraform-policy.js';
import {
	Expression,
	importBlock,
	ListExpression,
	tagsVariable,
	template,
	variableBlock,
	Wrapped,
	type HclBlock,
	type HclValue,
	type TerraformPart,
} from '../terraform.js';
import {decryptStatement, readsSecrets, rootAccount, trustedAccount} from './exported-roles.js';
import {
	aroundName,
	assertAlike,
	groupsVariable,
	groupText,
	keyLookup,
	ownTagKeys,
	roleGroups,
	secretArns,
	type RoleGroup,
} from './terraform-groups.js';

/**
A role for each group of a map, with what it may read, and its adoption where the setup has made it. A role that is there gets
an inline policy of its own and nothing else: Terraform would replace its whole trust policy.
*/
export function roleTerraform(plan: ExportPlan): TerraformPart {
	const groups = roleGroups(plan);
	if (groups.length === 0) {
		return {resources: []};
	}

	const {partner, group: noun} = plan.words;
	const account = trustedAccount(groups.map(({role}) => role));
	const made = groups.filter(({role}) => !role.isUsed);
	const hasUsed = made.length < groups.length;
	const isLookedUp = groups.some(({keys}) => keys === undefined);
	const tags = new Map(
		ownTagKeys(made).map((key) => {
			const field = `${key.split(':').at(-1) ?? ''}_tag`;
			const valueOf = ({role}: RoleGroup) => role.tags.find((tag) => tag.key === key)?.value;
			return [
				key,
				{field, text: groupText(made, field, valueOf, key === groupTag ? ['', ''] : undefined)},
			];
		}),
	);
	const description = groupText(
		made,
		'description',
		({role}) => role.description,
		aroundName(made),
	);
	const policyName = groupText(groups, 'policy_name', (each) => each.policyName);
	const accountName = `${partner.toLowerCase()}_account_id`;
	const every = {of: new Expression(`var.${noun}s`), count: groups.length};
	const only = (test: string, count: number) => ({
		of: new Expression(`{ for name, ${noun} in var.${noun}s : name => ${noun} if ${test} }`),
		count,
	});
	const existing = made.length === 0 ? every : only(`${noun}.existing_role`, 0);
	return {
		variables: [
			...(account === undefined
				? []
				: [
						variableBlock(
							accountName,
							{
								description: `AWS account ID of ${partner}, as its page shows it`,
								type: 'string',
								default: account,
							},
							[
								[
									`can(regex("^[0-9]{12}$", var.${accountName}))`,
									'An AWS account ID has twelve digits.',
								],
							],
						),
					]),
			groupsVariable(
				groups,
				{
					policy_name: policyName,
					description,
					...Object.fromEntries(Array.from(tags, ([, {field, text}]) => [field, text])),
				},
				plan,
			),
			...(made.length > 0 ? [tagsVariable({})] : []),
		],
		resources: [
			trustData(groups, every, accountName, plan),
			...(isLookedUp ? keyLookup(plan) : []),
			permissionsData(
				groups,
				every,
				isLookedUp ? 'local.kms_key_arns[each.key]' : 'each.value.kms_key_arns',
				plan,
			),
			...(made.length === 0
				? []
				: [
						{
							type: 'resource',
							labels: ['aws_iam_role', noun],
							forEach: hasUsed ? only(`!${noun}.existing_role`, made.length) : every,
							body: {
								name: new Expression('each.value.role_name'),
								description: description.value === '' ? undefined : description.value,
								assume_role_policy: new Expression(
									'data.aws_iam_policy_document.trust[each.key].json',
								),
								tags: new Wrapped(
									'merge(var.tags, ',
									Object.fromEntries(Array.from(tags, ([key, {text}]) => [key, text.value])),
									')',
								),
							},
						},
					]),
			...(hasUsed ? existingRoles(existing, plan) : []),
			{
				type: 'resource',
				labels: ['aws_iam_role_policy', noun],
				forEach: every,
				body: {
					name: policyName.value,
					role: new Expression(
						hasUsed
							? made.length === 0
								? 'data.aws_iam_role.existing[each.key].name'
								: `each.value.existing_role ? data.aws_iam_role.existing[each.key].name : aws_iam_role.${noun}[each.key].name`
							: `aws_iam_role.${noun}[each.key].name`,
					),
					policy: new Expression('data.aws_iam_policy_document.permissions[each.key].json'),
				},
			},
		],
		...adoption(groups, plan),
		outputs: [
			{
				type: 'output',
				labels: ['roles'],
				body: {
					description: `The role ARN for each ${noun} in ${partner}`,
					value: new Expression(
						`{ for name, role in ${
							hasUsed
								? made.length === 0
									? 'data.aws_iam_role.existing'
									: `merge(aws_iam_role.${noun}, data.aws_iam_role.existing)`
								: `aws_iam_role.${noun}`
						} : name => role.arn }`,
					),
				},
			},
			...(hasUsed ? [missingTrust(plan)] : []),
		],
	};
}

function trustData(
	groups: readonly RoleGroup[],
	forEach: HclBlock['forEach'],
	accountName: string,
	plan: ExportPlan,
): HclBlock {
	const saidOf = ({role: {trust}}: RoleGroup) =>
		trust.Statement.map((each) => statementInside(trustStatement(each, accountName, plan)));
	assertAlike(groups, saidOf);
	const [first] = groups;
	return {
		type: 'data',
		labels: ['aws_iam_policy_document', 'trust'],
		...(forEach && {forEach}),
		body: {},
		blocks: (first ? saidOf(first) : []).map((inside) => ({type: 'statement', ...inside})),
	};
}

function trustStatement(statement: Statement, accountName: string, plan: ExportPlan): HclStatement {
	const {Principal, Condition} = statement;
	const principal = typeof Principal === 'object' ? Principal : {};
	return {
		...hclStatement(statement, plan),
		Principal:
			typeof Principal === 'string'
				? Principal
				: Object.fromEntries(
						Object.entries(principal).map(([kind, named]) => [
							kind,
							[named].flat().map((arn) => {
								const root = rootAccount(arn);
								return root === undefined
									? arn
									: template([root.start, new Expression(`var.${accountName}`), ':root']);
							}),
						]),
					),
		Condition: {
			...Condition,
			StringEquals: {
				...Condition?.StringEquals,
				'sts:ExternalId': new Expression('each.value.external_id'),
			},
		},
	};
}

function permissionsData(
	groups: readonly RoleGroup[],
	forEach: HclBlock['forEach'],
	keys: string,
	plan: ExportPlan,
): HclBlock {
	const readOf = ({role}: RoleGroup) => {
		const read = role.policies
			.flatMap(({document}) => document.Statement)
			.find((each) => readsSecrets(each));
		return statementInside({
			...(read && hclStatement(read, plan)),
			Resource: new ListExpression(secretArns('each.value', plan)),
		});
	};

	assertAlike(groups, readOf);
	const [first] = groups;
	const inside = first && readOf(first);
	return {
		type: 'data',
		labels: ['aws_iam_policy_document', 'permissions'],
		...(forEach && {forEach}),
		body: {},
		blocks: [
			...(inside ? [{type: 'statement', ...inside}] : []),
			{
				type: 'dynamic',
				labels: ['statement'],
				forEach: {of: new Expression(`length(${keys}) > 0 ? [${keys}] : []`), count: 0},
				body: {},
				blocks: [
					{
						type: 'content',
						...statementInside({
							...decryptInHcl(groups, plan),
							Resource: new ListExpression('statement.value'),
						}),
					},
				],
			},
		],
	};
}

// Keys are asked by the Secrets Manager of their own region.
function decryptInHcl(groups: readonly RoleGroup[], plan: ExportPlan): HclStatement {
	const usual = decryptStatement(plan);
	const others: Statement[] = groups.flatMap(({decrypt}) => (decrypt ? [decrypt] : []));
	const isElsewhere = others.some(({Condition}) => !isDeepStrictEqual(Condition, usual.Condition));
	return {
		...hclStatement(usual, plan),
		...(isElsewhere && {
			Condition: {
				StringEquals: {
					'kms:ViaService': new ListExpression(
						`sort(distinct([for arn in statement.value : "${viaSecretsManager('${split(":", arn)[3]}', plan.planned.partition)}"]))`,
					),
				},
			},
		}),
	};
}

/*
The roles that are there already. Their trust cannot be added to by Terraform; checks warn of those that do not let the partner in yet,
with every plan, and an output says what is missing. They know one form of a statement, and no more: IAM has others that mean the same.
*/
function existingRoles(
	forEach: NonNullable<HclBlock['forEach']>,
	{words: {partner, group: noun}}: ExportPlan,
): HclBlock[] {
	const assert = (condition: string, message: string): HclBlock => ({
		type: 'assert',
		body: {condition: new Expression(condition), error_message: message},
	});
	const ofEach = (value: string) =>
		new Expression(`{ for name, role in data.aws_iam_role.existing : name => ${value} }`);
	return [
		{
			type: 'data',
			labels: ['aws_iam_role', 'existing'],
			comment: [
				'Of a role that is there already this file makes one inline policy and changes nothing else: Terraform would have to replace',
				'the whole trust policy. Whoever owns the role adds what the output missing_trust says.',
			],
			forEach,
			body: {name: new Expression('each.value.role_name')},
		},
		{
			type: 'locals',
			comment: [
				`Whether a statement lets ${partner} in with the external ID of the ${noun} as its one condition, and whether one denies anything.`,
			],
			body: {
				trust_there: ofEach('flatten([jsondecode(role.assume_role_policy).Statement])'),
				trust_wanted: ofEach(
					'jsondecode(data.aws_iam_policy_document.trust[name].json).Statement[0]',
				),
				is_trusting: ofEach(
					`anytrue([for each in local.trust_there[name] : ${[
						'each.Effect == "Allow"',
						...['Action', 'Principal.AWS'].map(
							(field) =>
								`length(setsubtract(flatten([local.trust_wanted[name].${field}]), flatten([try(each.${field}, [])]))) == 0`,
						),
						'length(try(each.Condition, {})) == 1',
						'length(try(each.Condition.StringEquals, {})) == 1',
						`contains(flatten([for key, value in try(each.Condition.StringEquals, {}) : value if lower(key) == "sts:externalid"]), var.${noun}s[name].external_id)`,
					].join(' && ')}])`,
				),
				is_denying: ofEach(
					'anytrue([for each in local.trust_there[name] : each.Effect == "Deny"])',
				),
			},
		},
		{
			type: 'check',
			labels: ['trust'],
			body: {},
			blocks: [
				assert(
					'alltrue(values(local.is_trusting))',
					`The trust policy of a role has no statement yet that lets ${partner} in with the external ID of its ${noun} as its one condition. The output missing_trust says what to add.`,
				),
				assert(
					'!anytrue(values(local.is_denying))',
					`The trust policy of a role denies something. Whether that keeps ${partner} out is not looked at here.`,
				),
			],
		},
	];
}

function missingTrust({words: {partner}}: ExportPlan): HclBlock {
	return {
		type: 'output',
		labels: ['missing_trust'],
		body: {
			description: `The statement that the owner of each of these roles has to add to its trust policy for ${partner}`,
			value: new Expression(
				'{ for name, role in data.aws_iam_role.existing : role.name => jsonencode(local.trust_wanted[name]) if !local.is_trusting[name] }',
			),
		},
	};
}

// What the setup has made already, by the names of its groups: a group that is added later is made.
function adoption(
	groups: readonly RoleGroup[],
	{words: {group: noun}}: ExportPlan,
): Pick<TerraformPart, 'imports'> {
	const names = (test: (group: RoleGroup) => boolean) =>
		groups.filter((each) => test(each)).map(({group}) => group);
	const roles = names(({role, made}) => made.role && !role.isUsed);
	const policies = names(({made}) => made.policy);
	const block = (type: string, over: string[], id: HclValue) =>
		over.length === 0
			? []
			: [
					importBlock(`${type}.${noun}[each.key]`, id, {
						of: new Wrapped('toset(', over, ')'),
						count: over.length,
					}),
				];
	const [name = ''] = groups.flatMap(({made, policyName}) => (made.policy ? [policyName] : []));
	const role = new Expression(`var.${noun}s[each.key].role_name`);
	return {
		imports: [
			...block('aws_iam_role', roles, role),
			...block('aws_iam_role_policy', policies, template([role, `:${name}`])),
		],
	};
}
