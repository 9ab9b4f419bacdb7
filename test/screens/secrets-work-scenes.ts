import {appliedAt, at, failing, press, see, type, type Scene} from './scene.js';
import {accepted, externalId, known, secrets, whole} from './secrets-answers.js';

/** The screens of the secrets guide from the review on, for one project, in its order. */
export const secretsWorkScenes: readonly Scene[] = [
	{
		id: 'secrets/review',
		about: 'a new role',
		action: /a apply all \d/v,
		...at('review', whole),
	},
	{
		id: 'secrets/review/own-role',
		about: 'a role that others use, with warnings',
		action: /a apply/v,
		...at('review', {
			...known,
			projects: [
				{
					name: 'Orders',
					externalId,
					role: {use: 'SharedIntegrations'},
					secrets,
				},
			],
		}),
	},
	{
		id: 'secrets/review/blocked',
		about: 'the chosen role is not there',
		action: /c checklist/v,
		...at('review', {
			...known,
			projects: [{name: 'Orders', externalId, role: {use: 'NotThere'}, secrets}],
		}),
	},
	{
		id: 'secrets/review/failed',
		about: 'AWS refused a change',
		action: /look again/v,
		...at('review', whole),
		...failing('CreateRole', 'denied'),
		way: [see(/a apply all/v), type('a'), see(/It stopped here/v)],
	},
	{
		id: 'secrets/review/applied',
		about: 'all changes are made',
		action: /Enter continue/v,
		...at('review', whole),
		way: [see(/a apply all/v), type('a'), see(/All changes are made/v)],
	},
	{
		id: 'secrets/review/hand-over',
		about: 'for somebody else to apply',
		action: /1\. /v,
		...at('review', whole),
		way: [see(/a apply all/v), type('h'), see(/CloudFormation/v)],
	},
	{
		id: 'secrets/arns',
		about: 'the role ARN, and where it goes',
		action: /1\. Add the role/v,
		...appliedAt('arns', whole),
	},
	{
		id: 'secrets/arns/accepted',
		about: 'Workato took the role',
		action: /1\. Workato took the role/v,
		...appliedAt('arns', whole),
		way: [see(/1\. Add the role/v), press('enter')],
	},
	{
		id: 'secrets/checklist',
		about: 'all green',
		action: /checks pass|[>❯]/v,
		...appliedAt('checklist', accepted),
	},
	{
		id: 'secrets/using',
		about: 'the secrets of the one project',
		action: /(?:[>❯] )?(?:1\. )?workato\/orders/v,
		...appliedAt('using', accepted),
		way: [see(/[>❯] Continue: use the secrets/v), press('enter')],
		screenReader: {way: [see(/1\. Continue: use the secrets/v), type('1')]},
	},
	{
		id: 'secrets/using/reference',
		about: 'what goes into a connection’s field',
		action: /\{\{workato:sm:/v,
		...appliedAt('using', accepted),
		way: [
			see(/[>❯] Continue: use the secrets/v),
			press('enter'),
			see(/[>❯] (?:1\. )?workato\/orders/v),
			press('enter'),
		],
		screenReader: {
			way: [
				see(/1\. Continue: use the secrets/v),
				type('1'),
				see(/1\. workato\/orders/v),
				type('1'),
			],
		},
	},
	{
		id: 'secrets/other-account',
		about: 'the setup belongs to another account',
		title: 'Checklist',
		action: /Sign in to 444455556666/v,
		setups: [{fields: whole, step: 'checklist', account: '444455556666'}],
	},
];
