import {type ComponentType} from 'react';
import {type Found} from '../aws/find.js';
import {type Identity} from '../aws/identity.js';
import {type AwsSession} from '../aws/session.js';
import {type Change} from '../changes/change.js';
import {type Progress} from '../changes/apply-changes.js';
import {type JsonObject} from '../json.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {
	type Check,
	type GuideDefinition,
	type Observed,
	type Outputs,
	type Plan,
} from './guide.js';

/** What a screen may ask for. Screens never call AWS themselves. */
export type StepAction<Answers> =
	/** Saved at once; `undefined` takes an answer away. */
	| {type: 'answer'; answers: Partial<Answers>}
	| {type: 'next'}
	| {type: 'back'}
	| {type: 'go'; step: string}
	/** Answers that a blocker offers, in the setup file's shape. */
	| {type: 'accept'; answers: JsonObject}
	/** Ask AWS again. */
	| {type: 'look'}
	/** Put these changes before the person on the review screen, instead of the plan's. */
	| {type: 'review'; changes: Change[]}
	| {type: 'apply'; changes: Change[]}
	| {type: 'home'};

/** An apply run: its changes, and where each one stands. */
export type Run = {
	changes: readonly Change[];
	progress: readonly Progress[];
	isRunning: boolean;
};

/** What every step's screen gets. */
export type StepProps<Answers, Observation extends Observed, Services> = {
	readonly saved: SavedSetup;
	readonly answers: Answers;
	/** What AWS has said so far; empty until it was asked. */
	readonly observation: Partial<Observation>;
	readonly isLooking: boolean;
	/** From a complete look only. */
	readonly plan: Plan | undefined;
	readonly checks: readonly Check[];
	readonly outputs: Outputs;
	/** Changes to review instead of the plan's: a fix from the checklist. */
	readonly mend: readonly Change[] | undefined;
	readonly run: Run | undefined;
	readonly connection: Connection;
	/** What this guide's screens need from AWS and Workato beside the observation. */
	readonly services: Services;
	readonly send: (action: StepAction<Answers>) => void;
};

/** Who we are and where: shown on every screen. */
export type Connection = {
	readonly session: AwsSession;
	/** Missing while AWS is being asked. */
	readonly identity: Found<Identity> | undefined;
	/** What to know about it before it writes, one sentence each. */
	readonly warnings: readonly string[];
};

/** One documented step of a guide; it has one screen. */
export type Step<Answers, Observation extends Observed, Services> = {
	id: string;
	title: string;
	/** The step's number in the document, such as 1.2. */
	number?: string;
	/** Ask AWS when the screen opens. */
	isLooking?: boolean;
	Screen: ComponentType<StepProps<Answers, Observation, Services>>;
};

/** A guide with its screens, in the order of its document. */
export type GuideScreens<Answers, Observation extends Observed, Services> = {
	definition: GuideDefinition<Answers, Observation>;
	/** Short name for the frame, such as EKM. */
	label: string;
	services: (session: AwsSession) => Services;
	steps: ReadonlyArray<Step<Answers, Observation, Services>>;
};
