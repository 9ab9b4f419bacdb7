import {Buffer} from 'node:buffer';

/** Bytes that are no text: what they are, as the end of a sentence, and what to do instead where there is something. */
export class NotTextError extends Error {
	override readonly name = 'NotTextError';
	/** “a PDF document”. */
	readonly what: string;
	/** A sentence; may be empty. */
	readonly hint: string;
	/** `what`, and that it is no text where that is so: “a PDF document, not text”. */
	readonly whole: string;

	constructor(what: string, hint = '', {isText = false} = {}) {
		const whole = isText ? what : `${what}, not text`;
		super(`This is ${whole}.`);
		this.what = what;
		this.whole = whole;
		this.hint = hint;
	}
}

const saveTable = 'Save it as CSV (UTF-8), or copy its cells and paste them here.';
const copyText = 'Open it, copy the text, and paste that.';

type Kind = readonly [what: string, hint?: string];

// The first bytes of a file in hexadecimal digits, and what the file is then.
const starts: ReadonlyArray<readonly [RegExp, ...Kind]> = [
	[/^255044462d/v, 'a PDF document', copyText],
	[/^7b5c727466/v, 'an RTF document', copyText],
	[/^89504e47/v, 'a PNG image'],
	[/^ffd8ff/v, 'a JPEG image'],
	[/^474946383[79]61/v, 'a GIF image'],
	[/^52494646.{8}57454250/v, 'a WebP image'],
	[/^(?:49492a00|4d4d002a)/v, 'a TIFF image'],
	[/^00.{6}66747970/v, 'an image or a video'],
	[/^d0cf11e0a1b11ae1/v, 'an Excel or Word file of the old kind', saveTable],
	[/^1f8b/v, 'a gzip archive'],
	[/^425a683[1-9]314159265359/v, 'a bzip2 archive'],
	[/^fd377a585a00/v, 'an xz archive'],
	[/^377abcaf271c/v, 'a 7z archive'],
	[/^28b52ffd/v, 'a Zstandard archive'],
	[/^7f454c46/v, 'a program'],
	[/^4d5a(?:..)*00/v, 'a program for Windows'],
	[/^(?:cafebabe|c[ef]faedfe)/v, 'a program'],
	[/^53514c69746520666f726d6174203300/v, 'a SQLite database'],
	[/^62706c6973743030/v, 'a binary property list'],
];

// What a ZIP archive holds tells what it is: the names of its files stand in it as they are.
const archives: ReadonlyArray<readonly [string, ...Kind]> = [
	['xl/', 'an Excel workbook', saveTable],
	['word/', 'a Word document', copyText],
	['ppt/', 'a PowerPoint presentation', copyText],
	[
		'mimetypeapplication/vnd.oasis.opendocument.spreadsheet',
		'an OpenDocument spreadsheet',
		saveTable,
	],
	['mimetypeapplication/vnd.oasis.', 'an OpenDocument file', copyText],
	['Index/Document.iwa', 'a Numbers, Pages or Keynote file', saveTable],
];

/** What bytes are by their signature, or by being no text; nothing where they may be text. */
export function findKind(bytes: Uint8Array): NotTextError | undefined {
	const [what, hint] = kindOf(bytes) ?? [];
	return what === undefined ? undefined : new NotTextError(what, hint);
}

function kindOf(bytes: Uint8Array): Kind | undefined {
	const all = Buffer.from(bytes);
	const start = all.toString('hex', 0, 64);
	const found = starts.find(([sign]) => sign.test(start));
	if (found) {
		const [, ...kind] = found;
		return kind;
	}

	if (!/^504b0[35]0[46]/v.test(start)) {
		return undefined;
	}

	const archive = archives.find(([name]) => all.includes(name, 0, 'latin1'));
	if (archive) {
		const [, ...kind] = archive;
		return kind;
	}

	return ['a ZIP archive'];
}

/** Bytes as text: UTF-8, or UTF-16 with its mark, as spreadsheets and PowerShell write it. Throws a `NotTextError` for all else. */
export function decodeText(bytes: Uint8Array): string {
	const kind = findKind(bytes);
	if (kind) {
		throw kind;
	}

	const encoding = encodingOf(bytes);
	try {
		const text = new TextDecoder(encoding, {
			fatal: true,
			ignoreBOM: encoding === 'utf8',
		}).decode(bytes);
		if (!text.includes('\0')) {
			return text;
		}
	} catch (error) {
		if (!(error instanceof TypeError)) {
			throw error;
		}

		if (!bytes.includes(0)) {
			throw new NotTextError(
				'text in another encoding than UTF-8',
				'Save it as UTF-8; in Excel that is “CSV UTF-8”.',
				{isText: true},
			);
		}
	}

	throw looksLikeUtf16(bytes)
		? new NotTextError('text in UTF-16', 'Save it as UTF-8.', {isText: true})
		: new NotTextError('a binary file');
}

function encodingOf([first, second]: Uint8Array): string {
	if (first === 0xff && second === 0xfe) {
		return 'utf-16le';
	}

	return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf8';
}

// Without its mark: most Latin letters have a zero byte beside them.
function looksLikeUtf16(bytes: Uint8Array): boolean {
	const start = bytes.subarray(0, 512);
	return [0, 1].some((side) => {
		const zeros = start.filter((byte, index) => byte === 0 && index % 2 === side);
		return zeros.length * 3 > start.length;
	});
}

/** What a pasted text is where it was no text: its bytes have gone through a terminal, which leaves marks where they were no letters. */
export function pastedKind(text: string): string | undefined {
	const start = text.slice(0, 4096);
	const [what] = kindOf(Buffer.from(start)) ?? [];
	// Colours are no sign of it.
	const uncoloured = start.replaceAll('\u{1B}', '');
	const odd = uncoloured.match(/\u{FFFD}|[\p{Control}--[\t\n\r]]/gv) ?? [];
	return what ?? (odd.length > 3 && odd.length * 20 > start.length ? 'a binary file' : undefined);
}
