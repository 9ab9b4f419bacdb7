import {useEffect, useLayoutEffect, useRef, useState} from 'react';
import {type Key} from 'ink';
import {useDrafts, type Drafts} from './drafts.js';
import {type KeyHint} from './key-hints.js';
import {
	type ListQuestion,
	type MultiselectQuestion,
	type Question,
	type QuestionKey,
	type StatusMessage,
	type Typed,
	type Typing,
	type Validation,
} from './question.js';
import {type Effect} from './line-mode.js';
import {useInput} from './use-input.js';

/** What is typed, by the ids of a form's fields; under an empty id otherwise. */
export type Texts = Readonly<Record<string, string>>;

/** A question while it is asked: what stands there, what is said about it, and what the keys do. */
export type AskedQuestion<Value, Id extends string> = {
	readonly question: Question<Value, Id>;
	readonly texts: Texts;
	readonly message: StatusMessage | undefined;
	/** Whether the answer is being validated. */
	readonly isWaiting: boolean;
	readonly hints: readonly KeyHint[];
	readonly asking: Typing<Texts>;
	readonly submit: () => Effect;
	/** Hears which line of a form the person is on. */
	readonly setLine: (id: string) => void;
};

/** Keeps what is typed, hears the question's own keys, and has an answer validated before it is given. */
export function useQuestion<Value, Id extends string>(
	question: Question<Value, Id>,
): AskedQuestion<Value, Id> {
	const drafts = useDrafts();
	const [texts, setTexts] = useState(() => startOf(question, drafts));
	const [notice, setNotice] = useState<StatusMessage>();
	const [isWaiting, setIsWaiting] = useState(false);
	const [line, setLine] = useState<string>();
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

	const asking: Typing<Texts> = {
		read: () => newest.current,
		change(next) {
			turn.current += 1;
			newest.current = next;
			setTexts(next);
			setNotice(undefined);
			setIsWaiting(false);
			for (const [id, text] of Object.entries(next)) {
				drafts.set(draftName(latest.current.question, id), text);
			}

			latest.current.typed?.onChange?.(next, asking);
		},
		notify: setNotice,
	};
	const take = (validated: Validation<Value>): Effect => {
		if (!('problem' in validated)) {
			return typed?.onAnswer(validated.value, asking);
		}

		setNotice({kind: 'problem', text: validated.problem});
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
		message: notice ?? typed?.remark?.(texts) ?? question.message,
		isWaiting,
		hints: hintsOf(question, line),
		asking,
		submit(): Effect {
			turn.current += 1;
			const validated = typed?.validate(newest.current);
			return validated instanceof Promise ? takeLater(validated) : validated && take(validated);
		},
		setLine,
	};
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

/** The keys in the footer: Enter first, then the kind's, then the question's own. */
function hintsOf<Value, Id extends string>(
	question: Question<Value, Id>,
	line: string | undefined,
): readonly KeyHint[] {
	const own = (question.keys ?? [])
		.filter(({does}) => does !== '')
		.map(({key, does}) => ({key, does}));
	const enter = (does: string) => (does === '' ? [] : [{key: 'Enter', does}]);
	const move = {key: '↑↓', does: 'choose'};
	switch (question.kind) {
		case 'text':
		case 'paste': {
			return [...enter(question.enter ?? 'continue'), ...own];
		}

		case 'form': {
			const does = question.enter ?? 'continue';
			const isLast = line === question.fields.at(-1)?.id;
			return [
				...enter(isLast ? does : 'next line'),
				...(isLast ? [] : [{key: 'Ctrl+D', does}]),
				...own,
			];
		}

		case 'choice':
		case 'confirm': {
			return [...enter(question.enter ?? 'select'), move, ...own];
		}

		case 'list':
		case 'multiselect': {
			return [...listHints(question), ...own];
		}
	}
}

function listHints({
	kind,
	rows,
	actions = [],
	isGrowing = false,
	enter,
}: ListQuestion | MultiselectQuestion): readonly KeyHint[] {
	if (rows.length === 0 && actions.length === 0 && !isGrowing) {
		return [];
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
