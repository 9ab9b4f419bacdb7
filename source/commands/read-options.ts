import {z} from 'zod';
import {type Flags} from './flags.js';
import {usage} from './usage-problems.js';

const optionValues = z.object({
	profile: z.string().optional(),
	region: z.string().optional(),
	sandbox: z.string().optional(),
	json: z.boolean().optional(),
	file: z.string().optional(),
	dryRun: z.boolean().optional(),
	exitCode: z.boolean().optional(),
	yes: z.boolean().optional(),
	port: z.string().optional(),
	deviceCode: z.boolean().optional(),
	browser: z.boolean().optional(),
});

/** Every option of any command, as it was typed. */
export type OptionValues = z.infer<typeof optionValues>;

/** The options as commander collected them, with their types. */
export function optionsOf(collected: unknown): OptionValues {
	return optionValues.parse(collected);
}

/** The options that every command takes; fails with `InputError` where a value is missing or unknown. */
export function readFlags({
	profile,
	region,
	sandbox,
	json = false,
}: OptionValues): Flags {
	for (const [name, value] of Object.entries({profile, region})) {
		// Commander takes the next word, even when that is an option of its own.
		if (value?.startsWith('-') === true || value === '') {
			throw usage(`--${name} needs a name after it.`);
		}
	}

	if (!['keep', 'fresh', undefined].includes(sandbox)) {
		throw usage(
			'--sandbox takes nothing after it, or =fresh.',
			'--sandbox keeps what was practised before, --sandbox=fresh empties it.',
		);
	}

	return {
		...(profile && {profile}),
		...(region && {region}),
		sandbox: sandbox !== undefined,
		freshSandbox: sandbox === 'fresh',
		json,
	};
}

/** The setup file that `apply` cannot do without. */
export function readFile({file = ''}: OptionValues): string {
	if (file === '' || (file.startsWith('-') && file !== '-')) {
		throw usage(
			'apply needs a setup file.',
			'Give it with -f, such as: workato-aws apply -f ekm.yaml',
		);
	}

	return file;
}

/** Whether a dry run says by its exit code that changes are needed. A run that writes has no use for that. */
export function readExitCode({exitCode = false, dryRun}: OptionValues): boolean {
	if (exitCode && !dryRun) {
		throw usage(
			'--exit-code goes with --dry-run.',
			'A run that applies already says by its exit code whether all changes were made.',
		);
	}

	return exitCode;
}

/** The port for the sandbox; 0 takes any free one. */
export function readPort({port = '0'}: OptionValues): number {
	if (!/^\d{1,5}$/v.test(port) || Number(port) > 65_535) {
		throw usage(
			'--port needs a number from 0 to 65535.',
			'0 takes any free port.',
		);
	}

	return Number(port);
}
