import type {Tools} from '../../source/terminal/tools.js';

/** What a screen may do outside AWS, without doing it: nothing is opened, read or written, and copying is only said. */
export const paperTools: Tools = {
	copy: async () => ({
		state: 'sent',
		detail:
			'Sent to your terminal’s clipboard; not all take it: paste to check.',
	}),
	open: async () => ({opened: false, reason: 'this is a drawing'}),
	edit: async () => ({ok: false, reason: 'this is a drawing'}),
	readFile: async () => ({ok: false, reason: 'this is a drawing'}),
	saveFile: async () => ({ok: false, reason: 'this is a drawing'}),
};
