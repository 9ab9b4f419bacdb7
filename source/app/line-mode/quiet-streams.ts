import {Readable, Writable} from 'node:stream';

// Wide and high enough that nothing is wrapped, cut or scrolled: the terminal's own lines are made at the end.
const size = {columns: 10_000, rows: 10_000};

/** Where Ink draws when nothing is drawn: each text of a whole screen is handed over, control sequences are dropped. */
export class QuietOutput extends Writable {
	readonly #onText: (text: string) => void;
	readonly columns = size.columns;
	readonly rows = size.rows;

	constructor(onText: (text: string) => void) {
		super({decodeStrings: false});
		// Every component that asks for the window's size listens.
		this.setMaxListeners(0);
		this.#onText = onText;
	}

	get isTTY(): boolean {
		return true;
	}

	override _write(
		chunk: unknown,
		_encoding: BufferEncoding,
		callback: () => void,
	): void {
		// Ink writes a screen's text whole, and what steers a terminal apart from it.
		if (typeof chunk === 'string' && !chunk.includes('\u{1B}')) {
			this.#onText(chunk);
		}

		callback();
	}
}

/** The keys that a screen hears when nobody presses keys: an answer in words becomes the key it stands for. */
export class QuietInput extends Readable {
	get isTTY(): boolean {
		return true;
	}

	override _read(): void {
		// Keys come when they come.
	}

	setRawMode(): this {
		return this;
	}

	ref(): this {
		return this;
	}

	unref(): this {
		return this;
	}

	press(bytes: string): void {
		this.push(bytes);
	}
}
