import {type PolicyDocument, type Statement} from '../../source/policy/policy-document.js';

export const own = '111122223333';
export const outside = '444455556666';
export const keyArn = `arn:aws:kms:us-east-1:${own}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const workatoRole = `arn:aws:iam::${outside}:role/Workato_EKM`;

export const workato: Statement = {
	Sid: 'Allow use of the key',
	Effect: 'Allow',
	Principal: {AWS: workatoRole},
	Action: ['kms:Encrypt', 'kms:Decrypt'],
	Resource: '*',
};

export const owner: Statement = {
	Sid: 'Enable IAM User Permissions',
	Effect: 'Allow',
	Principal: {AWS: `arn:aws:iam::${own}:root`},
	Action: 'kms:*',
	Resource: '*',
};

export const policyOf = (...statements: Statement[]): PolicyDocument => ({
	Version: '2012-10-17',
	Id: 'key-consolepolicy-3',
	Statement: statements,
});
