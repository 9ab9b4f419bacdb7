import {quoteText} from '../terminal/foreign-text.js';

/** Puts a text out of a policy in quotes for a message, made safe and cut to 120 characters. */
export const quote = (text: string): string => quoteText(text, 120, ['"', '"']);
