import {formatWord} from '../terminal/foreign-text.js';
import {findComparison, parseOperator} from './condition-operators.js';
import {explainCondition} from './explain-statement.js';
import {joinWords} from './join-words.js';
import {type Knowledge, matchCondition} from './match-condition.js';
import {isLetInBy, requestOf, type Comer, type Trust} from './match-trust.js';
import {
	toList,
	type Condition,
	type PolicyDocument,
} from './policy-document.js';
import {withoutMfa} from './request-context.js';
import {type Answer} from './three-valued.js';
import {type StatementFinding} from './trust-finding.js';

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

const idRows = ({Statement}: PolicyDocument): ConditionRow[] =>
	Statement.flatMap(({Condition}) =>
		conditionRows(Condition).filter((row) => isExternalId(row)),
	);

const isPatternRow = ({operator}: ConditionRow): boolean =>
	findComparison(parseOperator(operator).base)?.wants === 'pattern';

/** One Allow statement of a trust policy, and everyone who may come from Workato's account. */
export type Path = {
	trust: Trust;
	index: number;
	name: string;
	externalId: string;
	comers: Comer[];
};

/** How a way in for Workato's account treats the external ID: without it, with any, with others than the wanted one. */
export const validateExternalId = ({
	trust,
	index,
	name,
	externalId,
	comers,
}: Path): StatementFinding[] => {
	const takes = (id: Knowledge): boolean =>
		comers.some(
			(comer) => isLetInBy(trust, index, {...comer, externalId: id}) !== 'no',
		);
	const rows = conditionRows(trust.policy.Statement[index]!.Condition).filter(
		(row) => isExternalId(row),
	);
	if (takes([])) {
		return [
			{
				code: 'open',
				severity: 'fail',
				message: `${name} lets Workato’s account in without the external ID${rows.length === 0 ? '' : `: ${joinWords(rows.map(({operator}) => formatWord(operator)))} also holds when it is absent`}. Anyone who uses Workato could then reach this role.`,
			},
		];
	}

	const hasWildcard = (text: string) => /[*?]/v.test(text);
	const fitsNothing = (id: string, isPattern: boolean) =>
		!isPattern || id !== '*';
	if (takes([{like: '*', isRuledOut: fitsNothing}])) {
		return [
			{
				code: 'loose-external-id',
				severity: 'fail',
				message: `${name} takes any external ID. It has to ask for this one with StringEquals.`,
			},
		];
	}

	const all = idRows(trust.policy);
	const named = new Set(
		all
			.flatMap(({wanted}) => wanted)
			.filter((id) => id !== externalId && takes(id)),
	);
	const isNamed = (id: string, isPattern: boolean) =>
		!(isPattern && hasWildcard(id)) && (id === externalId || named.has(id));
	const patterns = all
		.filter((row) => isPatternRow(row))
		.flatMap(({wanted}) => wanted)
		.filter((pattern) => hasWildcard(pattern));
	const isLoose = takes([{like: '*', isRuledOut: isNamed}]);
	const loose = rows.filter(
		({operator}) => !['stringequals', 'null'].includes(operator.toLowerCase()),
	);
	const found: StatementFinding[] = [];
	if (isLoose) {
		found.push({
			code: 'loose-external-id',
			severity: 'fail',
			message: `${name} takes external IDs of other projects and customers too${
				patterns.length === 0
					? ''
					: `: whatever looks like ${joinWords(
							Array.from(new Set(patterns), (pattern) => formatWord(pattern)),
							'or',
						)}`
			}. It has to ask for this one with StringEquals.`,
		});
	} else if (loose.length > 0) {
		found.push({
			code: 'loose-external-id',
			severity: 'warn',
			message: `${name} compares the external ID with ${joinWords(loose.map(({operator}) => formatWord(operator)))}. StringEquals takes exactly one.`,
		});
	}

	// What a pattern takes is said already, and a pattern is no ID.
	const others = [...named].filter((id) => !patterns.includes(id));
	if (others.length > 0) {
		found.push({
			code: 'other-external-ids',
			severity: 'fail',
			message: `${name} takes the external ID ${joinWords(
				others.map((id) => formatWord(id)),
				'or',
			)}${takes(externalId) ? ' as well' : ''}. Whoever has that one in Workato reaches this role.`,
		});
	}

	return found;
};

/** Which other conditions of a way in keep Workato out, or may. */
export const judgeConditions = (
	{trust, index, name, comers, externalId}: Path,
	isOtherwiseLetIn: boolean,
): StatementFinding[] => {
	const {policy} = trust;
	const hasVariables = policy.Version === '2012-10-17';
	const answerTo = ({operator, key, wanted}: ConditionRow, comer: Comer) =>
		matchCondition(
			{[operator]: {[key]: wanted}},
			requestOf(trust, {...comer, externalId, context: withoutMfa}).context,
			hasVariables,
		).answer;
	// For whichever of them fares best: a role of Workato's may be let in where its account is not.
	const [best = []] = comers
		.map((comer) =>
			conditionRows(policy.Statement[index]!.Condition)
				.filter((row) => !isExternalId(row))
				.map((row) => ({row, answer: answerTo(row, comer)}))
				.filter(({answer}) => answer !== 'yes'),
		)
		.toSorted((a, b) => a.length - b.length);
	if (best.length === 0) {
		return [];
	}

	const words = best.map(({row: {operator, key, wanted}}) =>
		explainCondition({[operator]: {[key]: wanted}}),
	);
	const isMfa = best.some(({row: {key}}) =>
		key.toLowerCase().startsWith('aws:multifactorauth'),
	);
	const isShut = best.some(({answer}) => answer === ('no' satisfies Answer));
	return [
		{
			code: 'condition',
			severity: isOtherwiseLetIn ? 'warn' : isShut ? 'fail' : 'unknown',
			message: `${name} holds only if ${joinWords(words)}. ${isMfa ? 'Workato is a service and has no MFA device.' : isShut ? 'That keeps Workato out.' : 'That may keep Workato out.'}`,
		},
	];
};
