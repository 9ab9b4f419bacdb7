import fs from 'node:fs/promises';
import path from 'node:path';
import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import {setTimeout as delay} from 'node:timers/promises';
import {errorCode} from '../diagnostic.js';
import {quoteText} from './foreign-text.js';
import {NotTextError, decodeText, findKind} from './file-kind.js';
import {homePath} from './command-line.js';

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
		await fs.writeFile(file, text, {flag: 'wx'});
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
