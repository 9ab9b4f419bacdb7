import {type JsonObject} from '../../json.js';
import {type PolicyDocument, nameStatement} from '../../policy/policy-document.js';
import {reference, type Change, type Purpose, type Reference} from '../call.js';
import {namePrincipal} from '../../policy/explain-statement.js';
import {parsePrincipalElement} from '../../policy/principals.js';
import {cancelKeyDeletion, createKey, enableKey, enableKeyRotation, putKeyPolicy} from './calls.js';
import {type Rotation} from './read.js';

/** A key by its ARN or ID, or one that an earlier change makes. */
export type KeyId = string | Reference;

/** A new symmetric key for encryption, with material from KMS. */
export function newKey(
	purpose: Purpose,
	{
		description,
		policy,
		tags,
	}: {
		description: string;
		policy: PolicyDocument;
		tags: Readonly<Record<string, string>>;
	},
): Change {
	return {
		...purpose,
		call: createKey.plan({
			Description: description,
			KeySpec: 'SYMMETRIC_DEFAULT',
			KeyUsage: 'ENCRYPT_DECRYPT',
			Origin: 'AWS_KMS',
			Policy: JSON.stringify(policy),
			Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({
				TagKey,
				TagValue,
			})),
		}),
		policy: {after: policy},
	};
}

/** The ID of the key that the change of that id makes. */
export function newKeyId(changeId: string): Reference {
	return reference(changeId, 'KeyId');
}

/** Writes a key's policy; nothing where it says so already. */
export function keyPolicyAs(
	purpose: Purpose,
	key: string,
	{before, after}: {before: PolicyDocument; after: PolicyDocument},
): Change[] {
	return after === before
		? []
		: [
				{
					...purpose,
					call: putKeyPolicy.plan({
						KeyId: key,
						PolicyName: 'default',
						Policy: JSON.stringify(after),
					}),
					policy: {before, after},
				},
			];
}

/** Lets KMS rotate a key every so many days. `before` is how it rotates now. */
export function rotationEvery(
	purpose: Purpose,
	key: KeyId,
	days: number,
	before?: Rotation,
): Change {
	return {
		...purpose,
		call: enableKeyRotation.plan({KeyId: key, RotationPeriodInDays: days}),
		setting: rotationSetting(before ?? {enabled: false}),
	};
}

/** How a key rotates, as a change holds it to be put back. */
export function rotationSetting({enabled, days}: Rotation): JsonObject {
	return {enabled, ...(days !== undefined && {days})};
}

/** What brings a key that may not be used back: one that waits for its deletion is kept first, which leaves it disabled. */
export function keyInUse(
	state: string,
	key: string,
	{keep, enable}: {keep: Purpose; enable: Purpose},
): Change[] {
	const enabled = {...enable, call: enableKey.plan({KeyId: key})};
	switch (state) {
		case 'Disabled': {
			return [enabled];
		}

		case 'PendingDeletion':
		case 'PendingReplicaDeletion': {
			return [{...keep, call: cancelKeyDeletion.plan({KeyId: key})}, enabled];
		}

		default: {
			return [];
		}
	}
}

/** Why a policy cannot be written, and what to do about it. */
type Unwritable = {code: string; message: string; hint: string};

/**
Why a key policy that stands in AWS cannot be written back with a statement more: a deleted role or user is named in it, which
KMS refuses, or its text would not come back the same (`losses`). Only where the changes write it; a policy that stays as it is may be so.
*/
export function findUnwritable(
	changes: readonly Change[],
	losses: readonly string[] = [],
): Unwritable[] {
	return changes.flatMap(({policy}) =>
		policy?.before
			? [
					...orphans(policy.before),
					...losses.map((loss) => ({
						code: 'PolicyNotWritable',
						message: `The key policy would not be written back as it stands. ${loss}`,
						hint: 'Correct that in the KMS console; then try again. Nothing was changed.',
					})),
				]
			: [],
	);
}

function orphans({Statement}: PolicyDocument): Unwritable[] {
	return Statement.flatMap((statement, index) =>
		[statement.Principal, statement.NotPrincipal]
			.flatMap((element) => parsePrincipalElement(element))
			.filter(({kind}) => kind === 'unique-id')
			.map((who) => ({
				code: 'OrphanedPrincipal',
				message: `${nameStatement(statement, index)} of the key policy names ${namePrincipal(who)}, and KMS saves no policy with such an ID.`,
				hint: 'In the KMS console, take the ID out of that statement, or put the ARN of the role or user that should be there; then try again. Nothing was changed.',
			})),
	);
}
