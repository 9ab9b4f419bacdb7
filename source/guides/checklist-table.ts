import {type Lookup, type Unknown} from '../aws/errors.js';
import {type Json} from '../json.js';
import {type Change} from '../resources/call.js';
import {escapeOdd} from '../terminal/foreign-text.js';
import {conditionRows, type PolicyDocument} from '../policy/policy-document.js';
import {parseOperator, toTime} from '../policy/compare-values.js';
import {type Check, type CheckStatus, type Observed, type Trouble} from './guide.js';
import {type OwnSetup} from './ownership.js';

/** What a row says once its question has an answer. */
export type Verdict = Pick<Check, 'status' | 'detail'> &
	Partial<Pick<Check, 'fix' | 'fixChanges' | 'trouble' | 'cause' | 'alike'>>;

/** The verdict that all is well. */
export const pass = (detail: string): Verdict => ({status: 'pass', detail});

const verdictOf =
	(status: Check['status']) =>
	(
		detail: string,
		fix: string,
		more?: Partial<Pick<Check, 'fixChanges' | 'trouble' | 'cause' | 'alike'>>,
	): Verdict => ({status, detail, fix, ...more});

/** Verdicts with what to do about them: what does not work, what may be meant, and what could not be seen. */
export const fail = verdictOf('fail');
export const warn = verdictOf('warn');
export const cannotTell = verdictOf('unknown');

/** What AWS has said so far to each question of an observation. */
export type Lookups<Parts> = {
	readonly [Part in keyof Parts]?: Lookup<Parts[Part]> | undefined;
};

/** The parts of an observation that AWS is asked for, each as it is once AWS has said it. */
export type PartsOf<Observation> = {
	[
		Part in keyof Observation as [Observation[Part]] extends [Lookup<unknown>] ? Part : never
	]: Observation[Part] extends Lookup<infer Value> ? Value : never;
};

/**
One row of a checklist, as data. It `needs` parts of what AWS was asked for: while one of them is on its way the row is waiting, where
one could not be had it says “cannot tell” with AWS's words, and where one is not there it says what is `absent`. With all of them, its
`verdict` is a pure function of what they hold and of the context that all rows of the table share (the answers, whose setup it is, what
follows from both). The title stands here alone, with what is usually behind a row that fails: the reference is made from it.
*/
type Row<Context, Parts, Need extends keyof Parts = keyof Parts> = Trouble & {
	/** The part of the checklist that it is counted in once it passes. */
	section: string;
	/** Another title where the usual one would claim too much. */
	titleIn?: (context: Context) => string | undefined;
	needs: readonly Need[];
	verdict: (found: Pick<Parts, Need>, context: Context) => Verdict;
	/** That there is none can be an answer; without it, the table's own `absent` is given. */
	absent?: (context: Context) => Verdict;
	/** What to do where AWS could not be asked, by its code, where that is no matter of permission or network. */
	whenUnknown?: (code: string) => string;
	/** The changes of the plan that would put a failing row right, for verdicts that hold none themselves. */
	fixChanges?: (context: Context) => readonly Change[];
	/** For a row that only some setups have. */
	isShown?: (context: Context) => boolean;
	/** Nice to know: “cannot tell” or waiting here does not put the rest of the checklist in doubt. */
	isSupplementary?: boolean | ((context: Context) => boolean);
};

/** Writes a row down: `needs` says what its verdict is given. For instance `const row = rowFor<Context, PartsOf<Observation>>()`. */
export function rowFor<Context, Parts>() {
	return <Need extends keyof Parts = never>(row: Row<Context, Parts, Need>): Row<Context, Parts> =>
		row;
}

/** The rows of a table, with their answers. With a group they are about that one, such as a project: each id gets its name. */
export function answerRows<Context, Parts>(
	table: ReadonlyArray<Row<Context, Parts>>,
	lookups: Lookups<Parts>,
	{context, absent, group}: {context: Context; absent?: () => Verdict; group?: string},
): Check[] {
	return table
		.filter(({isShown}) => isShown?.(context) ?? true)
		.map((row) => {
			const verdict = answer(row, lookups, context, absent);
			const fixChanges = verdict.status === 'fail' ? row.fixChanges?.(context) : undefined;
			const isSupplementary =
				typeof row.isSupplementary === 'function'
					? row.isSupplementary(context)
					: row.isSupplementary;
			return {
				...(group === undefined
					? {id: row.id}
					: {id: `${row.id}:${group}`, question: row.id, group}),
				title: row.titleIn?.(context) ?? row.title,
				section: row.section,
				...((verdict.status === 'fail' || verdict.status === 'warn') && {usualCause: row.cause}),
				...(isSupplementary && {isSupplementary}),
				...(fixChanges && fixChanges.length > 0 && {fixChanges: [...fixChanges]}),
				...verdict,
				// Whatever comes from outside stays in its row.
				detail: escapeOdd(verdict.detail),
				fix: escapeOdd(verdict.fix ?? ''),
			};
		});
}

function answer<Context, Parts>(
	{needs, verdict, absent, whenUnknown}: Row<Context, Parts>,
	lookups: Lookups<Parts>,
	context: Context,
	absentInTable: (() => Verdict) | undefined,
): Verdict {
	const values: Partial<Parts> = {};
	const missing: Verdict[] = [];
	for (const need of needs) {
		const found = lookups[need];
		if (found === undefined) {
			return asking;
		}

		if (found.state === 'found') {
			values[need] = found.value;
		} else {
			missing.push(
				found.state === 'unknown'
					? couldNotObserveOne(found, whenUnknown?.(found.code))
					: (absent?.(context) ?? absentInTable?.() ?? nothingThere),
			);
		}
	}

	return missing[0] ?? (holds(values, needs) ? verdict(values, context) : asking);
}

function holds<Parts, Need extends keyof Parts>(
	values: Partial<Parts>,
	needs: readonly Need[],
): values is Partial<Parts> & Pick<Parts, Need> {
	return needs.every((need) => Object.hasOwn(values, need));
}

/** AWS has not said it yet. */
export const asking: Verdict = {status: 'waiting', detail: 'Asking AWS…'};

const nothingThere: Verdict = cannotTell(
	'There is nothing to look at yet.',
	'Finish “Review and apply” first.',
	{cause: 'absent'},
);

/** What is usually behind the rows of a table, for the reference. */
export function troubleshootingOf(table: readonly Trouble[]): Trouble[] {
	return table.map(({id, title, cause, solution}) => ({
		id,
		title,
		cause,
		solution,
	}));
}

/** What the row about who and where is worked out from. */
type LocationContext = {
	observation: Partial<Observed>;
	/** The account and region that the setup belongs to, as far as that is known. */
	own: Pick<OwnSetup, 'account' | 'region'>;
};

/** Who and where: the identity, and whether this is the account and region the setup belongs to. Every guide has it first. */
export const identityRow = rowFor<LocationContext, PartsOf<Observed>>()({
	id: 'identity',
	title: 'AWS identity and account',
	section: 'AWS account',
	cause: 'nobody is signed in, or somebody of another account',
	solution: 'sign in to the account of the setup',
	needs: ['identity'],
	verdict({identity: {arn, account, source}}, {observation: {region = ''}, own}) {
		if (own.account && own.account !== account) {
			return fail(
				`Signed in to account ${account}; this setup belongs to ${own.account}.`,
				`Sign in to account ${own.account}, or start a setup of its own for ${account}.`,
			);
		}

		return own.region && own.region !== region
			? fail(
					`Working in ${region}; this setup belongs to ${own.region}.`,
					`Go to ${own.region}, or start a setup of its own for ${region}.`,
				)
			: pass(`${arn}, account ${account}, ${region}, from ${source}`);
	},
	absent: () => fail('AWS knows no identity for these credentials.', 'Sign in again.'),
});

/** What a row says that rests on something AWS did not tell, in AWS's words. */
export function couldNotObserveOne(
	{reason, code, kind}: Omit<Unknown, 'state'>,
	fix = 'Get the permission named above, or check the network, and look again.',
): Verdict {
	return {
		status: 'unknown',
		detail: `Could not look: ${reason} (${code})`,
		fix,
		cause: JSON.stringify([code, reason, fix]),
		// AWS's words name the thing that was asked about, which is another in each group.
		alike: code,
		...(kind && {trouble: kind}),
	};
}

/** The trouble of the first answer that could not be had, for a row about several. */
export function troubleOf(
	found: ReadonlyArray<Lookup<unknown> | undefined>,
): Pick<Check, 'trouble'> {
	const [trouble] = found.flatMap((each) =>
		each?.state === 'unknown' && each.kind ? [each.kind] : [],
	);
	return trouble ? {trouble} : {};
}

/** Which answers could not be had, by their codes: whether rows of two groups about several answers say the same. */
export function codesOf(found: ReadonlyArray<Lookup<unknown> | undefined>): string {
	return found.map((each) => (each?.state === 'unknown' ? each.code : each?.state)).join(' ');
}

/** The first few of a list, and how many more there are. */
export function firstFew(items: readonly string[]): string {
	const most = 3;
	return items.length > most
		? `${items.slice(0, most).join(' ')} And ${items.length - most} more.`
		: items.join(' ');
}

const day = 86_400_000;
const soon = 30 * day;

/**
A verdict that holds now, and what becomes of it at the dates that the policy's conditions name within thirty days: what will be worse
then is told with its date. What is over already is judged as it is.
*/
export function untilSoon(
	policy: PolicyDocument,
	now: number | undefined,
	verdictAt: (now: number | undefined) => Verdict,
): Verdict {
	const present = verdictAt(now);
	if (now === undefined || !['pass', 'warn'].includes(present.status)) {
		return present;
	}

	for (const date of datesWithin(policy, now, now + soon)) {
		// A date with “equals” still fits at the date itself.
		const later = verdictAt(date + 1000);
		if (later.status === 'fail' || later.status === 'unknown') {
			return warn(
				`${present.detail} Only until ${new Date(date).toISOString()}, by a date in a condition. Then: ${later.detail}`,
				['Change or take out that date in time, unless it is meant to end then.', present.fix ?? '']
					.join(' ')
					.trim(),
			);
		}
	}

	return present;
}

function datesWithin({Statement}: PolicyDocument, from: number, to: number): number[] {
	const dates = Statement.flatMap(({Condition}) =>
		conditionRows(Condition)
			.filter(({operator, key}) => isNow(parseOperator(operator).base, key))
			.flatMap(({wanted}) => wanted.map((text) => toTime(text))),
	);
	return [...new Set(dates)]
		.filter((date) => date > from && date <= to)
		.toSorted((one, other) => one - other);
}

const isNow = (operator: string, key: string): boolean =>
	/^(?:date|numeric)/v.test(operator) &&
	['aws:currenttime', 'aws:epochtime'].includes(key.toLowerCase());

/** A setup's checklist, and whose it is. `account` and `region` are empty while they are not known. */
export type CheckedSetup = {
	name: string;
	guide: string;
	account: string;
	region: string;
	checks: Check[];
	/** When undo took it back, by its journal (ISO 8601). */
	takenBackAt?: string;
};

/** How many rows of each status there are. */
export function summarise(checks: readonly Check[]): Record<CheckStatus, number> {
	const summary = {pass: 0, warn: 0, fail: 0, unknown: 0, waiting: 0};
	for (const {status} of checks) {
		summary[status]++;
	}

	return summary;
}

/** The checklists as the JSON output has them. What was taken back counts in no sum, as it decides no exit code. */
export function checkJson(setups: readonly CheckedSetup[]): Json {
	return {
		version: 1,
		setups: setups.map(({name, guide, account, region, checks}) => ({
			name,
			guide,
			account,
			region,
			checks: checks.map(({id, title, status, detail, fix}) => ({
				id,
				title,
				status,
				detail,
				fix,
			})),
		})),
		summary: summarise(
			setups.flatMap(({checks, takenBackAt}) => (takenBackAt === undefined ? checks : [])),
		),
	};
}
