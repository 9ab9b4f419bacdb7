import type {Key} from '../key-bytes.js';
import {parseCtrl, parseModified} from './parse-chord.js';
import {parseSetting} from './parse-setting.js';
import {tapeKeys, type TapeCommand, type TapeError} from './tape-command.js';
import {tapeTokens, type TapeToken} from './tape-tokens.js';
import {TapeSyntaxError, TokenReader} from './token-reader.js';

/** Parses a VHS .tape file (grammar: VHS 0.11, without its subtitles). A command with an error is left out of the commands. */
export function parseTape(text: string): {
	readonly commands: readonly TapeCommand[];
	readonly errors: readonly TapeError[];
} {
	const reader = new TokenReader(tapeTokens(text));
	const commands: TapeCommand[] = [];
	const errors: TapeError[] = [];
	while (reader.peek()) {
		try {
			commands.push(parseCommand(reader));
		} catch (error) {
			if (!(error instanceof TapeSyntaxError)) {
				throw error;
			}

			const {line, column} = error.token ?? {line: 1, column: 1};
			errors.push({line, column, message: error.message});
		}
	}

	return {commands, errors};
}

function parseCommand(reader: TokenReader): TapeCommand {
	const token = reader.next();
	const name = token?.kind === 'word' ? token.text : '';
	const line = token?.line ?? 1;
	switch (name) {
		case 'Hide':
		case 'Show':
		case 'Paste': {
			return {name, line};
		}

		case 'Output': {
			return {name, line, path: path(reader, /(?:\.[^.\/]+|\/)$/v)};
		}

		case 'Screenshot': {
			return {name, line, path: path(reader, /\.png$/v)};
		}

		case 'Source': {
			return {name, line, path: path(reader, /\.tape$/v)};
		}

		case 'Require': {
			return {name, line, program: reader.expectString('a program')};
		}

		case 'Set': {
			return {name, line, ...parseSetting(reader)};
		}

		case 'Env': {
			const key = reader.expectString('a name');
			return {name, line, key, value: reader.expectString('a string')};
		}

		case 'Type': {
			takeSpeed(reader);
			return {name, line, text: reader.expectStrings('a string')};
		}

		case 'Copy': {
			return {name, line, text: reader.expectStrings('a string')};
		}

		case 'Sleep': {
			return {name, line, ms: reader.expectTime('a time')};
		}

		case 'Wait': {
			return parseWait(line, reader);
		}

		case 'ScrollUp':
		case 'ScrollDown': {
			takeRepeat(reader);
			return {name: 'Scroll', line};
		}

		default: {
			return {name: 'Press', line, keys: parseKeys(token, reader)};
		}
	}
}

function parseKeys(token: TapeToken | undefined, reader: TokenReader): readonly Key[] {
	switch (token?.kind === 'word' ? token.text : '') {
		case 'Ctrl': {
			return parseCtrl(reader);
		}

		case 'Alt': {
			return parseModified('alt', reader);
		}

		case 'Shift': {
			return parseModified('shift', reader);
		}

		default: {
			return parseKey(token, reader);
		}
	}
}

function parseKey(token: TapeToken | undefined, reader: TokenReader): readonly Key[] {
	const key = tapeKeys.get(token?.kind === 'word' ? token.text : '');
	if (key === undefined) {
		throw new TapeSyntaxError(`Invalid command "${token?.text ?? ''}"`, token);
	}

	return Array.from({length: takeRepeat(reader)}, () => key);
}

function parseWait(line: number, reader: TokenReader): TapeCommand {
	const isScoped = reader.takeSign('+') !== undefined;
	const scope = isScoped
		? reader.expected('Line or Screen', reader.takeWord(['Line', 'Screen']))
		: 'Line';
	const place = reader.peek();
	const timeoutMs = takeSpeed(reader);
	if (timeoutMs === 0) {
		throw new TapeSyntaxError('Wait needs a time above zero', place);
	}

	return {
		name: 'Wait',
		line,
		scope: scope === 'Screen' ? 'Screen' : 'Line',
		timeoutMs,
		pattern: reader.takePattern(),
	};
}

function path(reader: TokenReader, ending: RegExp): string {
	const place = reader.peek();
	const name = reader.expectString('a path');
	if (!ending.test(name)) {
		throw new TapeSyntaxError(`The path cannot be "${name}"`, place);
	}

	return name;
}

// How often a key is pressed; how fast is of no interest here.
function takeRepeat(reader: TokenReader): number {
	takeSpeed(reader);
	return reader.peek()?.kind === 'number' ? reader.expectNumber('a count') : 1;
}

function takeSpeed(reader: TokenReader): number | undefined {
	return reader.takeSign('@') === undefined ? undefined : reader.expectTime('a time');
}
