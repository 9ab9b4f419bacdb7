import {type ComponentType} from 'react';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type RunnerProps} from './guide-runner.js';

/** One guide as the app sees it. */
export type AppGuide = {
	id: string;
	title: string;
	summary: string;
	steps: readonly string[];
	/** Fails with `InputError` when the answers do not fit the guide, say after a change by hand. */
	assertAnswers: (setup: SavedSetup['setup']) => void;
	Runner: ComponentType<RunnerProps>;
};
