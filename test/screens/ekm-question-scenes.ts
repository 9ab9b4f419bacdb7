import {workatoStatement, workatoText} from '../end-to-end/statements.js';
import {begun, judged, keyed, placed} from './ekm-answers.js';
import {asReader} from './reader.js';
import {at, failing, paste, press, see, type, type Scene} from './scene.js';

/** The screens of the EKM guide that ask, in its order. */
export const ekmQuestionScenes: readonly Scene[] = [
	{
		id: 'ekm/before',
		about: 'signed in, everything allowed',
		action: /Enter all is ready/v,
		...at('before', begun),
		way: [see(/In AWS/v)],
	},
	{
		id: 'ekm/before/not-allowed',
		about: 'an identity that may only read',
		action: /h ask for permissions/v,
		...at('before', begun),
		...asReader,
	},
	{
		id: 'ekm/before/signed-out',
		about: 'the sign-in has ended',
		action: /Ctrl\+S sign in/v,
		...at('before', begun),
		...failing('*', 'expired-token'),
	},
	{
		id: 'ekm/before/data-centre',
		about: 'which Workato',
		action: /United States \(us\)/v,
		...at('before', begun),
		way: [see(/Enter all is ready/v), press('enter')],
	},
	{
		id: 'ekm/policy',
		about: 'nothing pasted yet',
		action: /Paste it here/v,
		...at('policy', placed),
	},
	{
		id: 'ekm/policy/pasted',
		about: 'Workato’s statement, judged',
		action: /Lets the role/v,
		...at('policy', placed),
		way: [see(/Paste it here/v), paste(workatoText)],
	},
	{
		id: 'ekm/policy/refused',
		about: 'a statement for everyone',
		action: /Line 1, column \d/v,
		...at('policy', placed),
		way: [see(/Paste it here/v), paste(JSON.stringify({...workatoStatement, Principal: '*'}))],
	},
	{
		id: 'ekm/policy/agree',
		about: 'a statement with a warning, to be agreed to',
		action: /1\. No, go back and change it/v,
		...at('policy', placed),
		way: [
			see(/Paste it here/v),
			paste(JSON.stringify({...workatoStatement, Action: 'kms:Generate*'})),
			see(/Warning:|things to agree to/v),
			press('ctrl+d'),
		],
	},
	{
		id: 'ekm/key',
		about: 'a new key or an own one',
		action: /1\. Make a new key/v,
		...at('key', judged),
	},
	{
		id: 'ekm/key/new',
		about: 'the new key’s alias, description, tags, administrators',
		action: /Alias \(the display name\)/v,
		...at('key', judged),
		way: [see(/1\. Make a new key/v), press('enter')],
	},
	{
		id: 'ekm/key/list',
		about: 'one of sixty keys',
		action: /[>❯] alias\//v,
		...at('key', judged),
		async prepare({control}) {
			await control('POST', '/_sandbox/keys', {
				count: 60,
				aliasPrefix: 'a-key-with-quite-a-long-name',
			});
		},
		way: [see(/2\. /v), type('2')],
	},
	{
		id: 'ekm/key/name',
		about: 'a key by its ARN, ID or alias',
		action: /ARN, ID or alias of the key/v,
		...at('key', judged),
		way: [see(/3\. /v), type('3')],
	},
	{
		id: 'ekm/rotation',
		about: 'on, once a year',
		action: /1\. Rotate every 365/v,
		...at('rotation', keyed),
	},
	{
		id: 'ekm/rotation/days',
		about: 'another number of days',
		action: /Days between rotations/v,
		...at('rotation', keyed),
		way: [see(/2\. /v), type('2')],
	},
];
