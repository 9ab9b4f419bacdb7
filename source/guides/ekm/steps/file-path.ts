/** The path in the text when it is a single line without braces that looks like one; quotes around it are left out. */
export function filePath(text: string): string | undefined {
	const line = text.trim().replaceAll(/^["']|["']$/gv, '');
	return /^(?:~?[\/\\]|\.{0,2}[\/\\]|[a-z]:[\/\\])[^\n\{\}]+$/iv.test(line) ||
		/^[^\n":\[\]\{\}]+\.(?:json|txt|yaml|yml)$/iv.test(line)
		? line
		: undefined;
}

/** The text of a file as it stands in a box: without a byte order mark, lines ending in \n, as positions count them. */
export function boxText(text: string): string {
	return text.replace(/^\u{FEFF}/v, '').replaceAll(/\r\n?/gv, '\n');
}
