import path, {sep} from 'node:path';
import {homedir} from 'node:os';

/**
Where the two files are, as whole paths: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE (`~/` is home, and `$NAME` a
variable, as for the aws CLI), else in `~/.aws`.
Hand these to the SDK too: by itself it does not find an SSO session in a file whose path starts with `~/`.
*/
export function configPaths(env: NodeJS.ProcessEnv): {
	config: string;
	credentials: string;
} {
	const home = homeFolder(env);
	const place = (named: string | undefined, file: string) => {
		if (!named) {
			return path.join(home, '.aws', file);
		}

		const filled = named.replaceAll(
			/\$(?:(?<bare>\w+)|\{(?<braced>\w+)\})/gv,
			(whole, bare?: string, braced?: string) => env[bare ?? braced ?? ''] ?? whole,
		);
		return path.resolve(/^~[\/\\]/v.test(filled) ? path.join(home, filled.slice(2)) : filled);
	};

	return {
		config: place(env.AWS_CONFIG_FILE, 'config'),
		credentials: place(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
	};
}

/**
The home folder by the SDK's own rule (HOME, USERPROFILE, HOMEDRIVE with HOMEPATH, the system's), so that both look for
the same files. It does not move with AWS_CONFIG_FILE.
*/
export function homeFolder(env: NodeJS.ProcessEnv, system: () => string = homedir): string {
	if (env.HOME) {
		return env.HOME;
	}

	if (env.USERPROFILE) {
		return env.USERPROFILE;
	}

	return env.HOMEPATH ? `${env.HOMEDRIVE ?? `C:${sep}`}${env.HOMEPATH}` : system();
}

/**
Makes the variables of AWS mean one thing for this program, for the SDK (which reads this process's own) and for the programs
that either starts: one that is set but empty is not set, and the two files are named by whole paths.
*/
export function normalizeEnvironment(env: NodeJS.ProcessEnv): void {
	for (const [name, value] of Object.entries(env)) {
		if (/^aws_/iv.test(name) && value === '') {
			// eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- an environment has no other way to unset
			delete env[name];
		}
	}

	const {config, credentials} = configPaths(env);
	env.AWS_CONFIG_FILE &&= config;

	env.AWS_SHARED_CREDENTIALS_FILE &&= credentials;
}
