import {type Rotation} from '../../resources/kms-key/read.js';
import {type Change} from '../../resources/call.js';
import {type Json} from '../../json.js';
import {rotationDays} from '../../resources/kms-key/rotation-days.js';
import {type EkmAnswers} from './answers.js';
import {type EkmObservation} from './observation.js';

/**
The change that turns rotation on (step 1.3), or none when it is on. Never turns rotation off, and leaves a replica
alone: AWS sets rotation on the primary key only.
*/
export function rotationChanges(
	keyArn: string,
	{rotation: wanted}: EkmAnswers,
	{rotation, key}: Partial<EkmObservation>,
): Change[] {
	const isReplica =
		key?.state === 'found' && key.value.multiRegion === 'REPLICA';
	if (wanted?.enabled === false || rotation?.state !== 'found' || isReplica) {
		return [];
	}

	return isRotationDone(wanted, rotation.value)
		? []
		: [enableRotation(keyArn, wanted?.days, rotation.value)];
}

/**
Whether a key rotates as wanted. One that already rotates keeps its period unless the person gave one; where AWS does not
say the period, nothing is to be mended.
*/
export function isRotationDone(
	wanted: EkmAnswers['rotation'],
	{enabled, days}: Rotation,
): boolean {
	return (
		enabled &&
		(wanted?.days === undefined || days === undefined || wanted.days === days)
	);
}

/** Turns rotation on for a key, or for one that is yet to be made. `before` is how it rotates now. */
export function enableRotation(
	key: Json,
	days: number = rotationDays.usual,
	before?: Rotation,
): Change {
	return {
		id: 'enable-key-rotation',
		title: `Rotate the key every ${days} days`,
		why: 'Recommended by Workato. ARN, alias and policy stay the same when AWS rotates a key.',
		call: {
			service: 'kms',
			operation: 'EnableKeyRotation',
			input: {KeyId: key, RotationPeriodInDays: days},
		},
		setting: {
			enabled: before?.enabled ?? false,
			...(before?.days !== undefined && {days: before.days}),
		},
	};
}
