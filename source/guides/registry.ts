import {aboutEkm} from './ekm/about.js';
import {aboutSecrets} from './secrets/about.js';
import {type About, type Guide} from './survey.js';

/** A guide by name; it is loaded, and the AWS SDK with it, only when it is needed. */
export type RegisteredGuide = About & {
	/** The ids of its steps, in the order of its document. */
	steps: readonly string[];
	load: () => Promise<Guide>;
};

/** Every guide there is. A new guide is one folder beside this file, and one entry here. */
export const guides: readonly RegisteredGuide[] = [
	{
		...aboutEkm,
		async load() {
			const [{ekmGuide}, {surveyGuide}] = await Promise.all([
				import('./ekm/ekm-guide.js'),
				import('./survey.js'),
			]);
			return surveyGuide(ekmGuide);
		},
	},
	{
		...aboutSecrets,
		async load() {
			const [{secretsGuide}, {surveyGuide}] = await Promise.all([
				import('./secrets/secrets-guide.js'),
				import('./survey.js'),
			]);
			return surveyGuide(secretsGuide);
		},
	},
];

/** Loads the guide of that id; nothing when there is none. */
export async function loadGuide(id: string): Promise<Guide | undefined> {
	return guides.find((guide) => guide.id === id)?.load();
}
