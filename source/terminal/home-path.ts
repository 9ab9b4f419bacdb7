import os from 'node:os';
import path from 'node:path';

/** The path that a person gave, with `~/` or `~\` as their home: not every shell, and no text field, does that. */
export function homePath(name: string, home: string = os.homedir()): string {
	return /^~[\/\\]/v.test(name) ? path.join(home, name.slice(2)) : name;
}
