import {judged, placed, whole, begun} from './ekm-answers.js';
import {asReader} from './reader.js';
import {at, failing, paste, press, see, type, type Scene} from './scene.js';

const toReview = [see(/a apply all 3/v)];
const toHandOver = [...toReview, type('h'), see(/CloudFormation/v)];
const toTemplate = [...toHandOver, type('2'), see(/Save it to a file/v)];

/** The screens of the EKM guide beside its way: what comes of a key press, and what is not there. */
export const ekmAsideScenes: readonly Scene[] = [
	{
		id: 'ekm/before/permissions',
		about: 'the permissions to ask for',
		action: /1\. Save it to a file/v,
		...at('before', begun),
		...asReader,
		way: [see(/h ask for permissions/v), type('h')],
		screenReader: {action: /more lines/v},
	},
	{
		id: 'ekm/before/own-address',
		about: 'a Workato at an address of its own',
		action: /Problem:.*|✘|\[fail\]|Address of your Workato/v,
		...at('before', begun),
		way: [
			see(/Enter all is ready/v),
			press('enter'),
			see(/United States \(us\)/v),
			type('another'),
			see(/[>❯] Another address/v),
			press('enter'),
			see(/Address of your Workato/v),
		],
	},
	{
		id: 'ekm/key/none',
		about: 'a region without keys',
		action: /There are no keys in eu-north-1/v,
		...at('key', {...judged, region: 'eu-north-1'}),
		way: [see(/2\. /v), type('2')],
	},
	{
		id: 'ekm/key/not-listed',
		about: 'keys that may not be listed',
		action: /Problem:|✘|\[fail\]/v,
		...at('key', judged),
		...failing('ListKeys', 'denied'),
		way: [see(/2\. /v), type('2')],
	},
	{
		id: 'ekm/key/name-refused',
		about: 'a key of another region',
		action: /Problem:|✘|\[fail\]/v,
		...at('key', judged),
		way: [
			see(/3\. /v),
			type('3'),
			see(/ARN, ID or alias of the key/v),
			type('arn:aws:kms:eu-west-1:111122223333:key/1f0e0d0c-0000-4000-8000-000000000001'),
			press('enter'),
		],
	},
	{
		id: 'ekm/policy/file',
		about: 'the path of a file',
		action: /(?:Note:|i\]?) .*file/v,
		...at('policy', placed),
		way: [see(/Paste it here/v), paste('~/Downloads/statement.json')],
	},
	{
		id: 'ekm/review/looking',
		about: 'AWS is asked what is there',
		action: /Asking AWS what is there/v,
		isBusy: true,
		...at('review', whole),
		...failing('*', 'hang'),
	},
	{
		id: 'ekm/review/stopping',
		about: 'stopped while a call is under way',
		action: /Stopping after the call under way/v,
		isBusy: true,
		...at('review', whole),
		...failing('CreateAlias', 'hang'),
		way: [...toReview, type('a'), see(/(?:✔|\[ok\]|Done:) Create the key/v), type('s')],
		screenReader: {
			way: [...toReview, type('a'), see(/(?:✔|\[ok\]|Done:) Create the key.*1\. Stop/v), type('1')],
		},
	},
	{
		id: 'ekm/review/template',
		about: 'the text for somebody else',
		action: /1\. Save it to a file/v,
		...at('review', whole),
		way: toTemplate,
		screenReader: {action: /more lines/v, way: [...toHandOver, type('2')]},
	},
	{
		id: 'ekm/review/save',
		about: 'the file that it goes into',
		action: /Name of the new file/v,
		...at('review', whole),
		way: [...toTemplate, press('enter')],
		screenReader: {
			way: [
				...toHandOver,
				type('2'),
				see(/more lines/v),
				type('stop'),
				see(/1\. Save it/v),
				type('1'),
			],
		},
	},
	{
		id: 'ekm/arn/none',
		about: 'nothing is applied yet',
		action: /There is no key yet/v,
		...at('arn', whole),
	},
	{
		id: 'ekm/checklist/looking',
		about: 'AWS is being asked',
		action: /[>❯] \S+ Asking AWS/v,
		isBusy: true,
		...at('checklist', whole),
		...failing('*', 'hang'),
		screenReader: {action: /Asking AWS/v},
	},
];
