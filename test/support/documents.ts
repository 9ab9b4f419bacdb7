import {readFileSync} from 'node:fs';
import {format} from 'prettier';
import {
	referenceTopics,
	type ReferenceTable,
	type TopicName,
} from '../../source/guides/reference.js';
import {drawHouse} from './draw-house.js';

/** Documents with parts that are made from the code: each part stands between two comments, which name it. */
export const documents = ['.github/reference.md', '.github/contributing.md'] as const;

const parts: Readonly<Record<string, () => Promise<string>>> = {
	permissions: async () => topicText('permissions'),
	troubleshooting: async () => topicText('troubleshooting'),
	house: async () => `\`\`\`mermaid\n${drawHouse()}\n\`\`\``,
};

const partPattern =
	/(?<begin><!-- (?<name>[a-z]+): made by npm run docs -->\n)(?<text>.*?)(?<end><!-- end of \k<name> -->)/gsv;

/** A document with all its parts made anew. */
export async function makeDocument(path: string): Promise<string> {
	const document = readFileSync(path, 'utf8');
	const texts = new Map<string, string>();
	for (const {groups} of document.matchAll(partPattern)) {
		const name = groups?.name ?? '';
		const make = parts[name];
		if (!make) {
			throw new Error(`${path} has a part “${name}” that nobody makes.`);
		}

		texts.set(name, await make());
	}

	const made = document.replaceAll(
		partPattern,
		(...[, begin, name, , end]: string[]) =>
			`${begin ?? ''}\n${texts.get(name ?? '') ?? ''}\n\n${end ?? ''}`,
	);
	return format(made, {
		parser: 'markdown',
		bracketSpacing: false,
		singleQuote: true,
	});
}

async function topicText(name: TopicName): Promise<string> {
	const {intro, tables} = referenceTopics[name];
	const texts = await tables();
	return [intro, ...texts.map((table) => tableText(table))].join('\n\n');
}

function tableText({title, headings, entries}: ReferenceTable): string {
	const row = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.replaceAll('|', String.raw`\|`)).join(' | ')} |`;
	return [
		`### ${title}\n`,
		row(headings),
		row(headings.map(() => '---')),
		...entries.map((entry) => row(entry)),
	].join('\n');
}
