import {useEffect, useLayoutEffect, useRef, useState} from 'react';
import {type Key} from 'ink';
import {useChosen, useDrafts, type Drafts} from './drafts.js';
import {type KeyHint} from './frame-keys.js';
import {
	type ChoiceQuestion,
	type ListQuestion,
	type MultiselectQuestion,
	type Question,
	type QuestionKey,
	type StatusMessage,
	type Typed,
	type Typing,
	type Validation,
} from './question.js';
import {useIsLineMode, type Effect} from './line-mode.js';
import {useInput, useKeyState} from './use-input.js';

/** What is typed, by the ids of a form's fields; under an empty id otherwise. */
export type Texts = Readonly<Record<string, string>>;

/** A question while it is asked: what stands there, what is said about it, and what the keys do. */
export type AskedQuestion<Value, Id extends string> = {
	readonly question: Question<Value, Id>;
	readonly texts: Texts;
	readonly messages: readonly StatusMessage[];
	/** Whether the answer is being validated. */
	readonly isWaiting: boolean;
	readonly hints: readonly KeyHint[];
	readonly asking: Typing<Texts>;
	/** Takes what stands there after a key; more may come, so nothing is found wrong with it yet. */
	readonly type: (next: Texts) => void;
	readonly submit: () => Effect;
	/** The fields of a form: where the person is, and what is wrong with those that were left. */
	readonly line: string;
	readonly problems: Texts;
	readonly moveBy: (step: number) => void;
	/** The id of what was chosen here last, and notes what is chosen now. */
	readonly chosen: string | undefined;
	readonly noteChosen: (id?: string) => void;
};

/** Keeps what is typed, hears the question's own keys, and has an answer validated before it is given. */
export function useQuestion<Value, Id extends string>(
	question: Question<Value, Id>,
): AskedQuestion<Value, Id> {
	const drafts = useDrafts();
	const isLineMode = useIsLineMode();
	const [texts, setTexts] = useState(() => startOf(question, drafts));
	const [notice, setNotice] = useState<StatusMessage>();
	const [isWaiting, setIsWaiting] = useState(false);
	const {chosen, noteChosen} = useChosen(question.id);
	const fields = question.kind === 'form' ? question.fields : [];
	const {
		drawn: {line, problems, isTyping},
		newest: newestState,
		set: setForm,
	} = useKeyState<FormState>({line: fields[0]?.id ?? '', problems: {}, isTyping: false});
	// Keys come faster than screens are drawn, and answers of AWS long after.
	const newest = useRef(texts);
	const turn = useRef(0);
	const typed = typedOf(question);
	const latest = useRef({question, typed});
	useLayoutEffect(() => {
		latest.current = {question, typed};
	});
	useEffect(
		() => () => {
			turn.current = NaN;
		},
		[],
	);

	const newestForm = () => newestState() ?? {line, problems, isTyping};
	const change = (next: Partial<FormState>) => {
		setForm({...newestForm(), ...next});
	};

	const put = (next: Texts, isMoreComing: boolean) => {
		turn.current += 1;
		const before = newest.current;
		newest.current = next;
		setTexts(next);
		change({
			problems: withoutChanged(newestForm().problems, before, next),
			isTyping: isMoreComing,
		});
		setNotice(undefined);
		setIsWaiting(false);
		for (const [id, text] of Object.entries(next)) {
			drafts.set(draftName(latest.current.question, id), text);
		}

		latest.current.typed?.onChange?.(next, asking);
	};

	const asking: Typing<Texts> = {
		read: () => newest.current,
		change(next) {
			put(next, false);
		},
		notify: setNotice,
	};
	const take = (validated: Validation<Value>): Effect => {
		if (!('problem' in validated)) {
			noteChosen();
			return typed?.onAnswer(validated.value, asking);
		}

		const {problem, at} = validated;
		if (at === undefined) {
			setNotice({kind: 'problem', text: problem});
		} else {
			change({line: at, problems: {[at]: problem}});
		}
	};

	const takeLater = async (validated: Promise<Validation<Value>>) => {
		const {current} = turn;
		setIsWaiting(true);
		const later = await validated;
		// What was changed or left meanwhile is no answer any more.
		if (turn.current !== current) {
			return;
		}

		setIsWaiting(false);
		await take(later);
	};

	// What is wrong with a field stands below it, and nowhere else.
	const remark = Object.keys(problems).length === 0 ? typed?.remark?.(texts) : undefined;
	const remarkNow = isTyping && isCareful(remark) ? undefined : remark;
	useInput((input, key) => {
		for (const {key: name, press} of keysOf(question)) {
			if (isKey(name, input, key)) {
				void press?.(asking);
			}
		}
	});
	return {
		question,
		texts,
		messages: [notice ?? remarkNow ?? question.message ?? []]
			.flat()
			.map((message) => (isLineMode ? (message.screenReader ?? message) : message)),
		isWaiting,
		hints: isLineMode && isAwaited(question) ? [] : hintsOf(question, line, isLineMode),
		asking,
		type(next) {
			put(next, true);
		},
		submit(): Effect {
			turn.current += 1;
			change({isTyping: false});
			const wrong = problemsOf(fields, newest.current);
			const [first] = Object.keys(wrong);
			if (first !== undefined) {
				change({line: first, problems: wrong});
				return;
			}

			const validated = typed?.validate(newest.current);
			return validated instanceof Promise ? takeLater(validated) : validated && take(validated);
		},
		line,
		problems,
		moveBy(step) {
			const now = newestForm();
			const at = fields.findIndex(({id}) => id === now.line);
			const left = fields.slice(at, at + 1);
			const next = fields[Math.max(0, Math.min(fields.length - 1, at + step))];
			if (next && next.id !== now.line) {
				change({
					line: next.id,
					problems: {...now.problems, ...problemsOf(left, newest.current)},
					isTyping: false,
				});
			}
		},
		chosen,
		noteChosen,
	};
}

function isCareful(message: StatusMessage | undefined): boolean {
	return message?.kind === 'problem' || message?.kind === 'warning';
}

/** Which field of a form the person is in, what is wrong with those that they left, and whether they type in one. */
type FormState = {readonly line: string; readonly problems: Texts; readonly isTyping: boolean};

function problemsOf(
	fields: ReadonlyArray<{
		readonly id: string;
		readonly problemOf?: (text: string) => string | undefined;
	}>,
	texts: Texts,
): Texts {
	return Object.fromEntries(
		fields.flatMap(({id, problemOf}) => {
			const problem = problemOf?.(texts[id] ?? '');
			return problem === undefined ? [] : [[id, problem]];
		}),
	);
}

/** A problem stands until its text changes. */
function withoutChanged(problems: Texts, before: Texts, now: Texts): Texts {
	return Object.fromEntries(Object.entries(problems).filter(([id]) => before[id] === now[id]));
}

/** The keys of the question's own, with what they act on. */
function keysOf<Value, Id extends string>(
	question: Question<Value, Id>,
): ReadonlyArray<QuestionKey<Typing<Texts>>> {
	switch (question.kind) {
		case 'text':
		case 'paste': {
			return (question.keys ?? []).map(({press, ...hint}) => ({
				...hint,
				press: async (asking) => press?.(textAsking(asking)),
			}));
		}

		case 'form': {
			return question.keys ?? [];
		}

		case 'choice':
		case 'confirm':
		case 'list':
		case 'multiselect': {
			return question.keys ?? [];
		}
	}
}

function textOf(texts: Texts): string {
	return texts[''] ?? '';
}

function textAsking({read, change, notify}: Typing<Texts>): Typing<string> {
	return {
		read: () => textOf(read()),
		change(text) {
			change({'': text});
		},
		notify,
	};
}

/** What a typed question does with all that is typed; nothing where nothing is. */
function typedOf<Value, Id extends string>(
	question: Question<Value, Id>,
): Pick<Typed<Texts, Value>, 'remark' | 'validate' | 'onChange' | 'onAnswer'> | undefined {
	switch (question.kind) {
		case 'text':
		case 'paste': {
			const {remark, validate, onChange, onAnswer} = question;
			return {
				remark: (texts) => remark?.(textOf(texts)),
				validate: (texts): Validation<Value> | Promise<Validation<Value>> =>
					validate(textOf(texts)),
				onChange(texts, asking) {
					onChange?.(textOf(texts), textAsking(asking));
				},
				onAnswer: async (value, asking) => onAnswer(value, textAsking(asking)),
			};
		}

		case 'form': {
			return question;
		}

		case 'choice':
		case 'confirm':
		case 'list':
		case 'multiselect': {
			return undefined;
		}
	}
}

function draftName({id}: {readonly id: string}, field: string): string {
	return field === '' ? id : `${id}, ${field}`;
}

/** What stands there at first: what was typed before, or what the question proposes. */
function startOf<Value, Id extends string>(question: Question<Value, Id>, drafts: Drafts): Texts {
	switch (question.kind) {
		case 'text':
		case 'paste':
		case 'form': {
			const fields =
				question.kind === 'form' ? question.fields : [{id: '', initial: question.initial}];
			return Object.fromEntries(
				fields.map(({id, initial = ''}) => [
					id,
					(question.isFresh ? undefined : drafts.get(draftName(question, id))) ??
						(typeof initial === 'function' ? initial() : initial),
				]),
			);
		}

		case 'choice':
		case 'confirm':
		case 'list':
		case 'multiselect': {
			return {};
		}
	}
}

// Named while the text that the field opened with is selected; the field says when it is not.
const selectionHints: readonly KeyHint[] = [
	{key: 'Type', does: 'replace'},
	{key: '←→', does: 'edit'},
];

/** The keys in the footer: Enter first, then the kind's, then the question's own. */
function hintsOf<Value, Id extends string>(
	question: Question<Value, Id>,
	line: string,
	isLineMode: boolean,
): readonly KeyHint[] {
	const selection = isLineMode ? [] : selectionHints;
	const own = (question.keys ?? [])
		.filter(({does}) => does !== '')
		.map(({key, does}) => ({key, does}));
	const enter = (does: string) => (does === '' ? [] : [{key: 'Enter', does}]);
	const move = {key: '↑↓', does: 'choose'};
	// A low window has no room for every key: what can be done stands before how to read on.
	const scroll = {key: 'PageUp PageDown', does: 'scroll'};
	switch (question.kind) {
		case 'text': {
			return [...enter(question.enter ?? 'continue'), ...selection, ...own];
		}

		// Enter goes on at the end of the text only.
		case 'paste': {
			const does = question.enter ?? 'continue';
			return [...(does === '' ? [] : [{key: 'Ctrl+D', does}]), ...own];
		}

		case 'form': {
			const does = question.enter ?? 'continue';
			const isLast = line === question.fields.at(-1)?.id;
			return [
				...enter(isLast ? does : 'next line'),
				...(isLast ? [] : [{key: 'Ctrl+D', does}]),
				...selection,
				...own,
			];
		}

		case 'choice': {
			return [...choiceHints(question), ...own, ...(question.reading ? [scroll] : [])];
		}

		case 'confirm': {
			const others = question.yes === undefined ? [] : [move];
			return [...enter(question.enter ?? 'select'), ...others, ...own];
		}

		case 'list':
		case 'multiselect': {
			return [...listHints(question), ...own];
		}
	}
}

function choiceHints({options, waiting, enter}: ChoiceQuestion): readonly KeyHint[] {
	const count = waiting === undefined ? options.length : 0;
	return [
		...(count > 0 ? [{key: 'Enter', does: enter ?? 'select'}] : []),
		...(count > 1 ? [{key: '↑↓', does: 'choose'}] : []),
	];
}

/** Whether a screen reader hears what is waited for in place of the rows. */
export function isAwaited<Value, Id extends string>(question: Question<Value, Id>): boolean {
	return 'awaited' in question && question.awaited !== undefined;
}

// A list of more rows, or of two that have to be compared, has columns and a filter.
const fewRows = 4;

/** Whether a list is so short that it needs no filter: a few rows with nothing beside them, or one; and what can be done. */
export function isPlainMenu({
	kind,
	rows,
	actions = [],
	status = '',
	heading,
	isGrowing = false,
}: ListQuestion | MultiselectQuestion): boolean {
	return (
		kind === 'list' &&
		rows.length + actions.length > 0 &&
		rows.length <= fewRows &&
		rows.every(({disabled}) => disabled === undefined) &&
		(rows.length < 2 || rows.every(({detail = ''}) => detail === '')) &&
		status === '' &&
		heading === undefined &&
		!isGrowing
	);
}

function listHints(question: ListQuestion | MultiselectQuestion): readonly KeyHint[] {
	const {kind, rows, actions = [], isGrowing = false, enter} = question;
	if (rows.length === 0 && actions.length === 0 && !isGrowing) {
		return [];
	}

	if (isPlainMenu(question)) {
		return [
			{key: 'Enter', does: enter ?? 'select'},
			...(rows.length + actions.length > 1 ? [{key: '↑↓', does: 'choose'}] : []),
		];
	}

	const filter = {key: 'Type', does: 'filter'};
	return kind === 'list'
		? [{key: 'Enter', does: enter ?? 'select'}, {key: '↑↓', does: 'choose'}, filter]
		: [
				{key: 'Enter', does: enter ?? 'take them'},
				{key: 'Tab', does: 'tick'},
				filter,
				{key: 'Ctrl+A', does: 'tick all shown'},
			];
}

/** Whether this is the key of that name: Ctrl and a letter, or a letter. */
function isKey(name: string, input: string, {ctrl, meta}: Key): boolean {
	return name.startsWith('Ctrl+')
		? ctrl && input === name.slice('Ctrl+'.length).toLowerCase()
		: !ctrl && !meta && input === name;
}
