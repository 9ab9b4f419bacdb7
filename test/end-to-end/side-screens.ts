import type {Terminal} from '../support/pseudo-terminal.js';
import {workatoStatement} from './statements.js';

/** A screen beside the way through the guide: opened from one of its screens, left with Esc. */
export type SideScreen = {
	readonly name: string;
	readonly from: string;
	readonly sign: RegExp;
	readonly open: (terminal: Terminal) => Promise<void>;
	/** What is left to undo after the Esc. */
	readonly afterwards?: (terminal: Terminal) => Promise<void>;
};

const sideScreens: readonly SideScreen[] = [
	{
		name: 'custom host',
		from: 'data centre',
		sign: /Address of your Workato/v,
		async open(terminal) {
			await terminal.type('another');
			await terminal.waitFor(/[>❯] Another address/v);
			await terminal.press('enter');
		},
		async afterwards(terminal) {
			// Esc came back to the row.
			await terminal.waitFor(/[>❯] Another address/v);
			await terminal.press('home');
		},
	},
	{
		name: 'agree',
		from: 'policy',
		sign: /1\. No, go back and change it/v,
		async open(terminal) {
			await terminal.paste(JSON.stringify({...workatoStatement, Action: 'kms:Generate*'}));
			await terminal.waitFor(/\d\s+things/v);
			await terminal.press('ctrl+d');
		},
		async afterwards(terminal) {
			// A key right behind Esc would be taken for Alt with that key.
			await terminal.waitFor(/Paste it here/v);
			await terminal.press('ctrl+u');
		},
	},
	{
		name: 'refused paste',
		from: 'policy',
		sign: /Line 1, column \d/v,
		async open(terminal) {
			await terminal.paste(JSON.stringify({...workatoStatement, Principal: '*'}));
		},
		async afterwards(terminal) {
			// Esc led to the step before.
			await terminal.waitFor(/In AWS/v);
			await terminal.press('enter');
			await terminal.waitFor(/United States \(us\)/v);
			await terminal.press('enter');
			await terminal.waitFor(/Line 1, column \d/v);
			await terminal.press('ctrl+u');
		},
	},
	{
		name: 'key list',
		from: 'key',
		sign: /[>❯] alias\/[^\n]*\n/v,
		open: async (terminal) => terminal.type('2'),
	},
	{
		name: 'key name',
		from: 'key',
		sign: /ARN, ID or alias of the key/v,
		open: async (terminal) => terminal.type('3'),
	},
	{
		name: 'days',
		from: 'rotation',
		sign: /Days between rotations/v,
		open: async (terminal) => terminal.type('2'),
	},
];

/** The screens that open from a screen of the way. */
export function sideScreensOf(name: string): SideScreen[] {
	return sideScreens.filter(({from}) => from === name);
}
