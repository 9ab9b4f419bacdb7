import {type Json} from '../json.js';
import {toList, type PolicyDocument, type Statement} from '../policy/policy-document.js';
import {type ExportPlan} from './export.js';
import {
	Expression,
	hclValue,
	jsonText,
	ListExpression,
	Wrapped,
	type HclBlock,
	type HclValue,
} from './terraform.js';

/** A statement whose values may be code. */
export type HclStatement = Readonly<Record<string, HclValue>>;

/**
A policy as the provider's own data source where that says just the same, else as JSON: the blocks that have to stand above, and
what gives its text.
*/
export function terraformPolicy(
	label: string,
	document: PolicyDocument,
	plan: Pick<ExportPlan, 'account' | 'planned'>,
): {data: HclBlock[]; json: HclValue} {
	if (!isSayable(document)) {
		return {data: [], json: jsonText(hclValue(document, plan))};
	}

	const {Id, Version, Statement} = document;
	return {
		data: [
			{
				type: 'data',
				labels: ['aws_iam_policy_document', label],
				body: {
					policy_id: Id,
					version: Version === '2012-10-17' ? undefined : Version,
				},
				blocks: Statement.map((each) => ({
					type: 'statement',
					...statementInside(hclStatement(each, plan)),
				})),
			},
		],
		json: new Expression(`data.aws_iam_policy_document.${label}.json`),
	};
}

/** A statement in HCL, with its fields. */
export function hclStatement(
	statement: Statement,
	plan: Pick<ExportPlan, 'account' | 'planned'>,
): HclStatement {
	return Object.fromEntries(
		Object.entries(statement).map(([key, value]) => [key, hclValue(value, plan)]),
	);
}

/** What stands in the block of a statement that such a data source can say. */
export function statementInside({
	Sid,
	Effect,
	Action,
	NotAction,
	Resource,
	NotResource,
	Principal,
	NotPrincipal,
	Condition,
}: HclStatement): Pick<HclBlock, 'body' | 'blocks'> {
	return {
		body: {
			sid: Sid,
			effect: Effect,
			actions: list(Action),
			not_actions: list(NotAction),
			resources: list(Resource),
			not_resources: list(NotResource),
		},
		blocks: [
			...principalBlocks('principals', Principal),
			...principalBlocks('not_principals', NotPrincipal),
			...fieldsOf(Condition).flatMap(([test, variables]) =>
				fieldsOf(variables).map(([variable, values]) => ({
					type: 'condition',
					body: {test, variable, values: list(values)},
				})),
			),
		],
	};
}

function principalBlocks(type: string, principal: HclValue): HclBlock[] {
	return principal === '*'
		? [{type, body: {type: '*', identifiers: ['*']}}]
		: fieldsOf(principal).map(([kind, identifiers]) => ({
				type,
				body: {type: kind, identifiers: list(identifiers)},
			}));
}

function list(value: HclValue): HclValue {
	return value === undefined || value instanceof ListExpression || Array.isArray(value)
		? value
		: [value];
}

function fieldsOf(value: HclValue): Array<[string, HclValue]> {
	return typeof value !== 'object' ||
		Array.isArray(value) ||
		value instanceof Expression ||
		value instanceof Wrapped
		? []
		: Object.entries(value);
}

const fields = new Set([
	'Sid',
	'Effect',
	'Principal',
	'NotPrincipal',
	'Action',
	'NotAction',
	'Resource',
	'NotResource',
	'Condition',
]);

// The data source takes `&{` for the start of a policy variable, no Sid twice, no empty list, and texts only.
function isSayable({Id, Version, Statement, ...rest}: PolicyDocument): boolean {
	const sids = Statement.flatMap(({Sid}) => Sid ?? []);
	return (
		Object.keys(rest).length === 0 &&
		Version !== undefined &&
		Id !== '' &&
		new Set(sids).size === sids.length &&
		Statement.every(
			({Sid, Condition, ...statement}) =>
				Sid !== '' &&
				Object.keys(statement).every((field) => fields.has(field)) &&
				Object.values(Condition ?? {}).every((variables) =>
					Object.values(variables).every((values) =>
						toList(values).every((value) => typeof value === 'string'),
					),
				) &&
				isFilled({...statement, ...(Condition && {Condition})}),
		)
	);
}

function isFilled(value: Json | Statement): boolean {
	return typeof value === 'string'
		? !value.includes('&{')
		: typeof value !== 'object' || value === null
			? true
			: Object.values(value).length > 0 && Object.values(value).every((inner) => isFilled(inner));
}
