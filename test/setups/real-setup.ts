import {type JournalEntry} from '../../source/resources/call.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';

const at = '2026-11-22T10:00:00.000Z';

const call = (operation: string, input: JournalEntry['call']['input']) => ({
	service: 'kms' as const,
	operation,
	input,
});

/** A setup as it lies on disk half-way through: every kind of field and entry is in it. */
export const realSetup: SavedSetup = {
	version: 1,
	runId: '0b1f3c66-55c1-4a0e-9d2e-2f6b4c1f7a10',
	account: '111122223333',
	source: 'profile dev',
	names: {'alias/workato-ekm': 'key/1234'},
	step: 'review',
	createdAt: at,
	updatedAt: at,
	setup: {
		guide: 'ekm',
		name: 'Production',
		region: 'us-east-1',
		statement: {
			Sid: String.raw`Allow “Workato” \ 😀`,
			Effect: 'Allow',
			Principal: {AWS: 'arn:aws:iam::999988887777:role/Workato_EKM'},
			Action: ['kms:Encrypt', 'kms:Decrypt'],
			Resource: '*',
			Condition: {StringEquals: {'kms:CallerAccount': '999988887777'}},
		},
		key: {create: {alias: 'workato-ekm', tags: {team: 'security'}}},
		rotation: {enabled: true, days: 365},
	},
	journal: [
		{
			change: 'create-key',
			state: 'intent',
			at,
			call: call('CreateKey', {Description: 'Workato'}),
		},
		{
			change: 'create-key',
			state: 'done',
			at,
			call: call('CreateKey', {Description: 'Workato'}),
			result: {
				KeyId: '1234',
				Arn: 'arn:aws:kms:us-east-1:111122223333:key/1234',
			},
		},
		{
			change: 'create-alias',
			state: 'failed',
			at,
			call: call('CreateAlias', {AliasName: 'alias/workato-ekm'}),
			before: {},
			error: {code: 'AlreadyExists', message: 'no', hint: 'choose'},
		},
	],
};

/** The same for the other guide: a list of projects. */
export const realProjects: SavedSetup = {
	...realSetup,
	setup: {
		guide: 'secrets',
		name: 'Production',
		region: 'us-east-1',
		scope: 'project',
		workatoAccountId: '353360065216',
		projects: ['one', 'two', 'three'].map((name) => ({
			name,
			externalId: `workato_iam_external_id_1_${name}`,
			role: {create: {name: `Workato-${name}`}},
			secrets: ['arn:aws:secretsmanager:us-east-1:111122223333:secret:a-AbCdEf'],
		})),
	},
};

/** Its file, as the program writes it. */
export const fileOf = (saved: SavedSetup): string => JSON.stringify(saved, undefined, '\t');
