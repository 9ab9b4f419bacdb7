/** What of esbuild's metafile is looked at. */
type Contents = {
	readonly outputs: Readonly<
		Record<
			string,
			{readonly inputs: Readonly<Record<string, {bytesInOutput: number}>>}
		>
	>;
};

/**
The folders of the packages that a bundle holds code of, such as `node_modules/react`, in alphabetical order. A package
that is only looked at, and left out in the end, does not count.
*/
export function packagesIn({outputs}: Contents): string[] {
	const folders = new Set<string>();
	for (const {inputs} of Object.values(outputs)) {
		for (const [file, {bytesInOutput}] of Object.entries(inputs)) {
			const folder = packageFolder(file);
			if (folder !== undefined && bytesInOutput > 0) {
				folders.add(folder);
			}
		}
	}

	return [...folders].toSorted();
}

/** `a/node_modules/@scope/name/file.js` lies in the package `a/node_modules/@scope/name`; our own files in none. */
function packageFolder(file: string): string | undefined {
	return /^(?:.*\/)?node_modules\/(?:@[^\/]+\/)?[^\/]+/v.exec(file)?.[0];
}
