import {tapeSettings} from './tape-command.js';
import {TapeSyntaxError, type TokenReader} from './token-reader.js';

const choices: Readonly<Record<string, string>> = {
	Shell: 'bash zsh fish powershell pwsh cmd nu osh xonsh',
	WindowBar: 'Colorful ColorfulRight Rings RingsRight',
};

/** Reads what follows `Set`: the setting's name and its value as text, times in milliseconds. */
export function parseSetting(reader: TokenReader): {
	readonly setting: string;
	readonly value: string;
} {
	const setting = reader.expected('a setting', reader.takeWord(tapeSettings));
	return {setting, value: String(settingValue(setting, reader))};
}

function settingValue(setting: string, reader: TokenReader): string | number {
	const what = `a value for ${setting}`;
	switch (setting) {
		case 'Shell':
		case 'WindowBar': {
			return choice(reader, setting);
		}

		case 'FontFamily': {
			return reader.expectString(what);
		}

		case 'Theme': {
			return reader.peek()?.kind === 'json'
				? (reader.next()?.text ?? '')
				: reader.expectString(what);
		}

		case 'MarginFill': {
			return marginFill(reader);
		}

		case 'CursorBlink': {
			return reader.expected(what, reader.takeWord(['true', 'false']));
		}

		case 'TypingSpeed':
		case 'WaitTimeout': {
			return reader.expectTime(what);
		}

		case 'WaitPattern': {
			return reader.takePattern() ?? reader.expectString(what);
		}

		case 'LoopOffset': {
			const offset = reader.expectNumber(what);
			reader.takeSign('%');
			return offset;
		}

		default: {
			return reader.expectNumber(what);
		}
	}
}

function choice(reader: TokenReader, setting: string): string {
	const token = reader.peek();
	const value = reader.expectString(`a value for ${setting}`);
	if (!choices[setting]?.split(' ').includes(value)) {
		throw new TapeSyntaxError(`${setting} cannot be "${value}"`, token);
	}

	return value;
}

// A file, or a colour, which needs quotes because # starts a comment.
function marginFill(reader: TokenReader): string {
	const token = reader.peek();
	const fill = reader.expectString('a value for MarginFill');
	if (fill.startsWith('#') && !/^#[\da-f]{6}$/iv.test(fill)) {
		throw new TapeSyntaxError(`"${fill}" is no colour`, token);
	}

	return fill;
}
