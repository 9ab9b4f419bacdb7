import {workatoStatement} from '../end-to-end/statements.js';
import {judged, whole} from './ekm-answers.js';
import {appliedAt, at, failing, press, see, type, type Scene} from './scene.js';

const stranger = 'arn:aws:iam::444455556666:role/Somebody';

/** A key of one's own that is scheduled for deletion. */
const doomed: Pick<Scene, 'setups' | 'prepare'> = {
	...at('checklist', {...judged, key: {use: 'alias/doomed'}}),
	async prepare({control}) {
		await control('POST', '/_sandbox/keys', {
			kind: 'pending-deletion',
			aliasPrefix: 'doomed',
		});
	},
};

/** The screens of the EKM guide from the review on, in its order. */
export const ekmWorkScenes: readonly Scene[] = [
	{
		id: 'ekm/review',
		about: 'a new key',
		action: /a apply all 3/v,
		...at('review', whole),
	},
	{
		id: 'ekm/review/full',
		about: 'every call as JSON',
		action: /a apply all 3/v,
		...at('review', whole),
		way: [see(/a apply all 3/v), type('j')],
	},
	{
		id: 'ekm/review/diff',
		about: 'the key policy line by line',
		action: /a apply all 3/v,
		...at('review', whole),
		way: [see(/a apply all 3/v), type('d')],
	},
	{
		id: 'ekm/review/commands',
		about: 'every call as a command of the aws CLI',
		action: /a apply all 3/v,
		...at('review', whole),
		way: [see(/a apply all 3/v), type('c')],
	},
	{
		id: 'ekm/review/own-key',
		about: 'a statement joins the policy of a key that others use',
		action: /a apply/v,
		...at('review', {...judged, key: {use: 'alias/app-secrets'}}),
	},
	{
		id: 'ekm/review/agree',
		about: 'a warning to agree to before anything is applied',
		action: /1\. No, do not apply it yet/v,
		...at('review', {
			...whole,
			statement: {...workatoStatement, Action: 'kms:Generate*'},
		}),
		way: [see(/a apply all 3/v), type('a')],
	},
	{
		id: 'ekm/review/blocked',
		about: 'the chosen key is not there',
		action: /c checklist/v,
		...at('review', {...judged, key: {use: 'alias/not-there'}}),
	},
	{
		id: 'ekm/review/signed-out',
		about: 'nobody is signed in to apply it',
		action: /Ctrl\+S sign in/v,
		...at('review', whole),
		...failing('*', 'expired-token'),
	},
	{
		id: 'ekm/review/running',
		about: 'changes under way',
		action: /Create/v,
		isBusy: true,
		...at('review', whole),
		...failing('CreateAlias', 'hang'),
		way: [see(/a apply all 3/v), type('a'), see(/(?:✔|\[ok\]|Done:) Create the key/v)],
	},
	{
		id: 'ekm/review/failed',
		about: 'AWS refused a change',
		action: /look again/v,
		...at('review', whole),
		...failing('CreateKey', 'denied'),
		way: [see(/a apply all 3/v), type('a'), see(/It stopped here/v)],
	},
	{
		id: 'ekm/review/applied',
		about: 'all changes are made',
		action: /Enter continue/v,
		...at('review', whole),
		way: [see(/a apply all 3/v), type('a'), see(/All changes are made/v)],
	},
	{
		id: 'ekm/review/nothing',
		about: 'a finished setup, looked at again',
		action: /Enter continue/v,
		...appliedAt('review', whole),
		way: [see(/nothing to change/v)],
	},
	{
		id: 'ekm/review/hand-over',
		about: 'for somebody else to apply',
		action: /1\. /v,
		...at('review', whole),
		way: [see(/a apply all 3/v), type('h'), see(/CloudFormation/v)],
	},
	{
		id: 'ekm/arn',
		about: 'the ARN, on the clipboard',
		action: /arn:aws:kms:us-east-1:111122223333:key/v,
		...appliedAt('arn', whole),
		way: [see(/Sent to your terminal/v)],
	},
	{
		id: 'ekm/workato',
		about: 'where to put it',
		action: /1\. Click ["“]Update key["”] in the/v,
		...appliedAt('workato', whole),
	},
	{
		id: 'ekm/workato/accepted',
		about: 'Workato said yes',
		action: /1\. Workato accepted the key/v,
		...appliedAt('workato', whole),
		way: [see(/1\. Click/v), press('enter')],
	},
	{
		id: 'ekm/workato/refused',
		about: 'Workato said no',
		action: /[>❯] 1\. Workato shows an error/v,
		...appliedAt('workato', whole),
		async prepare({control}) {
			await control('POST', '/_sandbox/outage', {region: 'us-east-1'});
		},
		way: [see(/1\. Click/v), press('enter')],
	},
	{
		id: 'ekm/checklist',
		about: 'all green',
		action: /All 16 checks pass/v,
		...appliedAt('checklist', {...whole, accepted: true}),
	},
	{
		id: 'ekm/checklist/not-applied',
		about: 'nothing is made yet',
		action: /[>❯]/v,
		...at('checklist', whole),
	},
	{
		id: 'ekm/checklist/mixed',
		about: 'a problem, a warning, and a row that AWS did not answer',
		action: /[>❯]/v,
		setups: [
			{
				fields: whole,
				step: 'checklist',
				isApplied: true,
				fieldsSince: {
					...whole,
					statement: {...workatoStatement, Principal: {AWS: stranger}},
				},
			},
		],
		...failing('GetKeyRotationStatus', 'denied'),
	},
	{
		id: 'ekm/checklist/doomed-key',
		about: 'the key is about to be deleted, and a fix is offered',
		action: /f plan the fix/v,
		...doomed,
	},
	{
		id: 'ekm/review/fix',
		about: 'the fix of a row of the checklist, before it is applied',
		action: /a apply all 2/v,
		...doomed,
		way: [see(/f plan the fix/v), type('f')],
		screenReader: {way: [see(/Plan the fix: The key/v), type('1')]},
	},
	{
		id: 'ekm/review/fixed',
		about: 'the fix is made',
		action: /Enter continue/v,
		...doomed,
		way: [
			see(/f plan the fix/v),
			type('f'),
			see(/a apply all 2/v),
			type('a'),
			see(/All changes are made/v),
		],
		screenReader: {
			way: [
				see(/Plan the fix: The key/v),
				type('1'),
				see(/Apply all 2/v),
				type('1'),
				see(/All changes are made/v),
			],
		},
	},
	{
		id: 'ekm/other-account',
		about: 'the setup belongs to another account',
		title: 'Checklist',
		action: /Sign in to 444455556666/v,
		setups: [{fields: whole, step: 'checklist', account: '444455556666'}],
	},
];
