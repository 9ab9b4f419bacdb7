import {type Change} from './call.js';
import {type Effect} from './effect.js';
import {runTag} from './ownership.js';

/** What is exported: everything that a setup wants of AWS, as the changes that would make it where nothing is yet. */
export type ExportPlan = {
	/** The setup's name. */
	name: string;
	/** What the text will be called as a file. */
	fileName: string;
	/** The title of its guide. */
	title: string;
	/** What the guide calls whom the setup lets in, such as Workato, and what it is for several of, such as a project. */
	words: {partner: string; group: string};
	/** The ids of the kinds of things that its guide reads and makes. */
	resources: readonly string[];
	changes: readonly Change[];
	/**
	Groups of which only AWS knows something, and was not asked, such as the keys of their secrets: the text finds it out when it is
	applied, or asks for it.
	*/
	unknown: ReadonlySet<string>;
	/** Missing where nobody has said it: then what the changes say of `planned.account` stands for any account. */
	account?: string;
	/** What the changes were planned for. */
	planned: {account: string; partition: string};
	region: string;
	/** The run's mark on what is made, by which a script knows its own; empty where the text needs none. */
	mark: string;
	/** What names in the answers stood for when they were first used. */
	names?: Readonly<Record<string, string>>;
	/** What the setup has done already and not reverted, last first, by its journal. */
	effects: readonly Effect[];
};

/** What one kind of thing has to say in the folder for a pull request. */
export type ReadmePart = {
	/** US dollars by month, whatever is used. */
	monthly: number;
	/** What it costs besides, and where that is told: a sentence each. */
	costs: readonly string[];
	/** What takes it back where each of these has made it: sentences, and commands for a shell below them. */
	removal: Partial<Record<'hand' | 'cloudformation' | 'terraform', readonly RemovalStep[]>>;
};

/** A step of taking something back. */
export type RemovalStep = {text: string; commands?: readonly string[]};

// A part of a text: as it stands, or the partition or number of the account it will be used in.
type Piece = string | {own: 'partition' | 'account'};

/**
Cuts a text at each ARN that lies in an account, so that its partition and account can be filled in later. Everything
else stays as it is; no two texts follow one another.
*/
export function cutAtOwnAccount(
	text: string,
	{account, partition}: ExportPlan['planned'],
): Piece[] {
	const arns = new RegExp(
		String.raw`arn:${partition}(:[\da-z\-]*:[\da-z\-]*:)${account}(?=:)`,
		'gv',
	);
	const pieces: Piece[] = [];
	let rest = 0;
	for (const match of text.matchAll(arns)) {
		pieces.push(`${text.slice(rest, match.index)}arn:`, {own: 'partition'}, match[1] ?? '', {
			own: 'account',
		});
		rest = match.index + match[0].length;
	}

	const last = text.slice(rest);
	return last === '' && pieces.length > 0 ? pieces : [...pieces, last];
}

/** A name for each text, of letters and digits only, that begins with `start` and is unique: for the logical IDs of a template. */
export function logicalNames(texts: readonly string[], start: string): string[] {
	const taken = new Set<string>();
	return texts.map((text) => {
		const words = text.match(/[\da-z]+/giv) ?? [];
		const plain =
			start +
			words
				.map((word) => word.charAt(0).toUpperCase() + word.slice(1))
				.join('')
				.slice(0, 60);
		return uniqueName(plain, taken);
	});
}

/** The name, with a number behind it where it is taken whatever the case; now it is taken. `taken` is in small letters. */
export function uniqueName(plain: string, taken: Set<string>): string {
	let name = plain;
	for (let count = 2; taken.has(name.toLowerCase()); count++) {
		name = `${plain}X${count}`;
	}

	taken.add(name.toLowerCase());
	return name;
}

/** Whether a tag says something: a setup file that was never saved has no run to name. */
export function isDescriptive({key, value}: {key: string; value: string}): boolean {
	return key !== runTag || value !== '';
}

/** The effects of a resource that AWS said are done: what a template may take over. */
export function certainEffects<Own extends Effect>(
	{effects}: Pick<ExportPlan, 'effects'>,
	own: (effect: Effect) => Own | undefined,
): Own[] {
	return effects.flatMap((effect) => (effect.isUncertain ? [] : (own(effect) ?? [])));
}
