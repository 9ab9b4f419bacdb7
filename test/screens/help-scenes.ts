import {judged} from './ekm-answers.js';
import {at, press, see, type, type Act, type Scene} from './scene.js';

const onKey = {...at('key', judged), title: 'Help: Configure the key'};
const toMenu: readonly Act[] = [see(/1\. Make a new key/v)];
const toHelp: readonly Act[] = [...toMenu, type('?'), see(/Why/v)];
const screenReaderHelp: readonly Act[] = [...toMenu, type('help'), see(/Why/v)];
const toList: readonly Act[] = [...toMenu, type('2'), see(/in all/v)];

/** The help of a screen that asks and of one that lists: its text, its words, its pages. */
export const helpScenes: readonly Scene[] = [
	{
		id: 'ekm/key/help',
		about: 'the help of a question',
		...onKey,
		action: /Esc back to the screen/v,
		way: toHelp,
		screenReader: {way: screenReaderHelp, action: /Words symmetric key/v},
	},
	{
		id: 'ekm/key/help/words',
		about: 'its words, one of them explained',
		...onKey,
		action: /Esc back to the help/v,
		way: [...toHelp, type('w')],
		screenReader: {way: [...screenReaderHelp, type('w')], action: /alias\. A name/v},
	},
	{
		id: 'ekm/key/help/pages',
		about: 'the pages it leads to',
		...onKey,
		action: /Enter open it/v,
		way: [...toHelp, type('o')],
		screenReader: {
			way: [...screenReaderHelp, type('o')],
			action: /1\. Workato: setting up AWS KMS\. https/v,
		},
	},
	{
		id: 'ekm/key/list/help',
		about: 'the help of a list, where letters filter',
		...onKey,
		action: /Esc back to the screen/v,
		way: [...toList, press('ctrl+y')],
		screenReader: {
			way: [...toMenu, type('2'), see(/1\. alias\//v), type('help')],
			action: /Why/v,
		},
	},
];
