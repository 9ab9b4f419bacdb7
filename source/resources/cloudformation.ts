import {type Json} from '../json.js';
import {cutAtOwnAccount, type ExportPlan} from './export.js';

/** One of CloudFormation's functions in its short form, such as `!Ref Key`. */
export class Tagged {
	readonly tag: '!Equals' | '!GetAtt' | '!If' | '!Join' | '!Not' | '!Ref' | '!Sub';

	readonly value: TemplateValue;

	constructor(tag: Tagged['tag'], value: TemplateValue) {
		this.tag = tag;
		this.value = value;
	}
}

/** What a template is made of. Keys that are `undefined` are left out. */
export type TemplateValue =
	string | number | boolean | undefined | Tagged | TemplateValue[] | {[key: string]: TemplateValue};

/** A parameter, and how the console asks for it. */
export type TemplateParameter = {
	/** The heading it stands under. */
	group: string;
	label: string;
	definition: Record<string, TemplateValue>;
	/** What stands for its value where it has no default, such as `ARN`. */
	toFill?: string;
};

/**
One thing and what belongs to it, section by section: several may come into one template, and what has the same name in two of
them is the same.
*/
export type TemplatePart = {
	parameters?: Record<string, TemplateParameter>;
	conditions?: Record<string, TemplateValue>;
	resources: Record<string, TemplateValue>;
	outputs?: Record<string, TemplateValue>;
	/** What the setup has made already, for a stack to take over. */
	imports?: readonly TemplateImport[];
	/** What CloudFormation wants to be told that one knows, such as `CAPABILITY_NAMED_IAM`. */
	capability?: string;
	/** Why a StackSet gets one region only. */
	oneRegionOnly?: string;
	/** What holds in the setup's own account only: why there is no StackSet of it. */
	oneAccountOnly?: readonly string[];
	/** What to know, or to have in each account, before a StackSet goes there. */
	elsewhere?: readonly string[];
};

/** One thing that is there already, by the name that the template has for it. */
export type TemplateImport = {
	type: string;
	logicalId: string;
	identifier: Record<string, string>;
};

const pseudo = {
	partition: '${AWS::Partition}',
	account: '${AWS::AccountId}',
};

/**
A value of a call (a policy, say) for a template: wherever it names a thing of its own account, the account that the stack is
made in. So one template serves any number of accounts.
*/
export function templateValue(value: Json, {planned}: Pick<ExportPlan, 'planned'>): TemplateValue {
	if (typeof value === 'string') {
		const pieces = cutAtOwnAccount(value, planned);
		return pieces.length === 1
			? value
			: new Tagged(
					'!Sub',
					pieces
						.map((piece) =>
							typeof piece === 'string' ? piece.replaceAll('${', '${!') : pseudo[piece.own],
						)
						.join(''),
				);
	}

	if (Array.isArray(value)) {
		return value.map((item) => templateValue(item, {planned}));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [key, templateValue(inner, {planned})]),
			)
		: (value ?? undefined);
}

/** Whether a value still names an account by its number, once its own things are named by the account of the stack. */
export function namesAccount(value: TemplateValue, account: string): boolean {
	const inner = value instanceof Tagged ? value.value : value;
	if (Array.isArray(inner)) {
		return inner.some((each) => namesAccount(each, account));
	}

	if (typeof inner === 'object' && !(inner instanceof Tagged)) {
		return Object.entries(inner).some(
			([key, each]) => key.includes(account) || namesAccount(each, account),
		);
	}

	return (typeof inner === 'string' || typeof inner === 'number') && `${inner}`.includes(account);
}

/** The condition that a parameter was given something. */
export function isGiven(parameter: string, nothing = ''): Tagged {
	return new Tagged('!Not', [new Tagged('!Equals', [new Tagged('!Ref', parameter), nothing])]);
}

/** A value where a condition holds, and nothing where it does not. */
export function onlyIf(condition: string, value: TemplateValue): Tagged {
	return new Tagged('!If', [condition, value, new Tagged('!Ref', 'AWS::NoValue')]);
}

/*
CloudFormation has no parameter for a list of tags, and the tags of a stack do not come to every kind of thing (roles among
them): so a few more tags are asked for one by one.
*/
const moreTags = ['1', '2', '3'];

/** What asks for tags beside the setup's own. */
export const tagSections: Required<Pick<TemplatePart, 'parameters' | 'conditions'>> = {
	parameters: Object.fromEntries(
		moreTags.flatMap((number): Array<[string, TemplateParameter]> => [
			[
				`Tag${number}Key`,
				{
					group: 'More tags',
					label: `Tag ${number}`,
					definition: {
						Type: 'String',
						Description: 'Key of one more tag, or nothing',
						Default: '',
						AllowedPattern: '^$|^(?!([Aa][Ww][Ss]|workato-aws):).{1,128}$',
					},
				},
			],
			[
				`Tag${number}Value`,
				{
					group: 'More tags',
					label: `Its value ${number}`,
					definition: {
						Type: 'String',
						Description: 'Value of that tag',
						Default: '',
						MaxLength: 256,
					},
				},
			],
		]),
	),
	conditions: Object.fromEntries(
		moreTags.map((number) => [`HasTag${number}`, isGiven(`Tag${number}Key`)]),
	),
};

/** The tags of a thing, and those that were asked for. */
export function tagsValue(tags: ReadonlyArray<{key: string; value: string}>): TemplateValue[] {
	return [
		...tags.map(({key, value}) => ({Key: key, Value: value})),
		...moreTags.map((number) =>
			onlyIf(`HasTag${number}`, {
				Key: new Tagged('!Ref', `Tag${number}Key`),
				Value: new Tagged('!Ref', `Tag${number}Value`),
			}),
		),
	];
}
