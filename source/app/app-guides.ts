import {allGuides} from '../guides/registry.js';
import {type AppGuide} from './app-guide.js';

/** Every guide with its screens, which are loaded when they are opened. */
export function appGuides(): AppGuide[] {
	return allGuides().map(({id, title, summary, steps, loadScreens}) => ({
		id,
		title,
		summary,
		steps,
		async load() {
			const [{loadedGuide}, withScreens] = await Promise.all([
				import('./loaded-guide.js'),
				loadScreens(),
			]);
			return withScreens(loadedGuide);
		},
	}));
}
