import {type ProjectAnswers} from './answers.js';

/** The roles as CSV with headings, for a spreadsheet or a colleague: project, external ID, role ARN. */
export function roleTable(
	projects: readonly ProjectAnswers[],
	roles: Readonly<Record<string, string>>,
): string {
	const rows = projects
		.filter(({name}) => Object.hasOwn(roles, name))
		.map(({name, externalId = ''}) => [name, externalId, roles[name] ?? '']);
	return [['project', 'external id', 'role arn'], ...rows]
		.map((cells) => `${cells.map((cell) => csvCell(cell)).join(',')}\r\n`)
		.join('');
}

// RFC 4180; an apostrophe keeps a spreadsheet from taking a name for a formula.
function csvCell(text: string): string {
	const plain = /^[\t\r+\-=@]/v.test(text) ? `'${text}` : text;
	return /[\n\r",]/v.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
