import {type ExportFormat} from '../engine/export/formats.js';
import {type CheckView} from './check-text.js';
import {type Shell} from './completion-script.js';

/** How to reach AWS: the options that every command takes. */
export type AwsFlags = {
	profile?: string;
	region?: string;
	/** Use the embedded AWS. */
	sandbox: boolean;
	/** Empty the embedded AWS first. */
	freshSandbox: boolean;
};

/** The options of every command. */
export type Flags = AwsFlags & {
	json: boolean;
	/** Plain lines and numbered choices, nothing redrawn. */
	accessible: boolean;
};

export type CheckOptions = {
	setups: string[];
	/** Look again and again until the person stops it. */
	watch: boolean;
	view: CheckView;
	flags: Flags;
};
export type ApplyOptions = {
	/** The setup file; `-` is stdin. */
	file: string;
	dryRun: boolean;
	/** A dry run with changes left to make ends with exit code 1. */
	exitCode: boolean;
	yes: boolean;
	flags: Flags;
};
export type ExportOptions = {
	format: ExportFormat;
	/** The permissions to take the setup back, not to run it. */
	isForUndo: boolean;
	/** The name of a saved setup. */
	setup?: string;
	/** A setup file instead; `-` is stdin. */
	file?: string;
	/** The file to write; without one, stdout. */
	output?: string;
	/** Replace that file where it is there. */
	force: boolean;
	flags: Flags;
};
export type UndoOptions = {
	/** The name of a saved setup. */
	setup: string;
	dryRun: boolean;
	yes: boolean;
	/** Schedule the deletion of a key that the setup made, this many days ahead. */
	deleteKeyIn?: number;
	/** The alias of that key, typed beforehand. */
	confirm?: string;
	flags: Flags;
};
export type CompletionOptions = {shell: Shell};
export type CompleteOptions = {
	/** What stands after the program's name, up to the word in question; that one may be empty. */
	words: string[];
};
export type SandboxOptions = {port: number; flags: Flags};
export type LoginOptions = {
	/** Confirm a code on any device, instead of a browser here that answers by itself. */
	deviceCode: boolean;
	/** Whether to open the page in the browser. */
	browser: boolean;
	flags: Flags;
};
export type AssistantOptions = {guide?: string; flags: Flags};

/** What a command line asks for. */
export type Invocation =
	| {command: 'print'; text: string}
	| ({command: 'assistant'} & AssistantOptions)
	| ({command: 'check'} & CheckOptions)
	| ({command: 'apply'} & ApplyOptions)
	| ({command: 'export'} & ExportOptions)
	| ({command: 'undo'} & UndoOptions)
	| {command: 'list'; flags: Flags}
	| ({command: 'login'} & LoginOptions)
	| {command: 'logout'; flags: Flags}
	| ({command: 'completion'} & CompletionOptions)
	| ({command: 'complete'} & CompleteOptions)
	| ({command: 'sandbox'} & SandboxOptions);
