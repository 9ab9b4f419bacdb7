import {quoteText} from './foreign-text.js';
import {NotTextError} from './file-kind.js';
import {homePath} from './home-path.js';
import {readLimited} from './read-limited.js';

// A pipe that nobody writes to must not keep a screen waiting; milliseconds.
const patience = 10_000;

/** Reads a text file that the person named (`~/` is home), or says why it cannot be read. Never throws. */
export async function readTextFile(
	name: string,
): Promise<{ok: true; text: string} | {ok: false; reason: string}> {
	const file = homePath(name);
	const shown = quoteText(name);
	try {
		const text = await readLimited(file, AbortSignal.timeout(patience));
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

		const code = error instanceof Error && 'code' in error ? error.code : '';
		return {
			ok: false,
			reason: reasonOf(String(code), shown),
		};
	}
}

/** Why a file cannot be read, in words; Node's code only where there are none. */
function reasonOf(code: string, name: string): string {
	const reasons = new Map([
		['ENOENT', `There is no file ${name}.`],
		[
			'ENOTDIR',
			`There is no file ${name}: a part of the path is not a folder.`,
		],
		['EISDIR', `${name} is a folder. Give the path of a file in it.`],
		['EACCES', `You are not allowed to read ${name}.`],
		['EPERM', `You are not allowed to read ${name}.`],
		['ENAMETOOLONG', 'This is too long for the path of a file.'],
		['ABORT_ERR', `Nothing more came from ${name}.`],
		['ENXIO', `${name} is not a file that can be read.`],
		['ELOOP', `${name} is a link that leads back to itself.`],
	]);
	return (
		reasons.get(code) ?? `${name} cannot be read${code ? ` (${code})` : ''}.`
	);
}
