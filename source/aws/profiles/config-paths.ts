import path from 'node:path';
import {homeFolder} from '../sso/home-folder.js';

/**
Where the two files are, as whole paths: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE (`~/` is home), else in `~/.aws`.
Hand these to the SDK too: by itself it does not find an SSO session in a file whose path starts with `~/`.
*/
export function configPaths(env: NodeJS.ProcessEnv): {
	config: string;
	credentials: string;
} {
	const home = homeFolder(env);
	const place = (named: string | undefined, file: string) =>
		named
			? path.resolve(
					/^~[\/\\]/v.test(named) ? path.join(home, named.slice(2)) : named,
				)
			: path.join(home, '.aws', file);
	return {
		config: place(env.AWS_CONFIG_FILE, 'config'),
		credentials: place(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
	};
}
