import type {Key} from '../key-bytes.js';

/** One command of a .tape file. Times are in milliseconds. */
export type TapeCommand = {readonly line: number} & (
	| {readonly name: 'Output' | 'Source' | 'Screenshot'; readonly path: string}
	| {readonly name: 'Require'; readonly program: string}
	| {readonly name: 'Set'; readonly setting: string; readonly value: string}
	| {readonly name: 'Env'; readonly key: string; readonly value: string}
	| {readonly name: 'Type' | 'Copy'; readonly text: string}
	| {readonly name: 'Press'; readonly keys: readonly Key[]}
	| {readonly name: 'Sleep'; readonly ms: number}
	| {
			readonly name: 'Wait';
			readonly scope: 'Line' | 'Screen';
			readonly timeoutMs: number | undefined;
			readonly pattern: string | undefined;
	  }
	| {readonly name: 'Hide' | 'Show' | 'Paste' | 'Scroll'}
);

/** What is wrong with a .tape file, and where; lines and columns count from 1. */
export type TapeError = {
	readonly line: number;
	readonly column: number;
	readonly message: string;
};

/** The keys that are commands of their own, and how the terminal calls them. */
export const tapeKeys: ReadonlyMap<string, Key> = new Map<string, Key>([
	['Enter', 'enter'],
	['Space', 'space'],
	['Tab', 'tab'],
	['Backspace', 'backspace'],
	['Delete', 'delete'],
	['Insert', 'insert'],
	['Escape', 'escape'],
	['Up', 'up'],
	['Down', 'down'],
	['Left', 'left'],
	['Right', 'right'],
	['PageUp', 'pageup'],
	['PageDown', 'pagedown'],
]);

/** The names that may follow Set. */
export const tapeSettings: ReadonlySet<string> = new Set([
	'Shell',
	'FontFamily',
	'FontSize',
	'LetterSpacing',
	'LineHeight',
	'Framerate',
	'TypingSpeed',
	'Theme',
	'PlaybackSpeed',
	'Width',
	'Height',
	'Padding',
	'Margin',
	'MarginFill',
	'WindowBar',
	'WindowBarSize',
	'BorderRadius',
	'LoopOffset',
	'CursorBlink',
	'WaitTimeout',
	'WaitPattern',
]);

/** The words that mean something by themselves, so that they are no bare strings: `Type Enter` is an error. */
export const tapeKeywords: ReadonlySet<string> = new Set([
	...tapeKeys.keys(),
	...tapeSettings,
	'Set',
	'Sleep',
	'Type',
	'Ctrl',
	'Alt',
	'Shift',
	'End',
	'ScrollUp',
	'ScrollDown',
	'Hide',
	'Show',
	'Require',
	'Output',
	'Wait',
	'Source',
	'Screenshot',
	'Copy',
	'Paste',
	'Env',
	'true',
	'false',
	'em',
	'px',
	'ms',
	's',
	'm',
]);

/** The regular expression of a Wait. VHS reads RE2; what JavaScript does not read throws a SyntaxError. */
export function tapePattern(source: string): RegExp {
	// The v flag refuses classes such as [(] that RE2 takes.
	// eslint-disable-next-line require-unicode-regexp
	return new RegExp(source, 'u');
}
