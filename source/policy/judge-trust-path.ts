import {formatWord} from '../terminal/foreign-text.js';
import {explainCondition} from './explain-condition.js';
import {joinWords} from './join-words.js';
import {type PolicyRow} from './match-policy.js';
import {toList} from './one-or-many.js';
import {type Condition, type Statement} from './policy-document.js';
import {type TrustFinding} from './trust-finding.js';

type PathFinding = Omit<TrustFinding, 'statement'>;

type ConditionRow = {operator: string; key: string; wanted: string[]};

const conditionRows = (condition: Condition | undefined): ConditionRow[] =>
	Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
		Object.entries(keys).map(([key, wanted]) => ({
			operator,
			key,
			wanted: toList(wanted).map(String),
		})),
	);

const isExternalId = ({key}: ConditionRow): boolean =>
	key.toLowerCase() === 'sts:externalid';

/** How a statement that may let Workato in treats the external ID. */
export const judgeExternalId = (
	statement: Statement,
	name: string,
	externalId: string,
	{isOpen, isForAny}: {isOpen: boolean; isForAny: boolean},
): PathFinding[] => {
	const rows = conditionRows(statement.Condition).filter((row) =>
		isExternalId(row),
	);
	if (isOpen) {
		return [
			{
				code: 'open',
				severity: 'fail',
				message: `${name} lets Workato’s account in without the external ID${rows.length === 0 ? '' : `: ${joinWords(rows.map(({operator}) => formatWord(operator)))} also holds when it is absent`}. Anyone who uses Workato could then reach this role.`,
			},
		];
	}

	const loose = rows.filter(
		({operator}) => !['stringequals', 'null'].includes(operator.toLowerCase()),
	);
	const others = rows
		.filter(({operator}) => operator.toLowerCase() === 'stringequals')
		.flatMap(({wanted}) => wanted)
		.filter((id) => id !== externalId);
	return [
		isForAny || loose.length > 0
			? [
					{
						code: 'loose-external-id' as const,
						severity: isForAny ? ('fail' as const) : ('warn' as const),
						message: isForAny
							? `${name} takes any external ID. It has to ask for this one with StringEquals.`
							: `${name} compares the external ID with ${joinWords(loose.map(({operator}) => formatWord(operator)))}. StringEquals takes exactly one.`,
					},
				]
			: [],
		others.length > 0
			? [
					{
						code: 'other-external-ids' as const,
						severity: 'warn' as const,
						message: `${name} asks for the external ID ${joinWords(
							Array.from(new Set(others), (id) => formatWord(id)),
							'or',
						)}${others.length === rows.flatMap(({wanted}) => wanted).length ? '' : ' as well'}.`,
					},
				]
			: [],
	].flat();
};

/** Which other conditions of a statement keep Workato out, or may. */
export const judgeConditions = (
	statement: Statement,
	{name, answer}: PolicyRow,
	isOtherwiseLetIn: boolean,
): PathFinding[] => {
	const rest = conditionRows(statement.Condition).filter(
		(row) => !isExternalId(row),
	);
	if (answer === 'yes' || rest.length === 0) {
		return [];
	}

	const words = rest.map(({operator, key, wanted}) =>
		explainCondition({[operator]: {[key]: wanted}}),
	);
	const isMfa = rest.some(({key}) =>
		key.toLowerCase().startsWith('aws:multifactorauth'),
	);
	return [
		{
			code: 'condition',
			severity: isOtherwiseLetIn
				? 'warn'
				: answer === 'no'
					? 'fail'
					: 'unknown',
			message: `${name} holds only if ${joinWords(words)}. ${isMfa ? 'Workato is a service and has no MFA device.' : 'That may keep Workato out.'}`,
		},
	];
};
