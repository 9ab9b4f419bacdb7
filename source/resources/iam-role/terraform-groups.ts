import {isDeepStrictEqual} from 'node:util';
import {toList, type Statement} from '../../policy/policy-document.js';
import {setupWord} from '../../setups/setup-name.js';
import {InputError} from '../../diagnostic.js';
import {certainEffects, cutAtOwnAccount, type ExportPlan} from '../export.js';
import {isOwnTag} from '../ownership.js';
import {
	Expression,
	template,
	variableBlock,
	Wrapped,
	type HclBlock,
	type HclValue,
} from '../terraform.js';
import {roleEffects} from './effects.js';
import {isDecrypt, plannedRoles, readsSecrets, type PlannedRole} from './exported-roles.js';
import {rolesOf} from './permissions.js';

/** A group, such as a project, as Terraform's map of them says it. */
export type RoleGroup = {
	group: string;
	role: PlannedRole;
	externalId: string;
	/** The ARNs or patterns of the secrets that it may read. */
	secrets: readonly string[];
	/** The ARNs of their customer managed keys; missing: looked up when Terraform plans. */
	keys: readonly string[] | undefined;
	decrypt: Statement | undefined;
	policyName: string;
	/** What the setup has made of it already. */
	made: {role: boolean; policy: boolean};
};

/** The groups of a setup, in order. Refuses, as `InputError`, roles that one map of them cannot say. */
export function roleGroups(plan: ExportPlan): RoleGroup[] {
	const planned = plannedRoles(plan);
	const effects = certainEffects(plan, roleEffects.own);
	const {used} = rolesOf(plan.changes);
	const lost = used.find((name) => planned.every((each) => each.name !== name));
	if (lost !== undefined) {
		throw cannotSay(lost);
	}

	return planned.map((role) => {
		const [policy, ...more] = role.policies;
		const externalId = externalIdOf(role);
		if (!policy || more.length > 0 || externalId === undefined) {
			throw cannotSay(role.name);
		}

		const {Statement} = policy.document;
		const reads = Statement.filter((each) => readsSecrets(each));
		const decrypts = Statement.filter((each) => isDecrypt(each));
		if (reads.length !== 1 || Statement.length !== 1 + decrypts.length || decrypts.length > 1) {
			throw cannotSay(role.name);
		}

		const own = effects.filter((each) => each.role === role.name);
		const made = {
			role: own.some(({kind}) => kind === 'role'),
			policy: own.some((each) => each.kind === 'role-policy' && each.policy === policy.name),
		};
		return {
			group: role.group,
			role,
			externalId,
			secrets: reads.flatMap(({Resource}) => toList(Resource)),
			keys: policy.isKeyUnknown ? undefined : decrypts.flatMap(({Resource}) => toList(Resource)),
			decrypt: decrypts[0],
			policyName: role.isUsed && !made.policy ? nameOfItsOwn(policy.name, plan) : policy.name,
			made,
		};
	});
}

function cannotSay(role: string): InputError {
	return new InputError(
		'export-cannot-say',
		`Terraform says roles that are all alike but for their external IDs, secrets and keys, and ${role} is not.`,
		'Export another format, or run the setup with apply.',
	);
}

function externalIdOf({trust: {Statement}}: PlannedRole): string | undefined {
	const [statement, ...more] = Statement;
	const id = statement?.Condition?.StringEquals?.['sts:ExternalId'];
	return more.length === 0 && typeof id === 'string' ? id : undefined;
}

// On a role that others made nobody knows what stands under the usual name, and Terraform would replace it unseen.
function nameOfItsOwn(policy: string, {name, mark}: ExportPlan): string {
	return [policy, setupWord(name), mark.slice(0, 8)]
		.filter((part) => part !== '')
		.join('-')
		.slice(0, 128);
}

/** A text of every group: one for all, or with the group's name in it; where one differs, by a field of its own. */
export type GroupText = {value: HclValue; own: ReadonlyMap<string, string>};

/**
Says a text of each group, where it has one: as the first group's, or with the group's name `around` which it stands. `field` is the
name of the field for those that differ.
*/
export function groupText(
	groups: readonly RoleGroup[],
	field: string,
	textOf: (group: RoleGroup) => string | undefined,
	around?: readonly [start: string, end: string],
): GroupText {
	const texts = groups.flatMap((each) => {
		const text = textOf(each);
		return text === undefined ? [] : [{group: each.group, text}];
	});
	const first = texts[0]?.text ?? '';
	const [start, end] = around ?? [first, ''];
	const usual =
		around === undefined
			? first
			: start === '' && end === ''
				? new Expression('each.key')
				: template([start, new Expression('each.key'), end]);
	const own = new Map(
		texts
			.filter(({group, text}) => text !== (around ? `${start}${group}${end}` : first))
			.map(({group, text}) => [group, text]),
	);
	return {
		value: own.size === 0 ? usual : new Wrapped(`coalesce(each.value.${field}, `, usual, ')'),
		own,
	};
}

/** What stands around the name of the group in its role's description; nothing where that does not name it. */
export function aroundName(groups: readonly RoleGroup[]): [string, string] | undefined {
	for (const {group, role} of groups) {
		const [start = '', end, ...more] = role.description.split(group);
		if (end !== undefined && more.length === 0) {
			return [start, end];
		}
	}

	return undefined;
}

/** The keys of the tags by which the setup knows its roles. */
export function ownTagKeys(groups: readonly RoleGroup[]): string[] {
	const keys = groups.flatMap(({role}) => role.tags.map(({key}) => key));
	return [...new Set(keys)].filter((key) => isOwnTag(key));
}

/** The variable that holds the map of the groups; `texts` by the names of their fields. */
export function groupsVariable(
	groups: readonly RoleGroup[],
	texts: Readonly<Record<string, GroupText>>,
	plan: ExportPlan,
): HclBlock {
	const {partner, group: noun} = plan.words;
	const isKnown = plan.account !== undefined;
	const isLookedUp = groups.some(({keys}) => keys === undefined);
	const hasUsed = groups.some(({role}) => role.isUsed);
	const own = Object.entries(texts).filter(([, text]) => text.own.size > 0);
	const list = isKnown ? 'secret_arns' : 'secret_names';
	const values = `values(var.${noun}s)`;
	const all = (test: string) => `alltrue([for ${noun} in ${values} : ${test}])`;
	return variableBlock(
		`${noun}s`,
		{
			description: [
				`Each ${noun} in ${partner}: its external ID, its role, the secrets it may read`,
				isKnown ? '' : ' (names; * stands for any end)',
				isLookedUp
					? ', and their customer managed keys (left out: looked up)'
					: ', and their customer managed keys',
			].join(''),
			type: new Wrapped(
				'map(object(',
				Object.fromEntries(
					Object.entries({
						external_id: 'string',
						role_name: 'string',
						existing_role: hasUsed ? 'optional(bool, false)' : undefined,
						[list]: 'list(string)',
						kms_key_arns: isLookedUp ? 'optional(list(string))' : 'optional(list(string), [])',
						...Object.fromEntries(own.map(([field]) => [field, 'optional(string)'])),
					}).map(([field, type]) => [field, type === undefined ? undefined : new Expression(type)]),
				),
				'))',
			),
			default: Object.fromEntries(
				groups.map(({group, role, externalId, secrets, keys}) => [
					group,
					{
						external_id: externalId,
						role_name: role.name,
						existing_role: role.isUsed ? true : undefined,
						[list]: isKnown ? [...secrets] : secrets.map((arn) => nameIn(arn, plan)),
						kms_key_arns: keys && (keys.length > 0 || isLookedUp) ? [...keys] : undefined,
						...Object.fromEntries(own.map(([field, text]) => [field, text.own.get(group)])),
					},
				]),
			),
		},
		[
			[
				all(`length(trimspace(${noun}.external_id)) > 0 && length(${noun}.${list}) > 0`),
				`Each ${noun} needs an external ID, and at least one secret.`,
			],
			[
				`length(distinct([for ${noun} in ${values} : lower(${noun}.role_name)])) == length(var.${noun}s)`,
				`Each ${noun} needs a role of its own: with a shared one it would read the other's secrets.`,
			],
		],
	);
}

// The part of a secret's ARN that needs no account.
function nameIn(arn: string, {planned}: ExportPlan): string {
	const pieces = cutAtOwnAccount(arn, planned);
	const last = pieces.at(-1);
	const name = typeof last === 'string' ? last.replace(/^:secret:/v, '') : '';
	return pieces.length > 1 ? name : arn;
}

/** The code for the ARNs of a group's secrets. */
export function secretArns(of: string, {account, region}: ExportPlan): string {
	return account === undefined
		? `[for secret in ${of}.secret_names : "arn:\${data.aws_partition.current.partition}:secretsmanager:${region}:\${data.aws_caller_identity.current.account_id}:secret:\${secret}"]`
		: `${of}.secret_arns`;
}

// What is only read is not counted.
const unsized = (code: string) => ({of: new Expression(code), count: 0});

/*
What encrypts the secrets of groups whose keys are left out: read when Terraform plans. Of all secrets those count whose ARN starts as
the pattern says: a filter by name would miss some. A key of another account need not describe itself to this one.
*/
export function keyLookup(plan: ExportPlan): HclBlock[] {
	const noun = plan.words.group;
	return [
		{
			type: 'locals',
			comment: [
				`The keys of each ${noun} for which kms_key_arns is left out, by what encrypts its secrets.`,
			],
			body: {
				asked: new Expression(
					`{ for name, ${noun} in var.${noun}s : name => ${secretArns(noun, plan)} if ${noun}.kms_key_arns == null }`,
				),
			},
		},
		{
			type: 'data',
			labels: ['aws_secretsmanager_secrets', 'all'],
			body: {
				count: new Expression(
					'anytrue([for arn in flatten(values(local.asked)) : endswith(arn, "*")]) ? 1 : 0',
				),
			},
		},
		{
			type: 'locals',
			body: {
				looked_up: new Expression(
					'{ for name, arns in local.asked : name => flatten([for arn in arns : endswith(arn, "*") ? [for each in flatten(data.aws_secretsmanager_secrets.all[*].arns) : each if startswith(each, trimsuffix(arn, "*"))] : [arn]]) }',
				),
			},
		},
		{
			type: 'data',
			labels: ['aws_secretsmanager_secret', 'looked_up'],
			forEach: unsized('toset(flatten(values(local.looked_up)))'),
			body: {arn: new Expression('each.value')},
		},
		{
			type: 'locals',
			body: {
				secret_keys: new Expression(
					'{ for arn, secret in data.aws_secretsmanager_secret.looked_up : arn => secret.kms_key_id if secret.kms_key_id != null && secret.kms_key_id != "" }',
				),
				foreign_keys: new Expression(
					'[for id in values(local.secret_keys) : id if can(regex("^arn:[^:]+:kms:[^:]+:[0-9]+:key/", id)) && !strcontains(id, ":${data.aws_caller_identity.current.account_id}:")]',
				),
			},
		},
		{
			type: 'data',
			labels: ['aws_kms_key', 'looked_up'],
			forEach: unsized('setsubtract(values(local.secret_keys), local.foreign_keys)'),
			body: {key_id: new Expression('each.value')},
		},
		{
			type: 'locals',
			body: {
				kms_key_arns: new Wrapped(
					'{ for name, ' + noun + ` in var.${noun}s : name => `,
					new Expression(
						`${noun}.kms_key_arns != null ? ${noun}.kms_key_arns : sort(distinct([for arn in local.looked_up[name] : contains(local.foreign_keys, local.secret_keys[arn]) ? local.secret_keys[arn] : data.aws_kms_key.looked_up[local.secret_keys[arn]].arn if contains(keys(local.secret_keys), arn) && try(data.aws_kms_key.looked_up[local.secret_keys[arn]].key_manager, "CUSTOMER") == "CUSTOMER"]))`,
					),
					' }',
				),
			},
		},
	];
}

/** Refuses, as `InputError`, groups whose texts one block for all of them cannot say. */
export function assertAlike(
	groups: readonly RoleGroup[],
	saidOf: (group: RoleGroup) => unknown,
): void {
	const [first, ...rest] = groups;
	const other = first && rest.find((each) => !isDeepStrictEqual(saidOf(each), saidOf(first)));
	if (other) {
		throw cannotSay(other.role.name);
	}
}
