import {addEndpointService} from '../../source/aws/endpoints.js';
import {registerGuide} from '../../source/guides/registry.js';
import {registerResource} from '../../source/resources/registry.js';
import {playService} from '../../source/sandbox/operations.js';
import {aboutEvents} from './guide/about.js';
import {sns, snsOperations} from './sandbox-sns.js';
import {snsTopic} from './topic/sns-topic.js';

/** Makes the third guide, its resource and its service in the sandbox known; the function that is returned takes them away. */
export function registerEvents(): () => void {
	const registered = [
		addEndpointService('sns', 'SNS'),
		playService(sns, snsOperations),
		registerResource(snsTopic),
		registerGuide({
			...aboutEvents,
			async load() {
				const [{eventsGuide}, {assessableGuide}] = await Promise.all([
					import('./guide/events-guide.js'),
					import('../../source/guides/assessable-guide.js'),
				]);
				return assessableGuide(eventsGuide);
			},
			async loadScreens() {
				const {eventsScreens} = await import('./guide/events-screens.js');
				return (use) => use(eventsScreens);
			},
		}),
	];
	return () => {
		for (const forget of registered) {
			forget();
		}
	};
}
