import {readImports, roomOf} from './source-imports.js';

/** What is said of a room in the picture. */
const about: Readonly<Record<string, string>> = {
	'cli.ts': 'old Node, the cache',
	'main.ts': 'the process',
	cli: 'one file per command',
	app: 'the assistant',
	guides: 'what is set up',
	engine: 'apply, undo, export',
	undo: 'what a setup did',
	resources: 'the things in AWS',
	policy: 'IAM’s language',
	aws: 'sessions, sign-in',
	setups: 'saved setups',
	workato: 'Workato’s API',
	ui: 'the kit',
	terminal: 'texts, keys',
	sandbox: 'the embedded AWS',
	packaging: 'the bundle',
};

/**
The house as a diagram: an arrow where a room imports another, dotted where it is only loaded when it is asked for. An arrow that
others make already, by way of a third room, is left out.
*/
export function drawHouse(): string {
	const solid = new Map<string, Set<string>>();
	const dotted = new Map<string, Set<string>>();
	for (const {from, to, how} of readImports()) {
		const [here = '', there = ''] = [from, to].map((path) => roomOf(path).split('/', 1)[0]);
		// What is only data or words, everybody imports.
		if (here === there || !(here in about) || !(there in about)) {
			continue;
		}

		const arrows = how === 'static' ? solid : dotted;
		arrows.set(here, (arrows.get(here) ?? new Set()).add(there));
	}

	const without = (here: string, there: string) =>
		[...(solid.get(here) ?? [])].some(
			(next) => next !== there && reaches(solid, next, there, new Set([here])),
		);
	const draw = (arrows: ReadonlyMap<string, Set<string>>, line: string) =>
		Array.from(arrows, ([here, targets]) =>
			[...targets]
				.filter((there) => arrows === solid || !solid.get(here)?.has(there))
				.filter((there) => !without(here, there))
				.map((there) => `  ${idOf(here)} ${line} ${idOf(there)}`),
		).flat();
	const arrows = [...draw(solid, '-->'), ...draw(dotted, '-.->')].toSorted();
	const rooms = Object.entries(about)
		.filter(([room]) => arrows.some((arrow) => arrow.trim().split(' ').includes(idOf(room))))
		.map(([room, words]) => `  ${idOf(room)}["<b>${room}</b><br/>${words}"]`);
	return ['flowchart TD', ...rooms, ...arrows].join('\n');
}

function reaches(
	arrows: ReadonlyMap<string, Set<string>>,
	start: string,
	goal: string,
	seen: Set<string>,
): boolean {
	seen.add(start);
	return (
		start === goal ||
		[...(arrows.get(start) ?? [])].some(
			(next) => !seen.has(next) && reaches(arrows, next, goal, seen),
		)
	);
}

// A dot has a meaning of its own in such a diagram.
const idOf = (room: string) => room.replace('.', '_');
