import {toList} from '../policy/one-or-many.js';
import {
	type PolicyDocument,
	type Statement,
} from '../policy/policy-document.js';
import {buildSecretsPermissions} from '../policy/secrets-permissions.js';
import {type Handover} from './handover.js';

/**
The statement without its Resource by which a role may use keys through Secrets Manager. Which customer managed keys encrypt
the secrets only AWS knows, so whoever deploys an export names them.
*/
export function decryptStatement({region, planned}: Handover): Statement {
	const {account, partition} = planned;
	const {Statement} = buildSecretsPermissions({
		secrets: 'all',
		region,
		account,
		partition,
		kmsKeyArns: [`arn:${partition}:kms:${region}:${account}:key/any`],
	});
	const statement = Statement.find((each) => isDecrypt(each));
	if (!statement) {
		throw new Error('Permissions with a key have a statement for it.');
	}

	return {...statement, Resource: undefined};
}

/** Whether a policy does not speak of keys yet, so that they can be named later. */
export function lacksKeys({Statement}: PolicyDocument): boolean {
	return Statement.every((each) => !isDecrypt(each));
}

function isDecrypt({Action}: Statement): boolean {
	return toList(Action).includes('kms:Decrypt');
}
