import {type Observed} from '../guides/guide.js';
import {type GuideScreens} from '../guides/guide-screens.js';
import {checkShape} from '../setups/check-shape.js';
import {type SetupFile} from '../setups/saved-setup.js';
import {quoteText} from '../terminal/foreign-text.js';
import {type LoadedGuide} from './app-guide.js';
import {runnerOf} from './guide-runner.js';

/** A guide's screens as the app runs them, its own types closed in. */
export function loadedGuide<
	Answers extends SetupFile,
	Observation extends Observed,
	Services,
>(screens: GuideScreens<Answers, Observation, Services>): LoadedGuide {
	return {
		assertAnswers(setup) {
			checkShape(
				setup,
				screens.definition.answers,
				`setup ${quoteText(setup.name)}`,
			);
		},
		Runner: runnerOf(screens),
	};
}
