import {cleanLine} from '../../terminal/text.js';
import {type IdentityWarning} from './identity-choice.js';

/**
Words for a saved access key by its ID, of which only both ends are shown. Key IDs that start with ASIA, and keys with a
session token, are temporary: when they end is not known.
*/
export function keyLabel(
	id: string,
	{isTemporary}: {isTemporary: boolean},
): {
	kind: 'access-key' | 'temporary-keys';
	label: string;
	state: {type: 'ready'} | {type: 'unknown'};
	warnings: IdentityWarning[];
} {
	if (isTemporary || isTemporaryId(id)) {
		return {
			kind: 'temporary-keys',
			label: `Temporary keys ${shortKey(id)}`,
			state: {type: 'unknown'},
			warnings: [],
		};
	}

	return {
		kind: 'access-key',
		label: `Saved access key ${shortKey(id)}`,
		state: {type: 'ready'},
		warnings: [
			{
				kind: 'long-lived key',
				message:
					'This key never expires by itself. A company sign-in (SSO) is safer where there is one.',
			},
		],
	};
}

/** Whether an access key ID is one of temporary keys; those work with a session token only. */
export function isTemporaryId(id: string): boolean {
	return id.startsWith('ASIA');
}

/** An access key ID by its ends (`AKIA...1234`); what is too short to be one is not shown at all. */
export function shortKey(id: string): string {
	return /^\w{12,}$/v.test(id)
		? cleanLine(`${id.slice(0, 4)}...${id.slice(-4)}`)
		: '';
}
