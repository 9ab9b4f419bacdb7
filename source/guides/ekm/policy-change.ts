import {type Change} from '../../changes/change.js';
import {mergeStatements} from '../../policy/merge-statements.js';
import {
	type PolicyDocument,
	type Statement,
} from '../../policy/policy-document.js';
import {type EkmObservation} from './observation.js';

/**
The change that puts the wanted statements into a key's policy (step 1.2), or none when they are there. Every other
statement is kept as it is.
*/
export function policyChanges(
	keyArn: string,
	{policy}: Partial<EkmObservation>,
	wanted: Statement[],
): Change[] {
	if (policy?.state !== 'found') {
		return [];
	}

	const before = policy.value;
	const after = mergeStatements(before, wanted);
	return after === before ? [] : [putKeyPolicy(keyArn, before, after)];
}

function putKeyPolicy(
	keyArn: string,
	before: PolicyDocument,
	after: PolicyDocument,
): Change {
	return {
		id: 'put-key-policy',
		title: 'Add Workato’s statement to the key policy',
		why: 'Workato may then use the key; every other statement stays as it is.',
		call: {
			service: 'kms',
			operation: 'PutKeyPolicy',
			input: {
				KeyId: keyArn,
				PolicyName: 'default',
				Policy: JSON.stringify(after),
			},
		},
		policy: {before, after},
	};
}
