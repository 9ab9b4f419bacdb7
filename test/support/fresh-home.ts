import {mkdtemp, mkdir, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** A home folder of its own for one test. */
export type FreshHome = AsyncDisposable & {
	/** The new HOME. */
	readonly home: string;
	/** The folder that WORKATO_AWS_HOME names, inside the home; not there before the program makes it. */
	readonly setups: string;
	/** The environment that points a program at both, and away from the developer's AWS. */
	readonly env: Readonly<Record<string, string>> & {
		readonly HOME: string;
		readonly WORKATO_AWS_HOME: string;
	};
	readonly cleanup: () => Promise<void>;
};

/** Makes an empty home folder in the temporary folder. Use with `await using`, or call `cleanup()` after the test. */
export async function freshHome(): Promise<FreshHome> {
	const home = await mkdtemp(path.join(tmpdir(), 'workato-aws-home-'));
	const setups = path.join(home, 'setups');
	await mkdir(path.join(home, 'tmp'));
	const cleanup = async () => {
		// A program that is just being killed may still write a file.
		await rm(home, {recursive: true, force: true, maxRetries: 3});
	};

	return {
		home,
		setups,
		env: {
			HOME: home,
			USERPROFILE: home,
			TMPDIR: path.join(home, 'tmp'),
			WORKATO_AWS_HOME: setups,
			// The search for credentials must not wait for a metadata service that is not there.
			AWS_EC2_METADATA_DISABLED: 'true',
		},
		cleanup,
		[Symbol.asyncDispose]: cleanup,
	};
}
