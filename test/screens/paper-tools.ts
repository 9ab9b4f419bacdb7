import type {Tools} from '../../source/terminal/tools.js';
import {answerPage} from '../end-to-end/company.js';
import type {Scene} from './scene.js';

/** What a screen may do outside AWS, without doing it: nothing is opened, read or written, and copying is only said. */
export const paperTools: Tools = {
	setTitle: () => undefined,
	copy: async () => ({
		state: 'sent',
		detail: 'Sent to your terminal’s clipboard; not all take it: paste to check.',
	}),
	open: async () => ({opened: false, reason: 'this is a drawing'}),
	edit: async () => ({ok: false, reason: 'this is a drawing'}),
	readFile: async () => ({ok: false, reason: 'this is a drawing'}),
	saveFile: async () => ({ok: false, reason: 'this is a drawing'}),
	saveFolder: async () => ({ok: false, reason: 'this is a drawing'}),
};

/** The same for a scene; its browser is opened, and whoever sits there answers. */
export function toolsOf({browser}: Pick<Scene, 'browser'>): Tools {
	return browser === undefined
		? paperTools
		: {
				...paperTools,
				async open(url) {
					// A code is for any device, and nobody is at that.
					const isPage = new URL(url).searchParams.has('code_challenge');
					if (isPage && browser !== 'opens') {
						await answerPage(url, browser === 'allows' ? 'allow' : 'deny');
					}

					return {opened: true};
				},
			};
}
