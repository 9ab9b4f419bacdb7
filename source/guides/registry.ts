import {type SetupFile} from '../setups/saved-setup.js';
import {aboutEkm} from './ekm/about.js';
import {type GuideScreens} from './guide-screens.js';
import {type Observed, type Groups} from './guide.js';
import {aboutSecrets} from './secrets/about.js';
import {type About, type Guide} from './assessable-guide.js';

/** A guide's screens with its own types closed in: gives them to whoever can use those of any guide. */
type AnyScreens = <Result>(
	use: <Answers extends SetupFile, Observation extends Observed, Services>(
		screens: GuideScreens<Answers, Observation, Services>,
	) => Result,
) => Result;

/** A guide by name; it is loaded, and the AWS SDK with it, only when it is needed. */
export type RegisteredGuide = About & {
	/** The ids of its steps, in the order of its document. */
	steps: readonly string[];
	load: () => Promise<Guide>;
	loadScreens: () => Promise<AnyScreens>;
};

// A new guide is one folder beside this file, and one entry here.
let guides: readonly RegisteredGuide[] = [
	{
		...aboutEkm,
		async load() {
			const [{ekmGuide}, {assessableGuide}] = await Promise.all([
				import('./ekm/ekm-guide.js'),
				import('./assessable-guide.js'),
			]);
			return assessableGuide(ekmGuide);
		},
		async loadScreens() {
			const {ekmScreens} = await import('./ekm/screens.js');
			return (use) => use(ekmScreens);
		},
	},
	{
		...aboutSecrets,
		async load() {
			const [{secretsGuide}, {assessableGuide}] = await Promise.all([
				import('./secrets/secrets-guide.js'),
				import('./assessable-guide.js'),
			]);
			return assessableGuide(secretsGuide);
		},
		async loadScreens() {
			const {secretsScreens} = await import('./secrets/screens.js');
			return (use) => use(secretsScreens);
		},
	},
];

/** Every guide there is. */
export function allGuides(): readonly RegisteredGuide[] {
	return guides;
}

/** The guide of that id, not loaded; nothing when there is none. */
function findGuide(id: string): RegisteredGuide | undefined {
	return guides.find((guide) => guide.id === id);
}

/** Loads the guide of that id; nothing when there is none. */
export async function loadGuide(id: string): Promise<Guide | undefined> {
	return findGuide(id)?.load();
}

/** Adds a guide: commands and the assistant know it from then on, until the function that is returned takes it away again. */
export function registerGuide(guide: RegisteredGuide): () => void {
	if (findGuide(guide.id)) {
		throw new Error(`There is a guide ${guide.id} already.`);
	}

	guides = [...guides, guide];
	return () => {
		guides = guides.filter((each) => each !== guide);
	};
}

/** What the setups of a guide are for several of. A guide without a word of its own has groups. */
export function groupsOf(guide: string): Groups {
	return findGuide(guide)?.groups ?? {field: '', one: 'group', many: 'groups'};
}

/** How many projects, say, a setup is for, and what they are called; nothing where its guide knows none. */
export function countGroups(setup: SetupFile): (Groups & {count: number}) | undefined {
	const groups = findGuide(setup.guide)?.groups;
	const list = groups && setup[groups.field];
	return groups && Array.isArray(list) ? {...groups, count: list.length} : undefined;
}
