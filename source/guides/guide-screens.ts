import {type ComponentType} from 'react';
import {type Statement} from '../policy/policy-document.js';
import {type AwsProblem, type Lookup} from '../aws/errors.js';
import {type Identity, type AwsSession} from '../aws/session.js';
import {type Change} from '../resources/call.js';
import {type Progress} from '../engine/apply-changes.js';
import {type ExportedFile} from '../engine/export/formats.js';
import {type HelpTopic} from '../ui/frame-keys.js';
import {type JsonObject} from '../json.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type UsedBy} from '../resources/ownership.js';
import {
	type Check,
	type Fact,
	type GroupNoun,
	type GuideDefinition,
	type Observed,
	type Plan,
	type Warning,
	type Outputs,
} from './guide.js';

/** A setup in another team's language, the name of a file for it and what belongs beside that; or why it cannot be written, and what to do. */
export type Written =
	| {
			ok: true;
			text: string;
			fileName: string;
			beside: readonly ExportedFile[];
			/** What belongs in a folder of its own, by the name to propose for that. */
			folder?: string;
	  }
	| {ok: false; reason: string; hint: string};

/** Ways to hand a setup to those who may apply it. Never rejects; AWS is not asked. */
export type Exporter = {
	/** The formats there are, with what each is. */
	formats: ReadonlyArray<{id: string; about: string}>;
	/** The setup in one of the formats, from its answers. */
	write(format: string): Promise<Written>;
	/** What an operator has to be allowed: what the answers need, else what the guide proposes. */
	needed(): Promise<Statement[]>;
	/** The permissions to ask for: what is needed, and to ask IAM whether it is allowed. */
	writePermissions(): Promise<Written>;
};

/** What a screen may ask for. Screens never call AWS themselves. */
export type StepAction<Answers> =
	/** Saved at once; `undefined` takes an answer away. */
	| {type: 'answer'; answers: Partial<Answers>}
	/** Saved at once, too; nothing that AWS was asked depends on it, so what AWS said still holds. */
	| {type: 'note'; answers: Partial<Answers>}
	| {type: 'next'}
	| {type: 'back'}
	| {type: 'go'; step: string}
	/** Answers that a blocker offers, in the setup file's shape. */
	| {type: 'accept'; answers: JsonObject}
	/** Ask AWS again. */
	| {type: 'refresh'}
	/** Put these changes before the person on the review screen, instead of the plan's. */
	| {type: 'review'; changes: Change[]}
	| {type: 'apply'; changes: Change[]}
	/** Start no further call of the run; those under way are waited for. */
	| {type: 'stop'}
	| {type: 'home'};

/** An apply run: its changes, and where each one stands. */
export type Run = {
	changes: readonly Change[];
	progress: readonly Progress[];
	isRunning: boolean;
	/** The person has asked it to stop; the calls under way are waited for. */
	isStopping?: boolean;
};

/** What may help when AWS refused a change: why, and the step where the answer behind it can be changed. */
export type Suggestion = {
	/** What may be behind the refusal. */
	reason: string;
	/** What the row does, such as “Change the new key”. */
	label: string;
	step: string;
};

/** What every step's screen gets. */
export type StepProps<Answers, Observation extends Observed, Services> = {
	readonly saved: SavedSetup;
	readonly answers: Answers;
	/** What AWS has said so far; empty until it was asked. */
	readonly observation: Partial<Observation>;
	/** What AWS said last, for what is chosen from: while AWS is asked again, no row goes away under the cursor. */
	readonly known: Partial<Observation>;
	readonly isRefreshing: boolean;
	/** From a complete look only. */
	readonly plan: Plan | undefined;
	readonly checks: readonly Check[];
	/** What the answers hold that has to be agreed to before anything is written. */
	readonly warnings: readonly Warning[];
	/** What may help with the change that AWS refused in this run. */
	readonly suggestions: readonly Suggestion[];
	/** What holds once every check passes, and what is left to do by hand. */
	readonly whenDone: string;
	/** Of what is known. */
	readonly outputs: Outputs;
	/** Changes to review instead of the plan's: a fix from the checklist. */
	readonly fixChanges: readonly Change[] | undefined;
	readonly run: Run | undefined;
	readonly connection: Connection;
	/** What the other saved setups use. */
	readonly others: UsedBy;
	/** What this guide's screens need from AWS and Workato beside the observation. */
	readonly services: Services;
	/** What such changes come to, for the head of a review; nothing while nobody is signed in. */
	readonly factsOf: (changes: readonly Change[]) => readonly Fact[];
	/** What the setup may be for several of. */
	readonly groupNoun: GroupNoun;
	/** For those who may not apply it themselves. */
	readonly exporter: Exporter;
	readonly send: (action: StepAction<Answers>) => void;
};

/** Who we are and where: shown on every screen. */
export type Connection = {
	readonly session: AwsSession;
	/** Missing while AWS is being asked. */
	readonly identity: Lookup<Identity> | undefined;
	/** What to know before it writes, one sentence each: of the identity; on a step's screen, of the setup too. */
	readonly warnings: readonly string[];
};

/** What the person said that Workato did with what it was given: AWS does not show it. */
export type WorkatoAnswer = 'taken' | 'refused' | 'not said';

/** One documented step of a guide; it has one screen. */
type Step<Answers, Observation extends Observed, Services> = {
	id: string;
	title: string;
	/** A word or two for the line of steps. */
	short: string;
	/** The step's number in the document, such as 1.2. */
	number?: string;
	/** Begins the names of the answers that are given here, as the guide's `missing` tells them. */
	gives?: RegExp;
	/** What the person said of the step's work in Workato. */
	inWorkato?: (answers: Answers, outputs: Outputs) => WorkatoAnswer;
	/** What ? says on the step's screens. */
	help: HelpTopic;
	/** Ask AWS when the screen opens. */
	isRefreshing?: boolean;
	Screen: ComponentType<StepProps<Answers, Observation, Services>>;
};

/** A guide with its screens, in the order of its document. */
export type GuideScreens<Answers, Observation extends Observed, Services> = {
	definition: GuideDefinition<Answers, Observation>;
	/** Short name for the frame, such as EKM. */
	label: string;
	services: (session: AwsSession) => Services;
	steps: ReadonlyArray<Step<Answers, Observation, Services>>;
	/** Said above the checklist when every check passes: what is true now, and what remains to be done by hand. */
	whenDone: string;
	/** Answers that may be behind AWS's refusal of a change, with the step where each is changed. */
	suggestions?: (answers: Answers, problem: AwsProblem) => Suggestion[];
};
