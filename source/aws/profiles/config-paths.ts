import path from 'node:path';
import {homeFolder} from '../sso/home-folder.js';

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
			(whole, bare?: string, braced?: string) =>
				env[bare ?? braced ?? ''] ?? whole,
		);
		return path.resolve(
			/^~[\/\\]/v.test(filled) ? path.join(home, filled.slice(2)) : filled,
		);
	};

	return {
		config: place(env.AWS_CONFIG_FILE, 'config'),
		credentials: place(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
	};
}
