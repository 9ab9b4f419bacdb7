import {Buffer} from 'node:buffer';
import fs from 'node:fs/promises';
import path from 'node:path';
import {constants} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {errorCode} from '../diagnostic.js';
import {quoteText} from './foreign-text.js';
import {homePath} from './command-line.js';

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
function findKind(bytes: Uint8Array): NotTextError | undefined {
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

// A pipe that nobody writes to must not keep a screen waiting; milliseconds.
const giveUpAfter = 10_000;

/** Reads a text file that the person named (`~/` is home), or says why it cannot be read. Never throws. */
export async function readTextFile(
	name: string,
): Promise<{ok: true; text: string} | {ok: false; reason: string}> {
	const file = homePath(name);
	const shown = quoteText(name);
	try {
		const text = await readLimited(file, AbortSignal.timeout(giveUpAfter));
		return text === undefined
			? {ok: false, reason: `${shown} is larger than 1 MB.`}
			: {ok: true, text};
	} catch (error) {
		if (error instanceof NotTextError) {
			const {whole, hint} = error;
			return {
				ok: false,
				reason: `${shown} is ${whole}. ${hint}`.trimEnd(),
			};
		}

		return {ok: false, reason: whyUnread(errorCode(error), shown)};
	}
}

/** Why a file cannot be read, in words; Node's code only where there are none. */
function whyUnread(code: string, name: string): string {
	const reasons = new Map([
		['ENOENT', `There is no file ${name}.`],
		['ENOTDIR', `There is no file ${name}: a part of the path is not a folder.`],
		['EISDIR', `${name} is a folder. Give the path of a file in it.`],
		['EACCES', `You are not allowed to read ${name}.`],
		['EPERM', `You are not allowed to read ${name}.`],
		['ENAMETOOLONG', 'This is too long for the path of a file.'],
		['ABORT_ERR', `Nothing more came from ${name}.`],
		['ENXIO', `${name} is not a file that can be read.`],
		['ELOOP', `${name} is a link that leads back to itself.`],
	]);
	return reasons.get(code) ?? `${name} cannot be read${code ? ` (${code})` : ''}.`;
}

/**
Writes a new text file that the person named (`~/` is home), or says why it cannot be written. A file that is there is
left alone. Never throws. Gives the whole path.
*/
export async function saveTextFile(
	name: string,
	text: string,
): Promise<{ok: true; path: string} | {ok: false; reason: string}> {
	const file = path.resolve(homePath(name));
	try {
		const handle = await fs.open(file, 'wx');
		try {
			await handle.writeFile(text);
		} catch (error) {
			// Half a file would stand in the way of the next try.
			await fs.rm(file, {force: true});
			throw error;
		} finally {
			await handle.close();
		}

		return {ok: true, path: file};
	} catch (error) {
		return {ok: false, reason: whyUnwritten(errorCode(error), quoteText(file))};
	}
}

function whyUnwritten(code: string, file: string): string {
	const reasons: Readonly<Record<string, string>> = {
		EEXIST: `${file} is there already, and is left as it is. Give another name.`,
		ENOENT: `There is no folder for ${file}.`,
		EISDIR: `${file} is a folder. Give the name of a file in it.`,
		EACCES: `You may not write ${file}.`,
		EPERM: `You may not write ${file}.`,
		EROFS: `${file} is on a disk that cannot be written.`,
		ENOSPC: `There is no room left for ${file}.`,
	};
	return reasons[code] ?? `${file} cannot be written (${code}).`;
}

/** The most that a text file which a person names may hold, in bytes: no statement, table or setup file is near it. */
const largestText = 1024 * 1024;

const chunkSize = 65_536;
// A pipe or a terminal may have nothing to say yet; milliseconds.
const pause = 20;
const giveUpOnWriterAfter = 5000;

/**
Reads a file as text, at most a mebibyte of it whatever it is: a device without end, a pipe, a file that grows. Nothing
when there is more. Rejects as the file system does, when the signal is aborted, and with a `NotTextError`.
*/
export async function readLimited(file: string, signal?: AbortSignal): Promise<string | undefined> {
	// Not waiting for the other end of a pipe: a thread that waits there keeps the whole program from ending.
	const handle = await fs.open(file, constants.O_NONBLOCK);
	try {
		const stat = await handle.stat();
		return await collectLimited(chunksOf(handle, stat.isFIFO(), signal));
	} finally {
		await handle.close();
	}
}

/** As `readLimited`, of a stream such as stdin. */
export async function collectLimited(
	chunks: AsyncIterable<string | Uint8Array>,
): Promise<string | undefined> {
	const parts: Buffer[] = [];
	let size = 0;
	for await (const chunk of chunks) {
		const part = Buffer.from(chunk);
		parts.push(part);
		size += part.length;
		if (size > largestText) {
			const kind = findKind(Buffer.concat(parts));
			if (kind) {
				throw kind;
			}

			return undefined;
		}
	}

	return decodeText(Buffer.concat(parts));
}

async function* chunksOf(
	handle: fs.FileHandle,
	isPipe: boolean,
	signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
	let writerUntil = isPipe ? Date.now() + giveUpOnWriterAfter : 0;
	for (;;) {
		const chunk = await readChunk(handle);
		if (chunk && chunk.length > 0) {
			writerUntil = 0;
			yield chunk;
		} else if (chunk && Date.now() >= writerUntil) {
			return;
		} else {
			await delay(pause, undefined, {...(signal && {signal})});
		}
	}
}

/** The next bytes; none at the end, and nothing when they are still to come. */
async function readChunk(handle: fs.FileHandle): Promise<Buffer | undefined> {
	const buffer = Buffer.allocUnsafe(chunkSize);
	try {
		const {bytesRead} = await handle.read(buffer, 0, chunkSize, null);
		return buffer.subarray(0, bytesRead);
	} catch (error) {
		if (errorCode(error) === 'EAGAIN') {
			return undefined;
		}

		throw error;
	}
}
