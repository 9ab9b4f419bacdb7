import {chmod, readFile, writeFile} from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import {vi} from 'vitest';
import type {FreshHome} from '../support/fresh-home.js';

/**
A browser that only writes down what it was asked to open. A sign-in with a code opens a page, too, and a slow start may
write its address down after those of later ones: so an address is known by what it asks for, not by its place.
*/
export async function recordingBrowser(home: FreshHome) {
	const program = path.join(home.home, 'browser');
	const file = path.join(home.home, 'opened');
	await writeFile(file, '');
	await writeFile(
		program,
		`#!${process.execPath}\nrequire('node:fs').appendFileSync(${JSON.stringify(file)}, process.argv[2] + '\\n');\n`,
	);
	await chmod(program, 0o700);
	let taken = 0;
	return {
		program,
		/** Waits for the next page that asks whether a program may sign in (PKCE), and gives back its address. */
		async consentPage(): Promise<string> {
			return vi.waitFor(
				async () => {
					const text = await readFile(file, 'utf8');
					const page = text
						.split('\n')
						// The last is the rest of a line that is still being written.
						.slice(0, -1)
						.filter((address) => new URL(address).pathname.endsWith('/authorize'))
						.at(taken);
					if (page === undefined) {
						throw new Error(`The browser was asked for no other page:\n${text}`);
					}

					taken++;
					return page;
				},
				{timeout: 20_000},
			);
		},
	};
}
