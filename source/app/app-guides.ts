import {aboutEkm} from '../guides/ekm/about.js';
import {aboutSecrets} from '../guides/secrets/about.js';
import {type AppGuide} from './app-guide.js';

/** Every guide with its screens, which are loaded when they are opened. A new guide is one entry here. */
export const appGuides: readonly AppGuide[] = [
	{
		...aboutEkm,
		async load() {
			const [{loadedGuide}, {ekmScreens}] = await Promise.all([
				import('./loaded-guide.js'),
				import('../guides/ekm/screens.js'),
			]);
			return loadedGuide(ekmScreens);
		},
	},
	{
		...aboutSecrets,
		async load() {
			const [{loadedGuide}, {secretsScreens}] = await Promise.all([
				import('./loaded-guide.js'),
				import('../guides/secrets/screens.js'),
			]);
			return loadedGuide(secretsScreens);
		},
	},
];
