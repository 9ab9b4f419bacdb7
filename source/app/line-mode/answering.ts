import {quoteText} from '../../terminal/foreign-text.js';
import {type Effect, type Ask, type LineField} from '../../ui/line-mode.js';
import {asLine} from '../../ui/edit-text.js';
import {type Menu, type Act, tickedIn, type ListPosition} from './line-menu.js';
import {
	fieldPrompt,
	howToAnswer,
	textLines,
	endOfText,
	readAnswer,
	wordOf,
	type Word,
	fieldValue,
	textOf,
} from './prompts.js';
import {type LineScreen, type Cause} from './screen-news.js';

type Deps = {
	readonly screen: LineScreen;
	readonly places: Map<string, ListPosition>;
	readonly say: (lines: readonly string[]) => void;
	readonly press: (bytes: string) => void;
	/** Hears of what an answer has set going. */
	readonly track: (effect: Effect) => void;
};

const keys = {back: '\u{1B}', home: '\u{14}', steps: '\u{E}', help: '?', quit: 'q'};

/** Turns lines into what the components of a screen hear: choices, texts, keys. */
export function newAnswering({screen, places, say, press, track}: Deps) {
	let filling: Filling | undefined;
	let handOver: (() => Effect) | undefined;
	/** Lines that were pasted where they were no answer. */
	let kept: readonly string[] = [];

	const onWord = (word: Word, menu: Menu): Cause => {
		switch (word) {
			case 'again': {
				return 'again';
			}

			case 'help': {
				say(howToAnswer);
				press(keys.help);
				return 'itself';
			}

			case 'quit': {
				press(keys.quit);
				return 'itself';
			}

			case 'steps': {
				filling = undefined;
				if (menu.hasSteps) {
					press(keys.steps);
					return 'answer';
				}

				say(['There are no steps to list here.']);
				return 'itself';
			}

			case 'home': {
				filling = undefined;
				if (menu.hasHome) {
					press(keys.home);
					return 'answer';
				}

				say(['There is no way home from here now.']);
				return 'itself';
			}

			case 'back': {
				const wasFilling = filling !== undefined && !menu.direct;
				filling = undefined;
				if (wasFilling) {
					return 'menu';
				}

				if (menu.hasBack) {
					press(keys.back);
					return 'answer';
				}

				say(['There is no way back from here now.']);
				return 'itself';
			}
		}
	};

	const onAct = (act: Act): Cause => {
		switch (act.type) {
			case 'press': {
				press(act.bytes);
				return 'answer';
			}

			case 'place': {
				places.set(act.key, act.position);
				return 'menu';
			}

			case 'fill': {
				const ask = screen.asks.get(act.key);
				filling = ask && newFilling(act.key, ask);
				return 'itself';
			}

			case 'row': {
				if (act.refusal !== '') {
					say([`This cannot be used: ${act.refusal}`]);
					return 'itself';
				}

				break;
			}

			case 'tick': {
				say([act.does]);
				break;
			}

			case 'done': {
				const ask = screen.asks.get(act.key);
				const ticked = ask?.type === 'list' ? tickedIn(ask) : [];
				const [first] = ticked;
				if (ask?.type !== 'list' || !first) {
					say(['Nothing is ticked yet. The number of a row ticks it.']);
					return 'itself';
				}

				track(ask.choose(first.id));
				return 'answer';
			}

			case 'choose':
			case 'submit': {
				break;
			}
		}

		return onAsk(act);
	};

	const onAsk = (act: Extract<Act, {type: 'row' | 'tick' | 'choose' | 'submit'}>): Cause => {
		const ask = screen.asks.get(act.key);
		if (ask?.type === 'choice' && act.type === 'choose') {
			track(ask.choose(act.index));
		} else if (ask?.type === 'list' && act.type === 'row') {
			track(ask.choose(act.id));
		} else if (ask?.type === 'list' && act.type === 'tick') {
			ask.tick?.(act.ids);
			return 'itself';
		} else if (ask?.type === 'text' && act.type === 'submit') {
			track(ask.submit(ask.value));
		} else if (ask?.type === 'fields' && act.type === 'submit') {
			const last = ask.fields.at(-1);
			if (last) {
				track(ask.submit(last));
			}
		}

		return 'answer';
	};

	const onFilling = (lines: readonly string[], present: Filling): Taken => {
		const isText = screen.asks.get(present.key)?.type === 'text';
		const isKept =
			isText && kept.length > 0 && present.lines.length === 0 && lines.join('').trim() === '';
		const filled = isKept
			? fillIn(screen, present, [...kept, endOfText])
			: fillIn(screen, present, lines);
		kept = isKept ? [] : kept;
		filling = filled.next;
		handOver = filled.handOver;
		track(filled.effect);
		if (filled.taken === 'more' && lines.length > 1) {
			say([`${lines.length} lines are taken. End with a line that says only: ${endOfText}`]);
		}

		return filled.taken;
	};

	/** A paste where no text is asked for is none of the choices, whatever its lines say; it is for the text box, if there is one. */
	const onPaste = (lines: readonly string[]): Cause => {
		const {text} = beforeEnd(lines);
		const box = Array.from(screen.asks, ([, ask]) => ask).find(({type}) => type === 'text');
		if (box?.type === 'text') {
			box.change(text.join('\n'));
			return 'answer';
		}

		kept = text;
		say([
			`That was ${lines.length} lines at once, so they are one answer, and none of the choices here. Nothing was done. They are kept for the next question that asks for a text.`,
		]);
		return 'menu';
	};

	return {
		/** Whether a text was typed that is still to be handed over, once the screen has drawn it. */
		isHandingOver: () => handOver !== undefined,
		handOver() {
			const work = handOver;
			handOver = undefined;
			track(work?.());
		},
		/** The text that is asked for now, if it is one: what to say first, and what stands before the answer. */
		question(menu: Menu): {lines: readonly string[]; prompt: string} | undefined {
			if (filling && !screen.asks.has(filling.key)) {
				filling = undefined;
			}

			const direct = menu.direct && screen.asks.get(menu.direct);
			if (!filling && menu.direct && direct) {
				filling = newFilling(menu.direct, direct);
			}

			const ask = filling && screen.asks.get(filling.key);
			if (ask?.type === 'text') {
				return {
					lines: textLines(ask.label, kept.length),
					prompt: 'Text: ',
				};
			}

			const field = filling && fieldOf(ask, filling);
			return field && {lines: [], prompt: fieldPrompt(field)};
		},
		/** Takes the answer to the question or the menu. */
		take(lines: readonly string[], menu: Menu): Taken {
			// Blank lines around one line make no paste of it.
			const [line = '', ...others] = lines.filter((each) => each.trim() !== '');
			const isPaste = others.length > 0;
			const word = isPaste ? undefined : wordOf(line);
			if (word) {
				return onWord(word, menu);
			}

			if (filling) {
				return onFilling(isPaste ? lines : [line], filling);
			}

			if (isPaste) {
				return onPaste(lines);
			}

			const answer = readAnswer(line, menu);
			switch (answer.type) {
				case 'word': {
					return onWord(answer.word, menu);
				}

				case 'entry': {
					return onAct(answer.entry.act);
				}

				case 'search': {
					if (menu.list) {
						places.set(menu.list, {query: answer.query, from: 0});
					}

					return 'menu';
				}

				case 'unknown': {
					say(
						answer.line === ''
							? []
							: [`${quoteText(answer.line)} is none of the choices here. Nothing was done.`],
					);
					return 'menu';
				}
			}
		},
	};
}

/** A text that is being given: which of some lines, or those of one text so far. */
type Filling = {
	readonly key: string;
	readonly index: number;
	readonly lines: readonly string[];
};

/** What an answer leads to: something to say, or more lines of the same text. */
type Taken = Cause | 'more';

type Filled = {
	/** What is still to be given. */
	readonly next?: Filling;
	readonly taken: Taken;
	/** Hands over what was given, once the screen has drawn it. */
	readonly handOver?: () => Effect;
	/** What it has set going already. */
	readonly effect?: Effect;
};

/** What stands before the line that ends a text; blank lines behind that are no part of it. */
function beforeEnd(lines: readonly string[]): {text: readonly string[]; isEnded: boolean} {
	const last = lines.findLastIndex((line) => line.trim() !== '');
	const isEnded = lines[last]?.trim().toLowerCase() === endOfText;
	return {text: isEnded ? lines.slice(0, last) : lines, isEnded};
}

/** The start of what a component asks for; nothing where it asks for no text. */
function newFilling(key: string, {type}: Ask): Filling | undefined {
	return type === 'fields' || type === 'text' ? {key, index: 0, lines: []} : undefined;
}

/** The line of text that is asked for now, as it stands. */
function fieldOf(ask: Ask | undefined, {index}: Filling): LineField | undefined {
	return ask?.type === 'fields' ? ask.fields[index] : undefined;
}

/**
Takes a line of the text that is asked for, and gives it to the component that asks. Several lines are a paste: they are what
they are, but for an end as the last of them.
*/
function fillIn(screen: LineScreen, filling: Filling, given: readonly string[]): Filled {
	const {key, index} = filling;
	const isPaste = given.length > 1;
	const ask = screen.asks.get(key);
	if (ask?.type === 'text') {
		const {text: more, isEnded} = beforeEnd(given);
		const lines = [...filling.lines, ...(isPaste ? more : more.map((line) => textOf(line)))];
		if (!isEnded) {
			return {next: {...filling, lines}, taken: 'more'};
		}

		const value = lines.join('\n');
		ask.change(value);
		return {
			taken: 'answer',
			handOver(): Effect {
				const drawn = screen.asks.get(key);
				return drawn?.type === 'text' ? drawn.submit(value) : undefined;
			},
		};
	}

	const field = fieldOf(ask, filling);
	if (ask?.type !== 'fields' || !field) {
		return {taken: 'answer'};
	}

	const {id} = field;
	const value = isPaste
		? asLine(
				given
					.map((line) => line.trim())
					.join('\n')
					.trim(),
			)
		: fieldValue(given[0] ?? '', field);
	if (value !== field.value) {
		ask.change(id, value);
	}

	if (index < ask.fields.length - 1) {
		return {next: {...filling, index: index + 1}, taken: 'itself'};
	}

	return {
		taken: 'answer',
		handOver(): Effect {
			const drawn = screen.asks.get(key);
			return drawn?.type === 'fields' ? drawn.submit({id, value}) : undefined;
		},
	};
}
