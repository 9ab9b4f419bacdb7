import {outsideAccess} from '../../policy/outside-access.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type KeyFacts} from '../../resources/kms-key/read.js';
import {type EkmAnswers} from './answers.js';
import {type EkmObservation} from './observation.js';

/**
What the answers ask for and a key that is there does not get, with the reason: the assistant adds a statement, an alias
and rotation, and leaves everything else on a key as it is.
*/
export function leftAsIs(
	{key: wanted, rotation: wantedRotation}: EkmAnswers,
	{key, rotation, policy}: EkmObservation,
	{journal}: Pick<SavedSetup, 'journal'>,
): string[] {
	if (key.state !== 'found') {
		return [];
	}

	const {description, tags = {}} = wanted?.create ?? {};
	const made = journal.findLast(
		({change, state}) => change === 'create-key' && state === 'done',
	)?.call.input.Tags;
	const isTagged = Object.entries(tags).every(
		([TagKey, TagValue]) =>
			Array.isArray(made) &&
			made.some(
				(tag) =>
					typeof tag === 'object' &&
					tag !== null &&
					!Array.isArray(tag) &&
					tag.TagKey === TagKey &&
					tag.TagValue === TagValue,
			),
	);
	const isRotating = rotation.state === 'found' && rotation.value.enabled;
	return [
		...openToAnyone(policy, key.value),
		...(description !== undefined &&
		description !== key.value.description.trim()
			? [
					`The description of the key stays ${quoteText(key.value.description)}: only a new key gets the one in the setup.`,
				]
			: []),
		...(isTagged
			? []
			: [
					`The tags in the setup (${Object.keys(tags).join(', ')}) are for a new key only; those of this key were neither compared nor changed.`,
				]),
		...(wantedRotation?.enabled === false && isRotating
			? ['The key goes on rotating: rotation is never turned off here.']
			: []),
		...(wantedRotation?.enabled !== false &&
		key.value.multiRegion === 'REPLICA' &&
		!isRotating
			? [
					'Rotation is left as it is: AWS sets it on the primary key of a multi-Region key only.',
				]
			: []),
	];
}

/** What goes on after the changes all the same: statements by which anybody may use the key. */
function openToAnyone(
	policy: EkmObservation['policy'],
	{account, arn}: KeyFacts,
): string[] {
	return policy.state === 'found' && account !== ''
		? outsideAccess(policy.value, {account, arn}, [])
				.filter(({level}) => level === 'anyone')
				.map(
					({name}) =>
						`Any AWS account may use this key, by ${name} of its policy, until that is kept to account ${account}: the checklist plans it.`,
				)
		: [];
}
