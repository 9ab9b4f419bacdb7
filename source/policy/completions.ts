import {
	conditionRows,
	takesVariables,
	type PolicyDocument,
	type Statement,
} from './policy-document.js';
import {
	type Comparison,
	findComparison,
	isBlockWithin,
	parseOperator,
	toNumber,
	toTime,
	type Answer,
} from './compare-values.js';
import {
	fillVariables,
	knownKeys,
	type KnownKeys,
	comparisonOf,
	compareValue,
	type UnknownValue,
	type Value,
} from './match-condition.js';
import {isSessionOf, matchStatement, type PolicyKind, type PolicyRequest} from './match-policy.js';
import {parsePrincipalElement, type PrincipalInfo} from './principals.js';

/** A policy that has a say, and what it is attached to. */
export type Consulted = {policy: PolicyDocument; kind: PolicyKind};

// More than any policy that people write needs; a look at a thousand roles stays quick.
const mostCompletions = 2048;
const mostFree = 5;

/** Keys that hold several values; all others hold one (IAM user guide, multivalued context keys). */
const isMultivalued = (key: string): boolean =>
	[
		'aws:calledvia',
		'aws:principalorgpaths',
		'aws:principalservicenameslist',
		'aws:resourceorgpaths',
		'aws:sourceorgpaths',
		'aws:tagkeys',
		'kms:encryptioncontextkeys',
		'kms:grantoperations',
		'kms:resourcealiases',
		'sts:transitivetagkeys',
	].includes(key) || /:(?:amr|edu\w+)$/v.test(key);

/** One wanted value, and how it is compared with. */
type Comparand = {comparison: Comparison; wanted: string};

/** What the statements that may speak of a request compare keys with that are not known: key → comparands; a key may have none. */
const openComparands = (
	consulted: readonly Consulted[],
	request: PolicyRequest,
	known: KnownKeys,
): Map<string, Comparand[]> => {
	const comparands = new Map<string, Comparand[]>();
	const isOpen = (key: string) => {
		const states = known.get(key);
		return states?.length !== 1 || states[0]!.some((value) => typeof value !== 'string');
	};

	const add = ({Condition}: Statement, hasVariables: boolean) => {
		for (const {operator, key: name, wanted: texts} of conditionRows(Condition)) {
			const key = name.toLowerCase();
			if (!isOpen(key)) {
				continue;
			}

			const comparison = findComparison(parseOperator(operator).base);
			const wanted = texts.flatMap(
				(text) =>
					(hasVariables ? fillVariables(text, known, comparison?.wants === 'pattern') : text) ?? [],
			);
			comparands.set(key, [
				...(comparands.get(key) ?? []),
				...(comparison ? wanted.map((comparand) => ({comparison, wanted: comparand})) : []),
			]);
		}
	};

	for (const {policy, kind} of consulted) {
		const hasVariables = takesVariables(policy);
		for (const statement of policy.Statement) {
			if (matchStatement(statement, request, kind, hasVariables).answer === 'unknown') {
				add(statement, hasVariables);
			}
		}
	}

	return comparands;
};

const uniqueBy = <T>(list: readonly T[], name: (one: T) => string): T[] =>
	Array.from(new Map(list.map((one) => [name(one), one] as const)), ([, one]) => one);

/** The values on, between and beyond the borders that a key is compared with. */
const bordersOf = (comparands: readonly Comparand[]): string[] => {
	const isDate = comparands.some(({comparison}) => comparison.family.startsWith('date'));
	const read = isDate ? toTime : toNumber;
	const write = (value: number) => (isDate ? new Date(value).toISOString() : String(value));
	const step = isDate ? 1000 : 1;
	const borders = [...new Set(comparands.map(({wanted}) => read(wanted)))]
		.filter((border) => Number.isFinite(border))
		.toSorted((a, b) => a - b);
	const [first] = borders;
	return first === undefined
		? []
		: [
				first - step,
				...borders.flatMap((border, index) => [
					border,
					(border + (borders[index + 1] ?? border + 2 * step)) / 2,
				]),
			].map((border) => write(border));
};

/** Whether what one comparand fits, another fits too: `within`; never both: `apart`. */
const relationOf = (
	{comparison, wanted}: Comparand,
	other: Comparand,
): 'within' | 'apart' | undefined => {
	if (comparison.family !== other.comparison.family) {
		return undefined;
	}

	if (comparison.wants === 'addresses') {
		return isBlockWithin(wanted, other.wanted)
			? 'within'
			: isBlockWithin(other.wanted, wanted)
				? undefined
				: 'apart';
	}

	if (comparison.wants !== 'pattern') {
		return undefined;
	}

	const answer = compareValue({like: wanted}, other.comparison, other.wanted);
	return answer === 'yes' ? 'within' : answer === 'no' ? 'apart' : undefined;
};

/** Every way in which a value that is none of the plain ones may fit the comparands; undefined: too many. */
const fitsOf = (
	value: UnknownValue,
	comparands: readonly Comparand[],
): UnknownValue[] | undefined => {
	const isPlain = ({comparison: {wants, family}, wanted}: Comparand) =>
		(wants === 'value' && family !== 'stringequalsignorecase') ||
		(wants === 'pattern' && !/[*?]/v.test(wanted));
	const undecided = comparands.filter(
		({comparison, wanted}) => compareValue(value, comparison, wanted) === 'unknown',
	);
	const free = undecided.filter((comparand) => !isPlain(comparand));
	if (free.length > mostFree) {
		return undefined;
	}

	const plain = undecided
		.filter((comparand) => isPlain(comparand))
		.map(({comparison, wanted}): [string, Answer] => [comparisonOf(comparison, wanted), 'no']);
	const relations = free.flatMap((one, a) =>
		free.flatMap((other, b) => {
			const relation = a === b ? undefined : relationOf(one, other);
			return relation ? [{a, b, relation}] : [];
		}),
	);
	const choices = Array.from({length: 2 ** free.length}, (_, bits) =>
		free.map((_value, index) => Math.floor(bits / 2 ** index) % 2 === 1),
	).filter((fits) =>
		relations.every(({a, b, relation}) =>
			relation === 'within' ? !fits[a]! || fits[b]! : !(fits[a]! && fits[b]!),
		),
	);
	return choices.map((fits) => ({
		...value,
		taken: new Map([
			...plain,
			...free.map(({comparison, wanted}, index): [string, Answer] => [
				comparisonOf(comparison, wanted),
				fits[index]! ? 'yes' : 'no',
			]),
		]),
	}));
};

/** Every value that one which is not known may be, as far as the comparands tell them apart; undefined: too many. */
const valuesOf = (value: UnknownValue, all: readonly Comparand[]): Value[] | undefined => {
	const comparands = uniqueBy(all, ({comparison, wanted}) => comparisonOf(comparison, wanted));
	const ordered = comparands.filter(({comparison}) => comparison.wants === 'border');
	const texts = comparands.filter(({comparison}) => comparison.wants !== 'border');
	const may = (text: string) => compareValue(value, findComparison('stringequals')!, text) !== 'no';
	const plain = texts
		.filter(
			({comparison: {wants}, wanted}) =>
				wants === 'value' || (wants === 'pattern' && !/[*?]/v.test(wanted)),
		)
		.map(({wanted}) => wanted);
	const concrete = [...new Set([...plain, ...bordersOf(ordered)])].filter((text) => may(text));
	// A key that is only compared by order holds a number or a date.
	const rest = ordered.length > 0 && texts.length === 0 ? [] : fitsOf(value, texts);
	return rest && [...concrete, ...rest];
};

const subsetsOf = (values: readonly Value[]): Value[][] | undefined =>
	values.length > mostFree
		? undefined
		: Array.from({length: 2 ** values.length - 1}, (_, bits) =>
				values.filter((_value, index) => Math.floor((bits + 1) / 2 ** index) % 2 === 1),
			);

/** Every state that a key may be in, as far as the comparands tell them apart; undefined: too many. */
const statesOf = (
	key: string,
	comparands: readonly Comparand[],
	known: KnownKeys,
): Value[][] | undefined => {
	const states: Value[][] = [];
	for (const state of known.get(key) ?? [[], [{like: '*'}]]) {
		const [value] = state;
		if (state.length !== 1 || value === undefined || typeof value === 'string') {
			states.push([...state]);
			continue;
		}

		const values = valuesOf(value, comparands);
		const lists = isMultivalued(key) ? values && subsetsOf(values) : values?.map((one) => [one]);
		if (!lists) {
			return undefined;
		}

		states.push(...lists);
	}

	return states;
};

/** A role acts through sessions: each that the policies name, and any other. */
const sessionsOf = (who: PrincipalInfo, consulted: readonly Consulted[]): PrincipalInfo[] => {
	if (who.kind !== 'role') {
		return [who];
	}

	const named = consulted
		.flatMap(({policy}) => policy.Statement)
		.flatMap(({Principal, NotPrincipal}) => [
			...parsePrincipalElement(Principal),
			...parsePrincipalElement(NotPrincipal),
		])
		.filter((one) => isSessionOf(one, who));
	return named.length === 0
		? [who]
		: [
				...uniqueBy(named, ({id}) => id),
				// No session's name has a star.
				{
					...who,
					kind: 'session',
					id: `arn:${who.partition!}:sts::${who.account!}:assumed-role/${who.name!}/*`,
					name: `${who.name!}/*`,
				},
			];
};

/**
Everything that a request may turn out to be, as far as the policies tell it apart: what is not known of it is taken to be each thing
in turn. Undefined: too many.
*/
function completions(
	consulted: readonly Consulted[],
	request: PolicyRequest,
): PolicyRequest[] | undefined {
	const known = knownKeys(request.context);
	const keys = [...openComparands(consulted, request, known)].map(([key, comparands]) => ({
		key,
		states: statesOf(key, comparands, known),
	}));
	let requests = sessionsOf(request.who, consulted).map((who) => ({
		...request,
		who,
	}));
	for (const {key, states} of keys) {
		if (!states || requests.length * states.length > mostCompletions) {
			return undefined;
		}

		requests = requests.flatMap((each) =>
			states.map((state) => ({
				...each,
				context: {...each.context, [key]: state},
			})),
		);
	}

	return requests;
}

/**
Answers a question about a request: the answer, or every answer that it comes to however the request may turn out to be, all of one
verdict. Where they differ, there are too many to try, or one of them is unsure, what can be told at once stands alone.
*/
export function resolveAnswers<T>(
	consulted: readonly Consulted[],
	request: PolicyRequest,
	answerTo: (request: PolicyRequest) => T,
	verdictOf: (answer: T) => string,
): [T, ...T[]] {
	const atOnce = answerTo(request);
	const isUnsure = (answer: T) => ['unknown', 'cannot tell'].includes(verdictOf(answer));
	if (!isUnsure(atOnce)) {
		return [atOnce];
	}

	const answers: T[] = [];
	for (const each of completions(consulted, request) ?? []) {
		const answer = answerTo(each);
		if (isUnsure(answer) || verdictOf(answer) !== verdictOf(answers[0] ?? answer)) {
			return [atOnce];
		}

		answers.push(answer);
	}

	const [first = atOnce, ...others] = answers;
	return [first, ...others];
}
