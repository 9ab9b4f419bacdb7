import {type Change} from '../../resources/call.js';
import {keyPolicyAs} from '../../resources/kms-key/desired.js';
import {limitChangeId} from '../../resources/kms-key/effects.js';
import {type OutsideAccess} from '../../policy/outside-access.js';
import {type PolicyDocument} from '../../policy/policy-document.js';

/** The change that puts a condition on statements which are open to outsiders, so that they are for the key's account alone. */
export function limitChange(
	keyArn: string,
	account: string,
	before: PolicyDocument,
	open: readonly OutsideAccess[],
): Change[] {
	const limited = new Map(
		open.flatMap(({index, limited}) => (limited ? [[index, limited]] : [])),
	);
	if (limited.size === 0) {
		return [];
	}

	const after = {
		...before,
		Statement: before.Statement.map(
			(statement, index) => limited.get(index) ?? statement,
		),
	};
	return keyPolicyAs(
		{
			id: limitChangeId,
			title: `Keep the key policy to account ${account}`,
			why: 'The statements stay for your own account, and every other statement stays as it is. Whoever else uses the key by them can then no longer do so.',
		},
		keyArn,
		{before, after},
	);
}
