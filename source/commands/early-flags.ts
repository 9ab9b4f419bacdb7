/** Whether `--json` was asked for, also on a command line that cannot be understood. */
export function hasJsonFlag(args: readonly string[]): boolean {
	return beforeTerminator(args).includes('--json');
}

/** Whether `--accessible` was asked for, also on a command line that cannot be understood. */
export function hasAccessibleFlag(args: readonly string[]): boolean {
	return beforeTerminator(args).includes('--accessible');
}

/** The words before a bare `--`; options stand only there. */
export function beforeTerminator(args: readonly string[]): readonly string[] {
	const end = args.indexOf('--');
	return end === -1 ? args : args.slice(0, end);
}
