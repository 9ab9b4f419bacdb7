/** Whether `--json` was asked for, also on a command line that cannot be understood. */
export function hasJsonFlag(args: readonly string[]): boolean {
	return beforeTerminator(args).includes('--json');
}

/** Whether `--accessible` was asked for, also on a command line that cannot be understood. */
export function hasAccessibleFlag(args: readonly string[]): boolean {
	return beforeTerminator(args).includes('--accessible');
}

/** Which world a command line speaks of, also one that cannot be understood: what a hint repeats. */
export function worldOf(args: readonly string[]): {
	sandbox: boolean;
	profile: string | undefined;
} {
	const own = beforeTerminator(args);
	const named = own.find((arg) => arg.startsWith('--profile='));
	const at = own.indexOf('--profile');
	const profile = named?.slice('--profile='.length) ?? own[at + 1];
	return {
		sandbox: own.some((arg) => /^--sandbox(?:=|$)/v.test(arg)),
		profile:
			(named !== undefined || at !== -1) && profile?.startsWith('-') === false
				? profile
				: undefined,
	};
}

/** The words before a bare `--`; options stand only there. */
export function beforeTerminator(args: readonly string[]): readonly string[] {
	const end = args.indexOf('--');
	return end === -1 ? args : args.slice(0, end);
}
