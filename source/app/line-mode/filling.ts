import {type Ask, type LineField} from '../../components/line-mode.js';
import {fieldValue} from './line-prompts.js';
import {type LineScreen} from './line-screen.js';
import {endOfText, textOf} from './read-answer.js';
import {type Cause} from './screen-news.js';

/** A text that is being given: which of some lines, or those of one text so far. */
export type Filling = {
	readonly key: string;
	readonly index: number;
	readonly lines: readonly string[];
};

/** What an answer leads to: something to say, or more lines of the same text. */
export type Taken = Cause | 'more';

type Filled = {
	/** What is still to be given. */
	readonly next?: Filling;
	readonly taken: Taken;
	/** Hands over what was given, once the screen has drawn it. */
	readonly handOver?: () => void;
};

/** The start of what a component asks for; nothing where it asks for no text. */
export function newFilling(key: string, {type}: Ask): Filling | undefined {
	return type === 'fields' || type === 'text'
		? {key, index: 0, lines: []}
		: undefined;
}

/** The line of text that is asked for now, as it stands. */
export function fieldOf(
	ask: Ask | undefined,
	{index}: Filling,
): LineField | undefined {
	return ask?.type === 'fields' ? ask.fields[index] : undefined;
}

/** Takes a line of the text that is asked for, and gives it to the component that asks. */
export function fillIn(
	screen: LineScreen,
	filling: Filling,
	line: string,
): Filled {
	const {key, index, lines} = filling;
	const ask = screen.asks.get(key);
	if (ask?.type === 'text') {
		if (line.trim().toLowerCase() !== endOfText) {
			return {
				next: {...filling, lines: [...lines, textOf(line)]},
				taken: 'more',
			};
		}

		const value = lines.join('\n');
		ask.change(value);
		return {
			taken: 'answer',
			handOver() {
				const drawn = screen.asks.get(key);
				if (drawn?.type === 'text') {
					drawn.submit(value);
				}
			},
		};
	}

	const field = fieldOf(ask, filling);
	if (ask?.type !== 'fields' || !field) {
		return {taken: 'answer'};
	}

	const {id} = field;
	const value = fieldValue(line, field);
	if (value !== field.value) {
		ask.change(id, value);
	}

	if (index < ask.fields.length - 1) {
		return {next: {...filling, index: index + 1}, taken: 'itself'};
	}

	return {
		taken: 'answer',
		handOver() {
			const drawn = screen.asks.get(key);
			if (drawn?.type === 'fields') {
				drawn.submit({id, value});
			}
		},
	};
}
