/** A command for one saved setup as a person types it: quoted where the name has spaces, for the practice AWS where it is in use. */
export function setupCommand(
	command: 'check' | 'undo',
	name: string,
	isSandbox: boolean,
): string {
	const quoted = name.includes(' ') ? `"${name}"` : name;
	return `workato-aws ${command} ${quoted}${isSandbox ? ' --sandbox' : ''}`;
}
