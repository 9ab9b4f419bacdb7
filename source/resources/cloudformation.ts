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

/** What one kind of thing brings to a template, section by section. */
export type TemplatePart = {
	parameters?: Record<string, TemplateValue>;
	/** Parameters without a default, and what stands for their values in a command, such as `ARN`. */
	toFill?: Record<string, string>;
	conditions?: Record<string, TemplateValue>;
	resources: Record<string, TemplateValue>;
	outputs?: Record<string, TemplateValue>;
	/** What there is one output for, in the plural, such as `roles`. */
	outputsFor?: string;
	/** What the setup has made already, for a stack to take over. */
	imports?: readonly TemplateImport[];
	/** What CloudFormation wants to be told that one knows, such as `CAPABILITY_NAMED_IAM`. */
	capability?: string;
	/** These things belong to no region: why a StackSet gets one region only. */
	oneRegionOnly?: string;
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
