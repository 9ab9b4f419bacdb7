import {type Observed} from '../guides/guide.js';
import {type GuideScreens} from '../guides/guide-screens.js';
import {ekmScreens} from '../guides/ekm/screens.js';
import {secretsScreens} from '../guides/secrets/screens.js';
import {checkShape} from '../setups/check-shape.js';
import {type AppGuide} from './app-guide.js';
import {runnerOf} from './guide-runner.js';

function appGuide<Answers, Observation extends Observed, Services>(
	screens: GuideScreens<Answers, Observation, Services>,
): AppGuide {
	const {id, title, summary} = screens.definition;
	return {
		id,
		title,
		summary,
		steps: screens.steps.map((step) => step.id),
		assertAnswers(setup) {
			checkShape(setup, screens.definition.answers, `setup “${setup.name}”`);
		},
		Runner: runnerOf(screens),
	};
}

/** Every guide with its screens. A new guide is one line here. */
export const appGuides: readonly AppGuide[] = [
	appGuide(ekmScreens),
	appGuide(secretsScreens),
];
