import {createContext, useContext} from 'react';
import {type CopyOutcome} from './clipboard.js';
import {type EditOutcome} from './editor.js';
import {type OpenOutcome} from './open-link.js';

/** What screens may do outside AWS: the clipboard, the browser, the editor, reading a file. */
export type Tools = {
	/** Puts a text in the terminal's title. */
	setTitle: (text: string) => void;
	copy: (text: string) => Promise<CopyOutcome>;
	open: (url: string) => Promise<OpenOutcome>;
	/** Hands the terminal to the person's editor, and takes it back. */
	edit: (text: string) => Promise<EditOutcome>;
	/** The text of a file, or why it cannot be read. */
	readFile: (path: string) => Promise<EditOutcome>;
	/** Writes a new file; the whole path, or why it cannot be written. */
	saveFile: (
		path: string,
		text: string,
	) => Promise<{ok: true; path: string} | {ok: false; reason: string}>;
	/** Writes files into a folder, which is made where it is not there; what is there already stays. The whole path, or why not. */
	saveFolder: (
		path: string,
		files: ReadonlyArray<{name: string; text: string}>,
	) => Promise<{ok: true; path: string} | {ok: false; reason: string}>;
};

const nothing = async () => ({ok: false as const, reason: 'not available'});

const ToolsContext = createContext<Tools>({
	setTitle: () => undefined,
	copy: async () => ({state: 'failed', detail: 'not available'}),
	open: async () => ({opened: false, reason: 'not available'}),
	edit: nothing,
	readFile: nothing,
	saveFile: nothing,
	saveFolder: nothing,
});

/** Gives the tools to the screens below. */
export const ToolsProvider = ToolsContext.Provider;

/** The tools of this terminal. */
export function useTools(): Tools {
	return useContext(ToolsContext);
}
