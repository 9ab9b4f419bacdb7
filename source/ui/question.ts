import {type FilterItem} from './filter-items.js';
import {type KeyHint} from './frame-keys.js';
import {type Effect} from './line-mode.js';
import {type MessageKind} from './message.js';
import {type Mark} from './paste-box.js';
import {type ScrollLine} from './scroll-box.js';

/*
How to ask. A screen that asks one thing is a function from what is known to a `Question`, drawn by one component:

	export function DaysStep({answers, send}: Props) {
		return (
			<QuestionStep
				question={{
					kind: 'text',
					id: 'rotation days',
					label: 'Days between rotations',
					initial: String(answers.days),
					enter: 'continue',
					validate: (text): Validation<number> => readDays(text),
					onAnswer(days) {
						send({type: 'answer', answers: {days}});
						send({type: 'next'});
					},
				}}
			/>
		);
	}

- Which of several questions a screen asks stays with the screen: `return isTyping ? <QuestionStep question={daysOf(…)} /> : …`.
- `id` names what is typed or ticked: it is still there when the person comes back, as long as the assistant runs. A question
  that is to begin anew each time says `isFresh`. Two questions that follow each other at one place have two ids.
- `validate` is pure (or asks AWS, and then the screen says `waiting`), and gives the answer as it is to be taken or what is
  wrong with it. `remark` is what is said while the text stands there; a problem takes its place until the text changes.
- What an answer leads to is `onAnswer`, or an option's `choose`. Both get the `Asking`, to say what went wrong, or to put
  another text in place; so do the keys of the question's own, such as `{key: 'Ctrl+O', does: 'open Workato', press: …}`.
- Enter, ↑↓, Tab, Ctrl+D and Esc need no mention: each kind has its keys and its hints. A key without `press` is a hint only; one
  whose `does` is empty is heard, and not named below.
- What a question cannot say (review, run, checklist) is a screen of its own, in `StepFrame`.
*/

/** What is said to the person, and of what kind it is. */
export type StatusMessage = {
	readonly kind: MessageKind;
	readonly text: string;
	/** What a screen reader hears in its place, where that is something else. */
	readonly screenReader?: StatusMessage;
};

/** An answer as it is to be taken, or what is wrong with it, in a sentence or two; in a form, `at` is the id of the field. */
export type Validation<Value> =
	{readonly value: Value} | {readonly problem: string; readonly at?: string};

/** Takes a text without the blanks around it; `problemOf` says what is wrong with that. */
export const validateTrimmed =
	(problemOf: (text: string) => string | undefined) =>
	(text: string): Validation<string> => {
		const value = text.trim();
		const problem = problemOf(value);
		return problem === undefined ? {value} : {problem};
	};

/** The question while it is asked, for what its answers and keys do. */
export type Asking = {
	/** Says something in place of the message or the remark, until something changes. */
	readonly notify: (message: StatusMessage) => void;
};

/** Likewise where the answer is typed. `Given` is what stands there: a text, or the texts of a form by their ids. */
export type Typing<Given> = Asking & {
	readonly read: () => Given;
	readonly change: (next: Given) => void;
};

/** A key of a question's own: Ctrl and a letter, or a letter where none are typed. */
export type QuestionKey<On = Asking> = KeyHint & {
	readonly press?: (asking: On) => Effect;
};

/** One thing to choose, and what that does. */
export type Option = {
	/** Where its words or its place in a list change while it stands there. */
	readonly id?: string;
	readonly label: string;
	/** The label for a screen reader, where that is another. */
	readonly screenReader?: string;
	readonly hint?: string;
	readonly choose: (asking: Asking) => Effect;
};

type Asked<On = Asking> = {
	readonly id: string;
	/** In place of the step's own title. */
	readonly title?: string;
	/** What is said above; lines where one has to stand out, such as what is to be copied. */
	readonly text?: string | readonly ScrollLine[];
	readonly message?: StatusMessage | readonly StatusMessage[] | undefined;
	readonly keys?: ReadonlyArray<QuestionKey<On>>;
	/** What Enter does, where its kind does not say that well enough; empty where it does nothing now. */
	readonly enter?: string;
	/** Where Esc leads; the step before when left out. */
	readonly onBack?: (() => void) | undefined;
};

/** What all questions have whose answer is typed. */
export type Typed<Given, Value> = Asked<Typing<Given>> & {
	/** Begins with `initial` each time it is asked. */
	readonly isFresh?: boolean;
	/** What is said about what stands there. */
	readonly remark?: (given: Given) => StatusMessage | undefined;
	readonly validate: (given: Given) => Validation<Value> | Promise<Validation<Value>>;
	/** What is waited for while `validate` takes its time. */
	readonly waiting?: string;
	readonly onChange?: (given: Given, asking: Typing<Given>) => void;
	readonly onAnswer: (value: Value, asking: Typing<Given>) => Effect;
};

/** One line of text. */
export type TextQuestion<Value> = Typed<string, Value> & {
	readonly kind: 'text';
	readonly label: string;
	readonly placeholder?: string;
	readonly initial?: string | (() => string);
};

/** A text of several lines, made for pasting. */
export type PasteQuestion<Value> = Typed<string, Value> & {
	readonly kind: 'paste';
	readonly label: string;
	readonly initial?: string | (() => string);
	/** The text above says what the box takes: in a low window it stays, a key away. */
	readonly isTextKept?: boolean;
	/** It is a list that pastes add to. */
	readonly isList?: boolean;
	/** Where the problems are. */
	readonly marks?: (text: string) => readonly Mark[];
};

/** A few lines of text, each under its id. */
export type FormQuestion<Value, Id extends string> = Typed<Readonly<Record<Id, string>>, Value> & {
	readonly kind: 'form';
	readonly fields: ReadonlyArray<{
		readonly id: Id;
		readonly label: string;
		readonly placeholder?: string;
		readonly initial?: string;
		/** What is wrong with it by itself; said below it when it is left. */
		readonly problemOf?: (text: string) => string | undefined;
	}>;
};

/** A short menu; as long as `waiting` is said, there is nothing to choose yet. */
export type ChoiceQuestion = Asked & {
	readonly kind: 'choice';
	readonly options: readonly Option[];
	/** The place of the option to start on. */
	readonly initial?: number;
	/** A long text to read first, in the room that the others leave; PageUp and PageDown scroll it. */
	readonly reading?: readonly ScrollLine[];
	/** The place of its line to begin at. */
	readonly readingFrom?: number;
	/** What goes on by itself meanwhile; read aloud only when it lasts. */
	readonly progress?: string | undefined;
	/** What it ends with is about to change the menu: who hears the screens is asked after it. */
	readonly isAwaited?: boolean;
	readonly waiting?: string | undefined;
};

/** Yes or no, after what has to be considered; “no” comes first, and Esc means it. */
export type ConfirmQuestion = Asked & {
	readonly kind: 'confirm';
	readonly warnings?: readonly string[];
	readonly no: string;
	/** Left out where nothing but the way back is possible. */
	readonly yes?: string | undefined;
	readonly onNo: () => Effect;
	readonly onYes: () => Effect;
};

/** One row of a list. */
export type ListRow = Omit<FilterItem<string>, 'value' | 'isAction'> & {
	/** The detail for a screen reader, where that is another. */
	readonly screenReader?: string;
};

type Listed = Asked & {
	readonly rows: readonly ListRow[];
	/** What can be done with the rows, above them. */
	readonly actions?: readonly Option[];
	/** The rows are what is there for, so what can be done besides stands below them. */
	readonly isActionsLast?: boolean;
	readonly placeholder?: string;
	/** What stands there when nothing does. */
	readonly emptyText?: string;
	/** What is said beside the count. */
	readonly status?: string;
	/** A screen reader is not to wait for what the status says. */
	readonly isStatusQuiet?: boolean;
	/** What is waited for while the rows change one by one: a screen reader hears it in place of them. */
	readonly awaited?: string | undefined;
	/** More rows are coming. */
	readonly isGrowing?: boolean;
	/** Stands above the rows, in their columns. */
	readonly heading?: {readonly label: string; readonly detail: string};
	/** The id of the row to begin on. */
	readonly first?: string | undefined;
	/** How many lines the list needs at least; the text above goes out of sight before. */
	readonly least?: number;
};

/** One row of a list, however long. */
export type ListQuestion = Listed & {
	readonly kind: 'list';
	readonly onAnswer: (id: string) => Effect;
};

/** Several rows of a list, which are ticked. */
export type MultiselectQuestion = Listed & {
	readonly kind: 'multiselect';
	/** The ids that are ticked at first. */
	readonly initial: readonly string[];
	readonly onAnswer: (ids: readonly string[]) => Effect;
};

/** Anything that is asked, as data: drawn by `QuestionBody`, read by those who hear the screens. */
export type Question<Value = unknown, Id extends string = string> =
	| TextQuestion<Value>
	| PasteQuestion<Value>
	| FormQuestion<Value, Id>
	| ChoiceQuestion
	| ConfirmQuestion
	| ListQuestion
	| MultiselectQuestion;
