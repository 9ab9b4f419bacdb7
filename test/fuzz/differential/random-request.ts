import {
	type Condition,
	type PolicyDocument,
	type Statement,
} from '../../../source/policy/policy-document.js';
import {type Random} from '../random.js';

/** Who may stand in a policy, what may be done to what, and which keys conditions may ask for, with values for each. */
export type Vocabulary = {
	principals: ReadonlyArray<Record<string, string>>;
	actions: readonly string[];
	/** Empty for a trust policy, which has none. */
	resources: readonly string[];
	keys: ReadonlyArray<{
		name: string;
		kind: keyof typeof operators;
		values: readonly string[];
	}>;
};

const operators = {
	text: [
		'StringEquals',
		'StringNotEquals',
		'StringLike',
		'StringNotLike',
		'StringEqualsIgnoreCase',
		'StringEqualsIfExists',
		'StringNotEqualsIfExists',
		'StringNotLikeIfExists',
		'ForAnyValue:StringEquals',
		'ForAllValues:StringEquals',
		'Null',
	],
	arn: ['ArnLike', 'ArnNotLike', 'ArnEquals', 'StringLike', 'ArnLikeIfExists'],
	bool: ['Bool', 'BoolIfExists', 'Null'],
	address: ['IpAddress', 'NotIpAddress', 'IpAddressIfExists'],
	date: ['DateLessThan', 'DateGreaterThan', 'DateGreaterThanEqualsIfExists'],
	number: ['NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals'],
	list: [
		'ForAnyValue:StringEquals',
		'ForAllValues:StringLike',
		'ForAnyValue:StringNotEquals',
		'Null',
	],
} as const;

const oneOrMany = <T>(random: Random, list: readonly T[]): T | T[] =>
	random.oneIn(2)
		? random.pick(list)
		: Array.from({length: 1 + random.below(2)}, () => random.pick(list));

const randomCondition = (random: Random, {keys}: Vocabulary): Condition => {
	const condition: Condition = {};
	for (let count = random.below(3); count >= 0; count--) {
		const {name, kind, values} = random.pick(keys);
		const operator = random.pick<string>(operators[kind]);
		condition[operator] = {
			...condition[operator],
			[name]: operator === 'Null' ? random.pick(['true', 'false']) : oneOrMany(random, values),
		};
	}

	return condition;
};

const randomPrincipal = (random: Random, {principals}: Vocabulary): Statement['Principal'] => {
	const named: Record<string, string[]> = {};
	for (let count = random.below(3); count >= 0; count--) {
		for (const [kind, id] of Object.entries(random.pick(principals))) {
			named[kind] = [...(named[kind] ?? []), id];
		}
	}

	return random.oneIn(12) ? '*' : named;
};

/** A policy of up to four statements, of a shape that AWS takes. `isIdentity`: it names no principal. */
export function randomPolicy(
	random: Random,
	words: Vocabulary,
	isIdentity = false,
): PolicyDocument {
	return {
		Version: '2012-10-17',
		Statement: Array.from({length: 1 + random.below(4)}, () => ({
			Effect: random.oneIn(3) ? 'Deny' : 'Allow',
			...(!isIdentity && {
				[random.oneIn(10) ? 'NotPrincipal' : 'Principal']: randomPrincipal(random, words),
			}),
			[random.oneIn(8) ? 'NotAction' : 'Action']: oneOrMany(random, words.actions),
			...(words.resources.length > 0 && {
				[random.oneIn(12) ? 'NotResource' : 'Resource']: oneOrMany(random, words.resources),
			}),
			...(!random.oneIn(3) && {Condition: randomCondition(random, words)}),
		})),
	};
}

/** What a question comes to over all of these: one answer, or, as soon as there are two, both. */
export function answersTo(
	policies: readonly PolicyDocument[],
	callers: readonly string[],
	contexts: readonly Context[],
	asker: (policy: PolicyDocument, caller: string) => (context: Context) => boolean,
): Set<boolean> {
	const answers = new Set<boolean>();
	for (const policy of policies) {
		for (const caller of callers) {
			const ask = asker(policy, caller);
			if (
				contexts.some((context) => {
					answers.add(ask(context));
					return answers.size > 1;
				})
			) {
				return answers;
			}
		}
	}

	return answers;
}

/** What a request may hold: condition key, in lower case → its values. */
export type Context = Readonly<Record<string, readonly string[]>>;

const instances = (wanted: string): string[] => [
	wanted,
	wanted.replaceAll('*', 'zz').replaceAll('?', 'z'),
	wanted.replaceAll('*', '').replaceAll('?', 'z'),
];

/** Every value that may matter for a key that policies compare with these values. */
const candidates = (kind: string, wanted: readonly string[]): string[] => {
	switch (kind) {
		case 'bool': {
			return ['true', 'false'];
		}

		case 'address': {
			return ['10.1.2.3', '10.200.0.1', '192.0.2.7', '2001:db8::5'];
		}

		case 'date': {
			return ['2020-01-01T00:00:00Z', '2025-06-01T00:00:00Z', ...wanted];
		}

		case 'number': {
			return ['0', '7', '99', ...wanted];
		}

		default: {
			return [...wanted.flatMap((one) => [...instances(one), one.toUpperCase()]), 'something-else'];
		}
	}
};

const most = 150;

/**
Every context that may matter to some policies for a request of which `known` is known: each other key that they ask for is taken to be
absent, and each value that could make a difference. Undefined: too many to try.
*/
export function completionsOf(
	policies: readonly PolicyDocument[],
	{keys}: Vocabulary,
	known: Context,
): Context[] | undefined {
	const wanted = new Map<string, Set<string>>();
	for (const {Condition = {}} of policies.flatMap(({Statement}) => Statement)) {
		for (const [name, values] of Object.values(Condition).flatMap((pairs) =>
			Object.entries(pairs),
		)) {
			const key = name.toLowerCase();
			wanted.set(key, new Set([...(wanted.get(key) ?? []), ...[values].flat().map(String)]));
		}
	}

	let contexts: Context[] = [known];
	for (const [key, values] of wanted) {
		if (Object.hasOwn(known, key)) {
			continue;
		}

		const kind = keys.find(({name}) => name.toLowerCase() === key)?.kind ?? '';
		const single = [...new Set(candidates(kind, [...values]))];
		const states = [
			[],
			...single.map((value) => [value]),
			...(kind === 'list' ? single.flatMap((one) => single.map((other) => [one, other])) : []),
		];
		if (contexts.length * states.length > most) {
			return undefined;
		}

		contexts = contexts.flatMap((context) => states.map((state) => ({...context, [key]: state})));
	}

	return contexts;
}

const isAllowing = ({Effect}: Statement) => Effect === 'Allow';

/** Whether NotPrincipal leaves no doubt: it names everyone, or somebody with the account they belong to. */
const isSettled = (named: NonNullable<Statement['NotPrincipal']>): boolean => {
	const all = typeof named === 'string' ? [named] : [named.AWS ?? []].flat();
	const accounts = all.flatMap(
		(one) => /^(?:arn:aws:iam::)?(?<id>\d{12})(?::root)?$/v.exec(one)?.groups?.id ?? [],
	);
	return (
		all.includes('*') ||
		all.some(
			(one) =>
				/:user\/|:assumed-role\//v.test(one) &&
				accounts.some((account) => one.includes(`:${account}:`)),
		)
	);
};

/**
What AWS may make of a policy: whom NotPrincipal spares is only certain where someone is named with all they belong to, and in an Allow it
is not supported. So each such statement is once read to the letter, and once as if it named nobody, or gave nothing.
*/
export function readingsOf(policy: PolicyDocument): PolicyDocument[] {
	let readings: Statement[][] = [[]];
	for (const statement of policy.Statement) {
		const {NotPrincipal, ...rest} = statement;
		const ways: Statement[][] =
			NotPrincipal === undefined || isSettled(NotPrincipal)
				? [[statement]]
				: isAllowing(statement)
					? [[statement], [], [{...rest, Principal: '*'}]]
					: [[statement], [{...rest, Principal: '*'}]];
		readings = readings.flatMap((reading) => ways.map((way) => [...reading, ...way]));
	}

	return readings.map((Statements) => ({
		...policy,
		Statement:
			Statements.length > 0
				? Statements
				: [
						{
							Effect: 'Deny',
							Principal: '*',
							Action: 'none:None',
							Resource: '*',
						},
					],
	}));
}
