import {permissionRows, type PermissionRow} from '../engine/export/permissions.js';
import {allResources} from '../resources/registry.js';
import {allGuides} from './registry.js';

/** One entry: what it is about, and what is said of that, by the headings of its section. Words between backticks are typed. */
export type ReferenceEntry = readonly [title: string, ...texts: string[]];

/** A table of the reference: printed by `help`, and written into the documents of the repository. */
export type ReferenceTable = {
	title: string;
	/** What the first text of an entry is, and the others. */
	headings: readonly string[];
	entries: readonly ReferenceEntry[];
};

/** What can be read up on, apart from the commands: a text and its tables. */
export type ReferenceTopic = {
	intro: string;
	tables(): Promise<readonly ReferenceTable[]>;
};

export type TopicName = 'permissions' | 'troubleshooting';

export const referenceTopics: Readonly<Record<TopicName, ReferenceTopic>> = {
	permissions: {
		intro:
			'Every guide asks STS who you are (`sts:GetCallerIdentity` needs no permission). The least policy for one setup comes from `workato-aws export permissions`.',
		tables: permissionTables,
	},
	troubleshooting: {
		intro:
			'The checklist (`workato-aws check`, or “Workato shows an error” in the assistant) says what it saw and what to do. Here is what is usually behind a row.',
		tables: troubleTables,
	},
};

async function permissionTables(): Promise<ReferenceTable[]> {
	const rows = permissionRows();
	const about = (id: string) => entriesOf(rows.filter(({resource}) => resource === id));
	const loaded = await Promise.all(allGuides().map(async ({load}) => load()));
	return [
		...allResources().map(({id, title}) => {
			const users = loaded.filter(({resources}) => resources.includes(id));
			return {
				title: `For ${title} (${users.map((guide) => guide.id).join(', ')})`,
				headings: ['permission', 'why'],
				entries: about(id),
			};
		}),
		{
			title: 'For whoever is signed in (every guide)',
			headings: ['permission', 'why'],
			entries: about('identity'),
		},
	];
}

const only = {
	fix: 'only for a fix that the checklist offers: ',
	undo: 'only for `undo`: ',
	optional: 'optional: ',
};

// What is asked for at once, and for one reason, is one entry.
function entriesOf(rows: readonly PermissionRow[]): ReferenceEntry[] {
	const reasons = Map.groupBy(
		rows,
		({why, when}) => `${when === undefined ? '' : only[when]}${why}`,
	);
	return Array.from(reasons, ([why, actions]) => [
		actions.map(({action}) => `\`${action}\``).join(', '),
		why,
	]);
}

async function troubleTables(): Promise<ReferenceTable[]> {
	return Promise.all(
		allGuides().map(async ({title, load}) => {
			const {troubleshooting} = await load();
			return {
				title,
				headings: ['row', 'usual cause', 'what to do'],
				entries: troubleshooting.map((each) => [each.title, each.cause, each.solution] as const),
			};
		}),
	);
}

/** A topic as lines for a terminal: one thing below the other, so that any width and any ear can take it. */
export async function referenceLines({intro, tables}: ReferenceTopic): Promise<string[]> {
	const lines = [intro];
	for (const {title, headings, entries} of await tables()) {
		lines.push('', title);
		for (const [name, ...texts] of entries) {
			lines.push(
				`  ${name}`,
				...texts.map((text, index) =>
					texts.length === 1 ? `    ${text}` : `    ${headings[index + 1]}: ${text}`,
				),
			);
		}
	}

	return lines.map((line) => line.replaceAll('`', ''));
}
