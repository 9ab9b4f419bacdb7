import {type ComponentType} from 'react';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type RunnerProps} from './guide-runner.js';

/** One guide as the app sees it before it is loaded. */
export type AppGuide = {
	readonly id: string;
	readonly title: string;
	readonly summary: string;
	readonly steps: readonly string[];
	readonly load: () => Promise<LoadedGuide>;
};

/** A guide with its screens. */
export type LoadedGuide = {
	/** Fails with `InputError` when the answers do not fit the guide, say after a change by hand. */
	readonly assertAnswers: (setup: SavedSetup['setup']) => void;
	readonly Runner: ComponentType<RunnerProps>;
};
