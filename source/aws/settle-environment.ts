import {configPaths} from './profiles/config-paths.js';

/**
Makes the variables of AWS mean one thing for this program, for the SDK (which reads this process's own) and for the programs
that either starts: one that is set but empty is not set, and the two files are named by whole paths.
*/
export function settleEnvironment(env: NodeJS.ProcessEnv): void {
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
