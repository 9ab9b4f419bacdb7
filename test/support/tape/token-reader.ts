import {tapeKeywords, tapePattern} from './tape-command.js';
import type {TapeToken} from './tape-tokens.js';

const unitMs: Readonly<Record<string, number>> = {ms: 1, s: 1000, m: 60_000};

/** Says what a tape has at a place where something else belongs. */
export class TapeSyntaxError extends Error {
	override readonly name = 'TapeSyntaxError';
	readonly token: TapeToken | undefined;

	constructor(message: string, token: TapeToken | undefined) {
		super(message);
		this.token = token;
	}
}

/** Walks through the tokens of a tape one by one. The `take…` methods take a token of their kind or leave it and return undefined; the `expect…` methods throw a TapeSyntaxError instead. */
export class TokenReader {
	readonly #tokens: readonly TapeToken[];
	#index = 0;

	constructor(tokens: readonly TapeToken[]) {
		this.#tokens = tokens;
	}

	/** The next token, left where it is; undefined at the end. */
	peek(): TapeToken | undefined {
		return this.#tokens[this.#index];
	}

	/** The next token, taken. */
	next(): TapeToken | undefined {
		const token = this.peek();
		this.#index++;
		if (token && !token.isClosed) {
			throw new TapeSyntaxError(`"${token.text}" has no end`, token);
		}

		return token;
	}

	/** A quoted string, or a bare word that is no keyword. */
	takeString(): string | undefined {
		const token = this.peek();
		const isBare = token?.kind === 'word' && !tapeKeywords.has(token.text);
		return isBare || token?.kind === 'string' ? this.next()?.text : undefined;
	}

	takeSign(signs: Iterable<string>): string | undefined {
		const token = this.peek();
		return token?.kind === 'sign' && new Set(signs).has(token.text) ? this.next()?.text : undefined;
	}

	takeWord(words: Iterable<string>): string | undefined {
		const token = this.peek();
		return token?.kind === 'word' && new Set(words).has(token.text) ? this.next()?.text : undefined;
	}

	/** The text between the slashes of a regular expression that JavaScript can read. */
	takePattern(): string | undefined {
		const token = this.peek();
		if (token?.kind !== 'regex') {
			return undefined;
		}

		this.next();
		try {
			tapePattern(token.text);
			return token.text;
		} catch {
			throw new TapeSyntaxError(`/${token.text}/ is no regular expression`, token);
		}
	}

	expectString(what: string): string {
		return this.expected(what, this.takeString());
	}

	/** One or more strings, joined by one space. */
	expectStrings(what: string): string {
		const strings = [this.expectString(what)];
		for (;;) {
			const more = this.takeString();
			if (more === undefined) {
				return strings.join(' ');
			}

			strings.push(more);
		}
	}

	expectNumber(what: string): number {
		const token = this.peek();
		const number = token?.kind === 'number' ? Number(token.text) : NaN;
		const valid = this.expected(what, Number.isNaN(number) ? undefined : number);
		this.next();
		return valid;
	}

	/** A duration, in milliseconds; a bare number counts seconds. */
	expectTime(what: string): number {
		const number = this.expectNumber(what);
		const unit = this.takeWord(Object.keys(unitMs)) ?? 's';
		return number * (unitMs[unit] ?? 1000);
	}

	/** The value, or the error that something else than it stands here. */
	expected<Value>(what: string, value: Value | undefined): Value {
		if (value === undefined) {
			const token = this.peek();
			const found = token ? `"${token.text}"` : 'the end of the tape';
			throw new TapeSyntaxError(`Expected ${what}, not ${found}`, token ?? this.#tokens.at(-1));
		}

		return value;
	}
}
