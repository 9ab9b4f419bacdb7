import process from 'node:process';
import {vi} from 'vitest';
import {freshState, sandboxAccessKey} from '../../source/sandbox/state.js';

/** Gives this process the practice identity and nothing else of AWS, for runs in it: the SDK looks for keys here. The address of each sandbox is told to each run. */
export function takeSandboxKeys(): void {
	for (const name of Object.keys(process.env)) {
		if (name.startsWith('AWS_')) {
			vi.stubEnv(name, undefined);
		}
	}

	const {secretAccessKey, sessionToken} = freshState().callers[sandboxAccessKey] ?? {};
	const keys = {
		AWS_ACCESS_KEY_ID: sandboxAccessKey,
		AWS_SECRET_ACCESS_KEY: secretAccessKey,
		AWS_SESSION_TOKEN: sessionToken,
		AWS_EC2_METADATA_DISABLED: 'true',
		AWS_CONFIG_FILE: '/there/is/none',
		AWS_SHARED_CREDENTIALS_FILE: '/there/is/none',
	};
	for (const [name, value] of Object.entries(keys)) {
		vi.stubEnv(name, value);
	}
}
