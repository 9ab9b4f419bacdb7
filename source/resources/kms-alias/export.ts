import {type Statement} from '../../policy/policy-document.js';
import {Tagged, type TemplatePart} from '../cloudformation.js';
import {quoteForShell} from '../../terminal/foreign-text.js';
import {certainEffects, type ExportPlan, type ReadmePart} from '../export.js';
import {InputError} from '../../diagnostic.js';
import {type Change} from '../call.js';
import {createKey} from '../kms-key/calls.js';
import {keyGroup, madeKeyId} from '../kms-key/cloudformation.js';
import {madeKeyArn} from '../kms-key/permissions.js';
import {
	actionsOf,
	listArns,
	ownArn,
	type OperatorStatements,
	type Permission,
} from '../permissions.js';
import {inputsOf} from '../resource.js';
import {shellText, type ShellPart} from '../shell.js';
import {Expression, importBlock, variableBlock, type TerraformPart} from '../terraform.js';
import {createAlias, deleteAlias, aliasEffects} from './calls.js';

/** The name of the key. It outlives the stack, so that another stack of the same name does not make a second key unnoticed. */
export function aliasTemplate(plan: ExportPlan): TemplatePart[] {
	const [alias] = inputsOf(plan.changes, createAlias);
	if (!alias) {
		return [];
	}

	return [
		{
			parameters: {
				Alias: {
					group: keyGroup,
					label: 'Alias',
					definition: {
						Type: 'String',
						Description: 'Name of the key, without alias/',
						Default: alias.AliasName.replace(/^alias\//v, ''),
						AllowedPattern: '^[a-zA-Z0-9/_-]+$',
						MaxLength: 250,
					},
				},
			},
			resources: {
				KeyAlias: {
					Type: 'AWS::KMS::Alias',
					DeletionPolicy: 'Retain',
					UpdateReplacePolicy: 'Retain',
					Properties: {
						AliasName: new Tagged('!Sub', 'alias/${Alias}'),
						TargetKeyId: new Tagged('!Ref', 'Key'),
					},
				},
			},
			imports: madeAliases(plan)
				.filter((AliasName) => AliasName === alias.AliasName)
				.map((AliasName) => ({
					type: 'AWS::KMS::Alias',
					logicalId: 'KeyAlias',
					identifier: {AliasName},
				})),
		},
	];
}

/** The name of the key, and its adoption where the setup has given it. */
export function aliasTerraform(plan: ExportPlan): TerraformPart {
	const [alias] = inputsOf(plan.changes, createAlias);
	if (!alias) {
		return {resources: []};
	}

	const isMade = madeAliases(plan).includes(alias.AliasName);
	return {
		variables: [
			variableBlock(
				'alias',
				{
					description: 'Name of the key, without alias/',
					type: 'string',
					default: alias.AliasName.replace(/^alias\//v, ''),
				},
				[
					[
						'can(regex("^[a-zA-Z0-9/_-]{1,250}$", var.alias)) && !startswith(var.alias, "aws/")',
						'An alias has letters, digits, slashes, dashes and underscores, and does not begin with aws/.',
					],
				],
			),
		],
		resources: [
			{
				type: 'resource',
				labels: ['aws_kms_alias', 'workato'],
				body: {
					name: new Expression('"alias/${var.alias}"'),
					target_key_id: new Expression('aws_kms_key.workato.key_id'),
				},
			},
		],
		imports: isMade ? [importBlock('aws_kms_alias.workato', alias.AliasName)] : [],
	};
}

// The names that the setup gave. A name without its key is not taken over: the export makes another key.
function madeAliases(plan: ExportPlan): string[] {
	const key = madeKeyId(plan);
	return certainEffects(plan, aliasEffects.own)
		.filter(({keyId}) => keyId === key)
		.map(({name}) => name)
		.toReversed();
}

/** The name of a new key. A script knows the key by it first, so the lines for the name stand among those of the key. */
export function aliasShell(plan: ExportPlan): ShellPart {
	const {changes} = plan;
	const [named] = namedKeys(changes);
	if (named !== undefined) {
		throw new InputError(
			'export-cannot-say',
			`A shell script names new keys only, and this setup names ${named}.`,
			'Run the setup with apply instead.',
		);
	}

	const [alias] = inputsOf(changes, createAlias);
	if (!alias && inputsOf(changes, createKey).length > 0) {
		throw new InputError(
			'export-cannot-say',
			'A shell script knows a new key by its alias, and this setup gives it none.',
			'Export another format: cloudformation or terraform.',
		);
	}

	return {
		variables: alias ? [`alias=${shellText(alias.AliasName, plan)}`] : [],
		lines: [],
	};
}

/** The name goes before the key could. */
export function aliasReadme({changes, region}: ExportPlan): ReadmePart {
	const names = inputsOf(changes, createAlias).map(({AliasName}) => AliasName);
	return {
		monthly: 0,
		costs: [],
		removal:
			names.length === 0
				? {}
				: {
						hand: [
							{
								text: 'Take the name off the key.',
								commands: names.map(
									(name) =>
										`aws kms delete-alias --region ${region} --alias-name ${quoteForShell(name)}`,
								),
							},
						],
					},
	};
}

/** The keys that changes name although they do not make them. */
export function namedKeys(changes: readonly Change[]): string[] {
	return inputsOf(changes, createKey).length > 0
		? []
		: inputsOf(changes, createAlias).map(({TargetKeyId}) => TargetKeyId);
}

/** What is read of aliases. */
export const aliasReads: readonly Permission[] = [
	{actions: ['kms:ListAliases'], why: 'the list to choose a key from'},
];

/** What an operator needs to name the key. */
export function aliasPermissions(plan: ExportPlan): OperatorStatements {
	return {
		make: aliasArns(plan).map((Resource) => ({
			Sid: 'NameTheKey',
			Effect: 'Allow',
			Action: actionsOf(createAlias.permission),
			Resource,
		})),
	};
}

/** What it takes to take the name away. */
export function aliasUndoPermissions(plan: ExportPlan): Statement[] {
	// The answers may have changed since the journal’s names were given.
	const given = plan.effects.flatMap((effect) => aliasEffects.own(effect) ?? []);
	const arns = [
		...aliasArns(plan).flat(),
		...given.flatMap(({name, keyId}) => [
			ownArn(plan, 'kms', name),
			ownArn(plan, 'kms', `key/${keyId}`),
		]),
	];
	return arns.length === 0
		? []
		: [
				{
					Sid: 'TakeTheKeysNameAway',
					Effect: 'Allow',
					Action: actionsOf(deleteAlias.permission),
					Resource: listArns(arns),
				},
			];
}

// AWS asks for both: the name, and the key that it names.
function aliasArns(plan: ExportPlan): string[][] {
	return inputsOf(plan.changes, createAlias).map(({AliasName}) => [
		ownArn(plan, 'kms', AliasName),
		madeKeyArn(plan),
	]);
}
