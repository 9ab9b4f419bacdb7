import type {Scene} from './scene.js';

const readOnly = JSON.stringify({
	Version: '2012-10-17',
	Statement: [
		{
			Effect: 'Allow',
			Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'iam:Get*', 'iam:Simulate*'],
			Resource: '*',
		},
	],
});

/** The practice identity, with fewer rights. */
export const asReader: Required<Pick<Scene, 'prepare' | 'env'>> = {
	async prepare({control}) {
		await control('POST', '/_sandbox/callers', {
			accessKeyId: 'ASIAPRACTICEONLY0001',
			arn: 'arn:aws:sts::111122223333:assumed-role/Reader/practice',
			policy: readOnly,
		});
	},
	env: {
		AWS_ACCESS_KEY_ID: 'ASIAPRACTICEONLY0001',
		AWS_SECRET_ACCESS_KEY: 'practice-only',
		AWS_SESSION_TOKEN: '',
	},
};
