import {cleanText, wrapText} from '../terminal/text.js';
import {Message, messageRows, Paragraph} from './message.js';
import {type StatusMessage} from './question.js';
import {Lines, wrapLines, type ScrollLine} from './scroll-box.js';
import {useBodySize} from './theme.js';

/** What is said of a question. */
export type Said = {readonly messages: readonly StatusMessage[]};

type Text = string | readonly ScrollLine[];

/** What is said above. */
export function SaidAbove({text}: {readonly text: Text}) {
	const {columns} = useBodySize();
	return typeof text === 'string' ? (
		<Paragraph text={text} />
	) : (
		<Lines lines={wrapLines(text, columns)} />
	);
}

/** How many rows a text takes. */
export function rowsOf(text: Text, columns: number): number {
	return text === ''
		? 0
		: typeof text === 'string'
			? wrapText(cleanText(text), columns).length
			: wrapLines(text, columns).length;
}

/** What is said about what stands there. */
export function Messages({messages}: Said) {
	return messages.map((message) => (
		<Message key={`${message.kind} ${message.text}`} {...message} />
	));
}

/** How many rows the messages take. */
export function messagesRows(messages: readonly StatusMessage[], columns: number): number {
	return messages.reduce((sum, {text}) => sum + messageRows(text, columns), 0);
}
