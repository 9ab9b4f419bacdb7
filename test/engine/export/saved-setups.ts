import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {setupFields} from '../../cli/run-tool.js';

const at = '2026-01-02T03:04:05.000Z';

/** A saved setup of the EKM guide that has made nothing yet; `fields` change its answers. */
export function savedSetup(
	fields: Readonly<Record<string, unknown>> = {},
	more: Partial<SavedSetup> = {},
): SavedSetup {
	return {
		version: 1,
		runId: '0f0e0d0c-0000-4000-8000-000000000001',
		account: '111122223333',
		createdAt: at,
		updatedAt: at,
		setup: {...setupFields, ...fields},
		journal: [],
		...more,
	};
}

/** The key that `appliedSetup` has made. */
export const madeKey = '0d1e2f3a-0000-4000-8000-000000000001';

/** The same setup after it has made its key and its alias. */
export function appliedSetup(): SavedSetup {
	return savedSetup(
		{},
		{
			journal: [
				{
					change: 'create-key',
					state: 'done',
					at,
					call: {service: 'kms', operation: 'CreateKey', input: {}},
					result: {
						KeyId: madeKey,
						Arn: `arn:aws:kms:us-east-1:111122223333:key/${madeKey}`,
					},
				},
				{
					change: 'create-alias',
					state: 'done',
					at,
					call: {
						service: 'kms',
						operation: 'CreateAlias',
						input: {AliasName: 'alias/workato-ekm', TargetKeyId: madeKey},
					},
					result: {},
				},
			],
		},
	);
}
