import type * as z from 'zod';
import {parseArn} from '../aws/arn.js';
import {type JsonObject} from '../json.js';
import {type AwsErrorKind, type Lookup} from '../aws/errors.js';
import {type Identity, type AwsSession} from '../aws/session.js';
import {type Change} from '../resources/call.js';
import {type Advice, type Diagnostic} from '../diagnostic.js';
import {type SavedSetup} from '../setups/saved-setup.js';

/** Something that a setup gives to Workato: nothing that the person has not named, made or agreed to. */
type Output = {
	/** Its name in the JSON output; things of several groups share one. */
	id: string;
	/** What Workato asks for, such as `Key ARN`. */
	label: string;
	/** What it is the ARN of, such as `key`. */
	thing: string;
	value: string;
	/** Where it goes in Workato, in a sentence. */
	where: string;
	/** What it is for, such as a project. */
	group?: string;
};

export type Outputs = readonly Output[];

/** The value of an output that is for the whole setup. */
export function outputValue(outputs: Outputs, id: string): string | undefined {
	return outputs.find((each) => each.id === id && each.group === undefined)?.value;
}

/** The values of an output by group. */
export function outputsByGroup(outputs: Outputs, id: string): Record<string, string> {
	return Object.fromEntries(
		outputs.flatMap((each) =>
			each.id === id && each.group !== undefined ? [[each.group, each.value] as const] : [],
		),
	);
}

/** The outputs as they stand in JSON: by id, and below it by group where there are groups. */
export function outputsJson(outputs: Outputs): JsonObject {
	return Object.fromEntries(
		Array.from(
			Map.groupBy(outputs, ({id}) => id),
			([id]) => [id, outputValue(outputs, id) ?? outputsByGroup(outputs, id)],
		),
	);
}

/** The outputs that lie in the account: AWS may have answered for another one before it said who we are. */
export function outputsIn(account: string | undefined, outputs: Outputs): Outputs {
	return outputs.filter(({value}) => account === undefined || parseArn(value)?.account === account);
}

/**
Why nothing may be written: something is there already that is not this setup's own, or an answer is missing. With a group it
stops only that one. It has a kind where AWS could not be asked; `cannot-tell` is what a later look may answer.
*/
export type Blocker = Advice<AwsErrorKind | 'cannot-tell'> & {
	/** Answers that would clear it, for the person to agree to, and what they mean in a few words. */
	suggestion?: {label: string; answers: JsonObject};
};

/**
What a plan says: the changes in order, and the reasons not to write. A finished setup plans nothing. A blocker without a
group stops everything, so the changes are then empty; a blocker with one stops only the changes of its group.
*/
export type Plan = {
	changes: Change[];
	blockers: Blocker[];
	adoptions?: Adoption[];
};

/**
Something that is there as the answers want it and carries this setup's name, without proof that it is this setup's own: a
name can be given to anything. It is not taken for the setup's own before the person has agreed.
*/
export type Adoption = Blocker & {
	/** What it is, such as `key`. */
	thing: string;
	/** Changes of its group hang on it: what it lacks would be added. A person agrees to that who sees the changes, not `--yes`. */
	hasChanges: boolean;
	/** What is remembered of it with the setup once that is agreed. */
	names: Readonly<Record<string, string>>;
};

/** The state of one row of the checklist. `unknown` is "cannot tell"; `waiting` is proof that has not come yet. */
export type CheckStatus = 'pass' | 'warn' | 'fail' | 'unknown' | 'waiting';

/** One row of the checklist: a question, its answer, the evidence, the fix. */
export type Check = {
	id: string;
	title: string;
	status: CheckStatus;
	detail: string;
	/** What to do about it; empty when there is nothing to do. */
	fix: string;
	/** The changes that would mend it, where changes can; reviewed and applied like any other. */
	fixChanges?: Change[];
	/** The group that it is about, such as a project; without one, it is about the whole setup. */
	group?: string;
	/** What is asked, the same for each group; where it is missing, the id says it. */
	question?: string;
	/** The part of the checklist that it belongs to, such as “The key”. */
	section?: string;
	/** What is usually behind it, where it does not pass. */
	usualCause?: string;
	/** Of “cannot tell”: why. Rows of one setup or group with the same cause say the same, and are told once. */
	cause?: string;
	/** Stands for words that name the group's own things: in two groups with the same, the row says the same of each. */
	alike?: string;
	/** Of “cannot tell”: what sort of trouble AWS, or the way to it, had. */
	trouble?: AwsErrorKind;
	/** Nice to know: “cannot tell” here does not put the rest of the checklist in doubt. */
	isSupplementary?: boolean;
};

/** What is usually behind a row of the checklist that fails. Words between backticks are to be typed. */
export type Trouble = {
	/** The row's id, without its group. */
	id: string;
	/** The row's title. */
	title: string;
	cause: string;
	solution: string;
};

/** Something in the answers that may be meant, but has to be agreed to before anything is written. */
export type Warning = Diagnostic;

/** The id of a warning in the JSON output: what it is, and of which group. */
export const warningId = ({code, group}: Warning): string =>
	group === undefined ? code : `${code}:${group}`;

/** Who gets what by the plan: one group of it, in a few words. `isMarked`: it gets what is for others, too. */
export type AccessRow = {name: string; detail: string; isMarked: boolean};

/** One line of what a review says first, such as “Rotation: every 365 days”. */
export type Fact = {label: string; value: string};

/** What every observation holds, whatever the guide. */
export type Observed = {identity: Lookup<Identity>; region: string};

/** What a setup may be for several of, such as projects. */
export type GroupNoun = {one: string; many: string};

/** The same, with the field of the setup file that lists them. */
export type Groups = GroupNoun & {field: string};

/** Where a setup belongs, as far as that is known. */
export type Location = {account?: string; region: string};

/** Stands for an account that nobody has named yet; AWS gives no account this number. */
export const unknownAccount = '000000000000';

/** Who hears the answers of a look as they come, and what ends it early. */
export type ObserveOptions<Observation> = {
	readonly update?: (part: Partial<Observation>) => void;
	readonly signal?: AbortSignal;
};

/**
What a guide is. `observe` reads AWS, the rest is pure: the plan and the checklist follow from the answers and what AWS
says. No React here: a guide's screens stand beside it.
*/
export type GuideDefinition<Answers, Observation extends Observed> = {
	/** The `guide` field of a setup file. */
	id: string;
	title: string;
	/** One line for the home screen. */
	summary: string;
	/** What a setup is good for, in a sentence or two. */
	purpose: string;
	/** Whom what a setup makes lets in, by name. */
	partner: string;
	/** What a setup is for several of; left out, it is for one thing. */
	groups?: Groups;
	/** The shape of the setup file; also of what is saved. */
	answers: z.ZodType<Answers>;
	/** The ids of the kinds of things in AWS that it reads and makes: what an operator needs follows from them. */
	resources: readonly string[];
	/** What a setup without answers will most likely change, with `*` in place of what is not known. */
	usualChanges(
		identity: Pick<Identity, 'account' | 'partition'>,
		region: string,
	): readonly Change[];
	/** Fields of the setup file without which nothing can be planned. */
	missing(answers: Answers): string[];
	/** The answers as they are saved: what was pasted as text becomes data, whose comments may hold anything. */
	asData?(answers: Answers): Answers;
	warnings(
		answers: Answers,
		identity: Identity,
		observation: Partial<Observation>,
		saved: SavedSetup,
	): Warning[];
	/**
	`update` hears each answer as it comes. Never rejects: what could not be asked is `unknown`, and after the signal so is what
	was not asked yet.
	*/
	observe(
		session: AwsSession,
		saved: SavedSetup,
		answers: Answers,
		options?: ObserveOptions<Observation>,
	): Promise<Observation>;
	/**
	What AWS would say where nothing of the setup is there yet, and what it uses is there with nothing in it: exports are planned
	against this. Where no account is given, the one that the answers speak of, else the one that was asked, else
	`unknownAccount`.
	*/
	emptyState(
		answers: Answers,
		scope: Location,
		known: {saved: SavedSetup; seen?: Partial<Observation>},
	): Observation;
	/**
	What AWS would say once all that was planned against such an observation is made: what only AWS knows, such as what else stands in a
	key that is there, is `unknown`. The checklist of it is what to expect.
	*/
	appliedState(
		answers: Answers,
		empty: Observation,
		done: {changes: readonly Change[]; saved: SavedSetup},
	): Observation;
	/** What an export needs that only AWS knows, such as “which keys encrypt the secrets”, and the groups of such an observation that lack it. */
	unknown?: {what: string; groups(empty: Observation): string[]};
	plan(answers: Answers, observation: Observation, saved: SavedSetup): Plan;
	check(answers: Answers, observation: Partial<Observation>, saved: SavedSetup): Check[];
	/** What is usually behind each row, in the order of the checklist. */
	troubleshooting?: readonly Trouble[];
	outputs(answers: Answers, observation: Partial<Observation>): Outputs;
	/** Who gets what, for a setup of several groups: what it is called, how much it is, and a row for each group. */
	access?(
		answers: Answers,
		observation: Partial<Observation>,
	): {title: string; summary: string; rows: AccessRow[]} | undefined;
	/** What changes come to, told from their own calls: what is there afterwards, who gets what, and what stays. For one group, its changes. */
	facts?(
		changes: readonly Change[],
		context: {answers: Answers; identity: Identity; saved: SavedSetup},
	): Fact[];
	/** What the answers ask for and AWS's present state does not get, and why; one sentence each. */
	leftAsIs?(answers: Answers, observation: Observation, saved: SavedSetup): string[];
	/** The ARNs of keys and roles that a saved setup uses, as far as its file tells. */
	uses?(saved: SavedSetup): string[];
	/** What the setup would share with other saved setups of its place, as far as the answers tell; to be agreed to. */
	overlaps?(answers: Answers, scope: Location, others: readonly SavedSetup[]): Warning[];
	/** The accounts that the answers name as Workato's. */
	workatoAccounts?(answers: Answers): string[];
	/** What names in the answers stand for now, to be remembered with the setup: they may be given to something else later. */
	names?(answers: Answers, observation: Observation): Record<string, string>;
};
