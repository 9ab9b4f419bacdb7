import {type AppGuide} from '../../source/app/opened-setup.js';
import {type SetupFile} from '../../source/setups/saved-setup.js';
import type {Key} from '../support/key-bytes.js';
import type {Stage} from './stage.js';

/** A setup that is there when the assistant opens. */
export type ScenicSetup = {
	readonly fields: SetupFile;
	/** The step it stands at. */
	readonly step: string;
	/** Apply it first, and let the practice Workato say yes to it. */
	readonly isApplied?: boolean;
	/** What the answers are changed to after that. */
	readonly fieldsSince?: SetupFile;
	/** Another account than the practice one. */
	readonly account?: string;
};

/** One thing that a person does, or waits for, on the way to a screen; drawn or heard. */
export type Act = (stage: Pick<Stage, 'waitFor' | 'press' | 'type' | 'paste'>) => Promise<unknown>;

/** One screen in one state: how to come to it, and what has to be seen there in every form of terminal. */
export type Scene = {
	/** `guide/step` for a step as it opens, `guide/step/state` for its other states. */
	readonly id: string;
	readonly about: string;
	/** The screen's title; a step's own when left out. */
	readonly title?: string;
	/** The words of the one thing that is needed here; they show in every size, whatever else does not fit. */
	readonly action: RegExp;
	/** The saved setups. With one, the assistant opens in it. */
	readonly setups?: readonly ScenicSetup[];
	/** The guide to open in; that of the only setup when left out. */
	readonly guide?: string;
	/** The guides to open, where one of them is given other services. */
	readonly guides?: () => AppGuide[];
	/** No region is known yet. */
	readonly isWithoutRegion?: boolean;
	/** Sets the scene in the practice AWS before anything is drawn. */
	readonly prepare?: (stage: Pick<Stage, 'control' | 'home'>) => Promise<void>;
	/** Who asks AWS: environment variables beside those of the practice identity. */
	readonly env?: Readonly<Record<string, string>>;
	/** There is a browser; whether the person in it answers a page that asks to be allowed. */
	readonly browser?: 'opens' | 'allows' | 'denies';
	readonly way?: readonly Act[];
	/** What is other where the screen is heard and answered in lines. */
	readonly screenReader?: {readonly way?: readonly Act[]; readonly action?: RegExp};
	/** It is the waiting for AWS that is shown. */
	readonly isBusy?: boolean;
};

/** Waits until the screen says this, however its lines break. */
export const see =
	(words: RegExp): Act =>
	async (stage) =>
		stage.waitFor(words);

export const press =
	(...keys: Key[]): Act =>
	async (stage) =>
		stage.press(...keys);

export const type =
	(text: string): Act =>
	async (stage) =>
		stage.type(text);

export const paste =
	(text: string): Act =>
	async (stage) =>
		stage.paste(text);

/** Types until the list stands on a row, and takes it. */
export const find = (typed: string, row: RegExp): Act[] => [type(typed), see(row), press('enter')];

/** The assistant opens with these answers, at this step. */
export const at = (step: string, fields: SetupFile) => ({
	setups: [{fields, step}],
});

/** The same once all of it is applied, and the practice Workato has accepted it. */
export const appliedAt = (step: string, fields: SetupFile) => ({
	setups: [{fields, step, isApplied: true}],
});

/** Every call of an operation fails in this way; see the sandbox's faults. */
export const failing = (operation: string, kind: string): Required<Pick<Scene, 'prepare'>> => ({
	async prepare({control}) {
		await control('POST', '/_sandbox/faults', [{operation, kind, times: 1000}]);
	},
});
