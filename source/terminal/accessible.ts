type Environment = Readonly<Record<string, string | undefined>>;

/**
Whether everything is to be plain lines, with nothing redrawn: asked for with ACCESSIBLE or INK_SCREEN_READER (any value but
empty, 0 and false), or the only way on a terminal that can do no more (TERM=dumb).
*/
export function isAccessible(env: Environment): boolean {
	return (
		[env.ACCESSIBLE, env.INK_SCREEN_READER].some(
			(value) => !['', '0', 'false'].includes((value ?? '').toLowerCase()),
		) || env.TERM === 'dumb'
	);
}
