/**
The words of a command as people write it in EDITOR or BROWSER: split at spaces, with single and double quotes kept
together and a backslash escaping the next character. No variables, no wildcards. On Windows, where backslashes are part
of paths, they are kept.
*/
export function splitCommand(
	command: string,
	platform: NodeJS.Platform,
): string[] {
	const token =
		platform === 'win32'
			? /"(?<double>[^"]*)"|'(?<single>[^']*)'|(?<plain>[^\s"']+)|(?<space>\s+)|["']/gv
			: /"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>[^']*)'|(?<plain>(?:[^\s"'\\]|\\.)+)|(?<space>\s+)|["'\\]/gsv;
	const words: string[] = [];
	let word: string | undefined;
	for (const {groups, 0: text} of command.matchAll(token)) {
		if (groups?.space === undefined) {
			word = (word ?? '') + unquoted(groups, text, platform);
		} else if (word !== undefined) {
			words.push(word);
			word = undefined;
		}
	}

	return word === undefined ? words : [...words, word];
}

function unquoted(
	groups: Record<string, string | undefined> | undefined,
	text: string,
	platform: NodeJS.Platform,
): string {
	const {double, single, plain} = groups ?? {};
	if (single !== undefined) {
		return single;
	}

	const inner = double ?? plain ?? text;
	if (platform === 'win32') {
		return inner;
	}

	// Inside double quotes a shell takes a backslash only before these.
	return double === undefined
		? inner.replaceAll(/\\(?<kept>.)/gsv, '$<kept>')
		: inner.replaceAll(/\\(?<kept>["$\\`])/gv, '$<kept>');
}
