const longest = 64;

/** Names that Windows keeps for devices, with or without an ending. */
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iv;

/** What we add to the name of a file that could not be read and was moved aside. */
const movedAside = /\.broken-\d/iv;

/**
What is wrong with a setup's name, in words; nothing when it can be used. A name has 1 to 64 letters, digits, spaces,
dots, dashes and underscores, and is safe as a file name on every platform.
*/
export function checkSetupName(name: string): string | undefined {
	if (name === '') {
		return 'A setup needs a name.';
	}

	if (name.length > longest) {
		return `A setup's name has at most ${longest} characters; this one has ${name.length}.`;
	}

	if (!/^[\w \-.]+$/v.test(name)) {
		return "A setup's name is made of the letters a to z, digits, spaces, dots, dashes and underscores.";
	}

	if (!/^\w/v.test(name)) {
		return "A setup's name starts with a letter, a digit or an underscore.";
	}

	if (/[ .]$/v.test(name)) {
		return "A setup's name does not end with a dot or a space.";
	}

	if (deviceName.test(name)) {
		return 'Windows keeps this name for itself; choose another one.';
	}

	return movedAside.test(name)
		? 'A name with ".broken-" is kept for files that could not be read.'
		: undefined;
}

/** The file of a setup inside the setups folder. Lower case, so that names are unique whatever their case. */
export function setupFileName(name: string): string {
	return `${name.toLowerCase()}.json`;
}

/** The setup's name that a file in the setups folder stands for; nothing when the file is not a saved setup's. */
export function setupNameOfFile(file: string): string | undefined {
	const name = file.endsWith('.json') ? file.slice(0, -'.json'.length) : '';
	return checkSetupName(name) === undefined && setupFileName(name) === file
		? name
		: undefined;
}
