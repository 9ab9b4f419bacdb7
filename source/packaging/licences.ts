import fs from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const packageFile = z.object({
	name: z.string(),
	version: z.string(),
	license: z.string(),
});

/** What the program may be published with: licences that ask for their text to come along, and for nothing else. */
const allowed = new Set(['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT']);

/** Packages published without the text, and the package of the same owner and licence whose text is theirs. */
const textsElsewhere = new Map([
	['@aws-sdk/credential-provider-http', '@aws-sdk/core'],
	['@aws-sdk/credential-provider-login', '@aws-sdk/core'],
	['@aws-sdk/nested-clients', '@aws-sdk/core'],
	['yoga-layout', 'react'],
]);

/**
The text of every licence of these package folders (relative to `root`), each text once, with the packages it is for.
Throws when a package has no licence text, or a licence that is not allowed here, such as the GPL or the AGPL.
*/
export async function licencesOf(folders: readonly string[], root: string): Promise<string> {
	const packagesOf = new Map<string, string[]>();
	for (const folder of folders) {
		const {name, version, license} = await readPackage(path.join(root, folder));
		if (!allowed.has(license)) {
			throw new Error(`${name} has the licence ${license}: not allowed here.`);
		}

		const other = textsElsewhere.get(name);
		const text = await readTexts(
			other === undefined ? path.join(root, folder) : path.join(root, 'node_modules', other),
		);
		if (text === '') {
			throw new Error(`${name} comes without the text of its licence.`);
		}

		const title = `${name} ${version} (${license})`;
		packagesOf.set(text, [...(packagesOf.get(text) ?? []), title]);
	}

	return [
		'The program workato-aws contains code of these packages, under their licences.\n',
		...Array.from(packagesOf, ([text, titles]) => `${titles.join('\n')}\n\n${text}\n`),
	].join(`\n${'-'.repeat(80)}\n\n`);
}

async function readPackage(folder: string) {
	const text = await fs.readFile(path.join(folder, 'package.json'), 'utf8');
	return packageFile.parse(JSON.parse(text));
}

// The licence, and the notice that the Apache licence asks to hand on.
async function readTexts(folder: string): Promise<string> {
	const all = await fs.readdir(folder);
	const files = all.filter((file) => /^(?:licen[cs]e|copying|notice)\b/iv.test(file)).toSorted();
	const texts = await Promise.all(
		files.map(async (file) => fs.readFile(path.join(folder, file), 'utf8')),
	);
	return texts.map((text) => text.replaceAll('\r\n', '\n').trim()).join('\n\n');
}

/** What of esbuild's metafile is looked at. */
type Contents = {
	readonly outputs: Readonly<
		Record<string, {readonly inputs: Readonly<Record<string, {bytesInOutput: number}>>}>
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
