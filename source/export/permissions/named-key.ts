import {parseArn} from '../../aws/arn.js';
import {type Statement} from '../../policy/policy-document.js';
import {type Handover} from '../handover.js';
import {ownArn} from './own-arn.js';

/**
How a policy names the key that a setup adds to. IAM cannot name a key by its alias, but it can ask for the alias: that one
stands long before the setup.
*/
export function namedKey(
	handover: Handover,
): Pick<Statement, 'Resource' | 'Condition'> {
	const use = usedKey(handover);
	const arn = parseArn(use);
	const alias = (arn?.resource ?? use).startsWith('alias/')
		? (arn?.resource ?? use)
		: undefined;
	if (alias !== undefined) {
		return {
			Resource: ownArn(handover, 'kms', 'key/*'),
			Condition: {
				'ForAnyValue:StringEquals': {'kms:ResourceAliases': alias},
			},
		};
	}

	return {Resource: arn ? use : ownArn(handover, 'kms', `key/${use}`)};
}

function usedKey({changes}: Handover): string {
	const key = changes
		.map(({call}) => call.input.KeyId)
		.find((id) => typeof id === 'string');
	return key ?? '*';
}
