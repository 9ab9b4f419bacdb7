import {type Call} from '../../resources/call.js';

/** What a new key takes while nothing is answered; `*` for a name that nobody has chosen. */
export const usualEkmCalls: readonly Call[] = [
	{service: 'kms', operation: 'CreateKey', input: {}},
	{service: 'kms', operation: 'CreateAlias', input: {AliasName: 'alias/*'}},
	{service: 'kms', operation: 'EnableKeyRotation', input: {}},
];
