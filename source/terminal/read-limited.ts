import {Buffer} from 'node:buffer';
import {constants} from 'node:fs';
import fs from 'node:fs/promises';
import {setTimeout as delay} from 'node:timers/promises';
import {decodeText, findKind} from './file-kind.js';

/** The most that a text file which a person names may hold, in bytes: no statement, table or setup file is near it. */
export const largestText = 1024 * 1024;

const chunkSize = 65_536;
// A pipe or a terminal may have nothing to say yet; milliseconds.
const pause = 20;
const patienceForWriter = 5000;

/**
Reads a file as text, at most a mebibyte of it whatever it is: a device without end, a pipe, a file that grows. Nothing
when there is more. Rejects as the file system does, when the signal is aborted, and with a `NotTextError`.
*/
export async function readLimited(
	file: string,
	signal?: AbortSignal,
): Promise<string | undefined> {
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
	let writerUntil = isPipe ? Date.now() + patienceForWriter : 0;
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
		if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') {
			return undefined;
		}

		throw error;
	}
}
