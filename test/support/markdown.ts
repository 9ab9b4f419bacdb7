/** The contents of a document's code blocks in a language, in their order. Indented blocks (in lists) count, without their indent. */
export function codeBlocks(document: string, language: string): string[] {
	const fence = /^(?<indent> *)```(?<name>\w+)\n(?<code>.*?)^\k<indent>```$/gmsv;
	return Array.from(document.matchAll(fence), ({groups = {}}) => groups)
		.filter(({name}) => name === language)
		.map(({indent = '', code = ''}) => code.replaceAll(new RegExp(`^${indent}`, 'gmv'), ''));
}

/** What stands below a heading, up to the next one of its level or above. Fails when there is none. */
export function sectionOf(document: string, heading: string): string {
	const [mark = ''] = heading.split(' ', 1);
	const start = document.indexOf(`\n${heading}\n`);
	if (start === -1) {
		throw new Error(`There is no heading “${heading}”.`);
	}

	const rest = document.slice(start + heading.length + 2);
	const end = rest.search(new RegExp(`^#{1,${mark.length}} `, 'mv'));
	return end === -1 ? rest : rest.slice(0, end);
}
