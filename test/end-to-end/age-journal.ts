import fs from 'node:fs/promises';
import path from 'node:path';
import type {FreshHome} from '../support/fresh-home.js';

/** Moves everything in the journals five minutes into the past. */
export async function ageJournal({setups}: FreshHome): Promise<void> {
	const folder = path.join(setups, 'setups');
	for (const name of await fs.readdir(folder)) {
		const file = path.join(folder, name);
		const text = await fs.readFile(file, 'utf8');
		const aged = text.replaceAll(/(?<="at": ?")[^"]+/gv, (at) =>
			new Date(Date.parse(at) - 301_000).toISOString(),
		);
		await fs.writeFile(file, aged);
	}
}
