import {type Call} from '../../resources/call.js';
import {rotationDays} from '../../resources/kms-key/rotation-days.js';

/** What a new key takes while nothing is answered; `*` for a name that nobody has chosen. */
export const usualEkmCalls: readonly Call[] = [
	{
		service: 'kms',
		operation: 'CreateKey',
		input: {
			KeySpec: 'SYMMETRIC_DEFAULT',
			KeyUsage: 'ENCRYPT_DECRYPT',
			Origin: 'AWS_KMS',
			Policy: '{"Version":"2012-10-17","Statement":[]}',
			Tags: [],
		},
	},
	{
		service: 'kms',
		operation: 'CreateAlias',
		input: {AliasName: 'alias/*', TargetKeyId: '*'},
	},
	{
		service: 'kms',
		operation: 'EnableKeyRotation',
		input: {KeyId: '*', RotationPeriodInDays: rotationDays.usual},
	},
];
