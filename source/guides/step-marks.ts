import {type StepMark} from '../ui/step-line.js';
import {type Check, type Outputs, type Plan} from './guide.js';
import {type Run, type WorkatoAnswer} from './guide-screens.js';

/** What a step's mark needs of the step. */
type MarkedStep<Answers> = {
	readonly id: string;
	readonly short: string;
	readonly number?: string;
	/** Begins the names of the answers that are given here, as `missing` tells them. */
	readonly gives?: RegExp;
	/** What the person said of the step's work in Workato; missing where it asks for none. */
	readonly inWorkato?: (answers: Answers, outputs: Outputs) => WorkatoAnswer;
};

/** What Workato did with all that was to be given to it: each has to be taken, and one refusal is a refusal. */
export function workatoAnswer(accepted: ReadonlyArray<boolean | undefined>): WorkatoAnswer {
	return accepted.includes(false)
		? 'refused'
		: accepted.length > 0 && accepted.every((each) => each === true)
			? 'taken'
			: 'not said';
}

/** What is given to Workato, by its name; missing where it is not known, empty where the answer is not given. */
type GivenValues<Name extends string> = Readonly<Partial<Record<Name, string | undefined>>>;

/**
What the person said of how it went in Workato, as long as what is given now is what it was said of (`acceptedOf`). What one side does
not know is not compared: AWS may not have said it yet, and setups of earlier versions do not say what it was said of.
*/
export function stillAccepted<Name extends string>(
	{
		accepted,
		acceptedOf,
	}: {
		readonly accepted?: boolean | undefined;
		readonly acceptedOf?: GivenValues<Name> | undefined;
	},
	given: Readonly<Record<Name, string | undefined>>,
): boolean | undefined {
	const then: Readonly<Record<string, string | undefined>> = acceptedOf ?? {};
	const isOfOther = Object.entries<string | undefined>(given).some(
		([name, value]) => value !== undefined && then[name] !== undefined && then[name] !== value,
	);
	return isOfOther ? undefined : accepted;
}

/** What is known of a setup, for the marks of its steps. */
export type Known<Answers> = {
	readonly answers: Answers;
	/** Of what is known. */
	readonly outputs: Outputs;
	/** The step on the screen. */
	readonly step: string;
	/** The furthest step that the setup was on. */
	readonly furthest: string | undefined;
	/** Answers that nothing can be planned without. */
	readonly missing: readonly string[];
	/** From a complete observation only. */
	readonly plan: Plan | undefined;
	/** What AWS was asked for completely; none before. */
	readonly checks: readonly Check[] | undefined;
	readonly run: Run | undefined;
};

/**
How each step of a guide stands. A step counts as done once the person went on from it and its answers are there; one in Workato, once
Workato has taken all that it gives; the review, once AWS was asked and nothing is left to change; the checklist, once every row passes.
Attention is needed where an answer has gone, where Workato has refused something, where something stands in the way of the changes or one
of them failed, and where a row of the checklist is not as it should be.
*/
export function stepMarks<Answers>(
	steps: ReadonlyArray<MarkedStep<Answers>>,
	known: Known<Answers>,
): StepMark[] {
	const placeOf = (wanted: string | undefined) => steps.findIndex(({id}) => id === wanted);
	const furthest = Math.max(placeOf(known.furthest), placeOf(known.step));
	return steps.map((step, index) => ({
		name: step.short,
		...(step.number !== undefined && {number: step.number}),
		state: step.id === known.step ? 'here' : stateOf(step, index - furthest, known),
	}));
}

/** `from` is how many steps it stands from the furthest one: less than zero, the person went on from it. */
function stateOf<Answers>(
	step: MarkedStep<Answers>,
	from: number,
	known: Known<Answers>,
): StepMark['state'] {
	switch (step.id) {
		case 'review': {
			return reviewState(from < 0, known);
		}

		case 'checklist': {
			return checklistState(from <= 0, known);
		}

		default: {
			return answerState(step, from < 0, known);
		}
	}
}

function reviewState(
	isPassed: boolean,
	{plan, run}: Pick<Known<unknown>, 'plan' | 'run'>,
): StepMark['state'] {
	if (run?.progress.some(({status}) => status === 'failed')) {
		return 'attention';
	}

	const isDone = plan?.changes.length === 0 && plan.blockers.length === 0;
	return isDone ? 'done' : plan && isPassed ? 'attention' : 'ahead';
}

function checklistState(
	isReached: boolean,
	{checks}: Pick<Known<unknown>, 'checks'>,
): StepMark['state'] {
	const states = new Set(checks?.map(({status}) => status));
	const isWrong = states.has('fail') || states.has('warn');
	return isWrong && isReached
		? 'attention'
		: states.size === 1 && states.has('pass')
			? 'done'
			: 'ahead';
}

function answerState<Answers>(
	{gives, inWorkato}: MarkedStep<Answers>,
	isPassed: boolean,
	{answers, outputs, missing}: Known<Answers>,
): StepMark['state'] {
	const isMissing = gives !== undefined && missing.some((field) => gives.test(field));
	const said = inWorkato?.(answers, outputs);
	if (said === 'refused' || (isPassed && isMissing)) {
		return 'attention';
	}

	return isPassed && said !== 'not said' ? 'done' : 'ahead';
}
