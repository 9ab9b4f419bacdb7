import {homedir} from 'node:os';
import {sep} from 'node:path';

/**
The home folder by the SDK's own rule (HOME, USERPROFILE, HOMEDRIVE with HOMEPATH, the system's), so that both look for
the same files. It does not move with AWS_CONFIG_FILE.
*/
export function homeFolder(
	env: NodeJS.ProcessEnv,
	system: () => string = homedir,
): string {
	if (env.HOME) {
		return env.HOME;
	}

	if (env.USERPROFILE) {
		return env.USERPROFILE;
	}

	return env.HOMEPATH
		? `${env.HOMEDRIVE ?? `C:${sep}`}${env.HOMEPATH}`
		: system();
}
