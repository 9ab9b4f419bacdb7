import {lastWrite} from '../../engine/replay.js';
import {kmsKeyId} from '../../resources/kms-key/effects.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {answerRows, identityRow, troubleshootingOf} from '../checklist-table.js';
import {type Check, type GuideDefinition} from '../guide.js';
import {ownSetup} from '../ownership.js';
import {outsideAccess} from '../../policy/outside-access.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type KeyFacts} from '../../resources/kms-key/read.js';
import {aboutEkm, keyArnOutput} from './about.js';
import {ekmAnswers, isAlias, missingAnswers, type EkmAnswers} from './answers.js';
import {appliedState, emptyState} from './empty-state.js';
import {type EkmObservation} from './observation.js';
import {keyRows} from './checks/key-rows.js';
import {policyRows} from './checks/policy-rows.js';
import {proofRows} from './checks/proof-rows.js';
import {
	homeOf,
	noKey,
	rowContext,
	type CheckedSetup,
	type RowContext,
	type RowParts,
} from './checks/row-context.js';
import {knownKeyArn, takenBackAt} from './locate-key.js';
import {observeEkm} from './observe.js';
import {ekmFacts} from './facts.js';
import {planEkm, usualChanges} from './plan.js';
import {withDataOnly, validateAnswer, workatoAccounts} from './validate-statement.js';

/** The checklist: the document's troubleshooting section, and what else must hold for Workato's “Update key” to work. */
const rows = [identityRow, ...keyRows, ...policyRows, ...proofRows];

/** The guide for Workato Enterprise Key Management with a key in AWS KMS. */
export const ekmGuide: GuideDefinition<EkmAnswers, EkmObservation> = {
	...aboutEkm,
	answers: ekmAnswers,
	resources: ['kms-key', 'kms-alias'],
	usualChanges,
	troubleshooting: troubleshootingOf(rows),
	missing: missingAnswers,
	asData: withDataOnly,
	warnings: (answers, owner) => validateAnswer(answers, owner).warnings,
	observe: observeEkm,
	emptyState,
	appliedState,
	plan: (answers, observation, saved) => planEkm(answers, observation, ownSetup(saved)),
	check(answers, observation, saved) {
		const keyArn = knownKeyArn(saved, answers);
		const takenBack = takenBackAt(saved.journal);
		return check(answers, observation, {
			...ownSetup(saved),
			since: lastTouched(saved),
			...(keyArn && {keyArn}),
			...(takenBack && {takenBack}),
		});
	},
	outputs: (_answers, {key}) =>
		key?.state === 'found' && key.value.foundBy !== 'alias'
			? [
					{
						id: keyArnOutput,
						label: 'Key ARN',
						thing: 'key',
						value: key.value.arn,
						where:
							'In Workato, under Settings > Key management, choose “AWS KMS key”, paste it into “Key ARN” and click “Update key”.',
					},
				]
			: [],
	facts: ekmFacts,
	leftAsIs,
	workatoAccounts: (answers) => workatoAccounts(answers),
	uses(saved) {
		const answers = ekmAnswers.safeParse(saved.setup);
		const arn = answers.success && knownKeyArn(saved, answers.data);
		return arn ? [arn] : [];
	},
	names: ({key: wanted}, {key}) =>
		wanted?.use !== undefined && isAlias(wanted.use) && key.state === 'found'
			? {[wanted.use]: key.value.arn}
			: {},
};

function check(
	answers: EkmAnswers,
	observation: Partial<EkmObservation>,
	own: CheckedSetup,
): Check[] {
	const context = rowContext(answers, observation, own);
	const home = homeOf(context);
	const checks = answerRows<RowContext, RowParts>(
		rows,
		{...observation, home},
		{context, absent: noKey},
	);
	const {identity, region} = observation;
	// Nothing is mended before AWS has said that this is the account and region of the setup.
	return identity?.state === 'found' &&
		(!own.account || own.account === identity.value.account) &&
		(!own.region || own.region === region)
		? checks
		: checks.map(({fixChanges, ...row}) => row);
}

// Use of the key before the setup touched it proves nothing. Its rotation lets nobody use it.
function lastTouched({journal, createdAt}: SavedSetup): string {
	const at = lastWrite(
		journal,
		({effect: {resource, kind}}) => resource === kmsKeyId && kind !== 'rotation',
	);
	return at ?? createdAt;
}

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
	const made = journal.findLast(({change, state}) => change === 'create-key' && state === 'done')
		?.call.input.Tags;
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
		...(description !== undefined && description !== key.value.description.trim()
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
		...(wantedRotation?.enabled !== false && key.value.multiRegion === 'REPLICA' && !isRotating
			? ['Rotation is left as it is: AWS sets it on the primary key of a multi-Region key only.']
			: []),
	];
}

/** What goes on after the changes all the same: statements by which anybody may use the key. */
function openToAnyone(policy: EkmObservation['policy'], {account, arn}: KeyFacts): string[] {
	return policy.state === 'found' && account !== ''
		? outsideAccess(policy.value, {account, arn}, [])
				.filter(({level}) => level === 'anyone')
				.map(
					({name}) =>
						`Any AWS account may use this key, by ${name} of its policy, until that is kept to account ${account}: the checklist plans it.`,
				)
		: [];
}
