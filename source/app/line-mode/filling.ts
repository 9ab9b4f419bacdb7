import {type Ask, type LineField} from '../../components/line-mode.js';

/** A text that is being given: which of some lines, or those of one text so far. */
export type Filling = {
	readonly key: string;
	readonly index: number;
	readonly lines: readonly string[];
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
