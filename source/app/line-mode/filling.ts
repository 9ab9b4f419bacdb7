import {asLine} from '../../ui/edit-line.js';
import {type Ask, type Effect, type LineField} from '../../ui/line-mode.js';
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
	readonly handOver?: () => Effect;
	/** What it has set going already. */
	readonly effect?: Effect;
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

/**
Takes a line of the text that is asked for, and gives it to the component that asks. Several lines are a paste: they are what
they are, but for an end as the last of them.
*/
export function fillIn(
	screen: LineScreen,
	filling: Filling,
	given: readonly string[],
): Filled {
	const {key, index} = filling;
	const isPaste = given.length > 1;
	const ask = screen.asks.get(key);
	if (ask?.type === 'text') {
		const isEnded = given.at(-1)?.trim().toLowerCase() === endOfText;
		const more = isEnded ? given.slice(0, -1) : given;
		const lines = [
			...filling.lines,
			...(isPaste ? more : more.map((line) => textOf(line))),
		];
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

	if (isPaste && ask.takeLines) {
		return {taken: 'answer', effect: ask.takeLines(given.join('\n'))};
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
