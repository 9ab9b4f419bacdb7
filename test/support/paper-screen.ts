import {Readable, Writable} from 'node:stream';

/** What Ink draws on in a test; in its debug mode each write is one whole frame. */
export class PaperScreen extends Writable {
	isTTY = true;
	frame = '';
	columns: number;
	rows: number;

	constructor(columns: number, rows: number) {
		super({decodeStrings: false});
		this.columns = columns;
		this.rows = rows;
		// As in the program: every part of a screen listens for a new size.
		this.setMaxListeners(0);
	}

	override _write(data: string, _encoding: string, done: () => void): void {
		// Switches such as bracketed paste, and nothing at all, come on their own, and are no frames.
		if (data !== '' && !data.startsWith('\u{1B}[?')) {
			this.frame = data;
			this.emit('frame', data);
		}

		done();
	}

	/** Makes the window this size, which the program hears of. */
	resize(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.emit('resize');
	}
}

/** What Ink reads; every chunk that is pushed arrives as one read, as from a terminal. */
export class Keyboard extends Readable {
	isTTY = true;

	constructor() {
		super({objectMode: true});
	}

	override _read(): void {} // eslint-disable-line @typescript-eslint/no-empty-function -- keys come when they come
	setRawMode(): void {} // eslint-disable-line @typescript-eslint/no-empty-function
	ref(): void {} // eslint-disable-line @typescript-eslint/no-empty-function
	unref(): void {} // eslint-disable-line @typescript-eslint/no-empty-function
}
