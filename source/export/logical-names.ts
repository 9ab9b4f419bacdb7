/**
A name for each text, of letters and digits only, that begins with `start` and is unique whatever the case: for the logical
IDs of a template.
*/
export function logicalNames(
	texts: readonly string[],
	start: string,
): string[] {
	const taken = new Set<string>();
	return texts.map((text) => {
		const words = text.match(/[\da-z]+/giv) ?? [];
		const plain =
			start +
			words
				.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
				.join('')
				.slice(0, 60);
		let name = plain;
		for (let count = 2; taken.has(name.toLowerCase()); count++) {
			name = `${plain}X${count}`;
		}

		taken.add(name.toLowerCase());
		return name;
	});
}
