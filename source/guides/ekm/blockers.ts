import {parseArn} from '../../aws/arn.js';
import {type Identity} from '../../aws/identity.js';
import {type Change} from '../../resources/call.js';
import {
	keyPolicyLimit,
	measurePolicy,
} from '../../policy/validate-key-policy.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type Blocker} from '../guide.js';
import {couldNotLook, placeBlockers} from '../place-blockers.js';
import {type Mark} from '../mark.js';
import {type KeyFacts} from '../../resources/kms-key/read.js';
import {
	aliasName,
	missingAnswers,
	newKeyProblem,
	type EkmAnswers,
} from './answers.js';
import {isOwnRoleOrUser} from './own-identity.js';
import {stateReason, unfitReason} from './key-facts.js';
import {type EkmObservation} from './observation.js';
import {otherKeyBlockers} from './other-keys.js';
import {judgeAnswer} from './wanted-statements.js';

/** Why nothing may be written yet: an answer is missing or refused, or what is in AWS stands in the way. */
export function findBlockers(
	answers: EkmAnswers,
	observation: EkmObservation,
	mark: Mark,
): Blocker[] {
	const {identity, region} = observation;
	if (identity.state !== 'found') {
		return [couldNotLook('who you are', identity)];
	}

	const elsewhere = placeBlockers(identity.value, region, mark);
	if (elsewhere.length > 0) {
		return elsewhere;
	}

	return [
		...missingAnswers(answers).map((field) => ({
			code: 'MissingAnswer',
			message: `The setup has no ${field} yet.`,
			hint: `Give the field ${quoteText(field)} in the setup file, or the answer on its screen.`,
		})),
		...statementBlockers(answers, identity.value),
		...administratorBlockers(answers, identity.value),
		...keyBlockers(answers, observation, identity.value, mark),
	];
}

/** Why the planned changes may not be made: a key policy that is longer than AWS KMS takes. */
export function findOversize(changes: readonly Change[]): Blocker[] {
	return changes
		.filter(
			({policy}) => policy && measurePolicy(policy.after) > keyPolicyLimit,
		)
		.map(() => ({
			code: 'PolicyTooLong',
			message:
				'With Workato’s statement the key policy would be longer than the 32 KB that AWS KMS allows.',
			hint: 'Shorten the key policy, or use another key.',
		}));
}

function statementBlockers(answers: EkmAnswers, owner: Identity): Blocker[] {
	if (missingAnswers(answers).includes('statement')) {
		return [];
	}

	return judgeAnswer(answers, owner).refusals.map(({message, position}) => ({
		code: 'StatementRefused',
		message: position
			? `${message} (statement, line ${position.line}, column ${position.column})`
			: message,
		hint: 'Copy “Permission to access key” from Workato again, whole and unchanged.',
	}));
}

function administratorBlockers(
	{key}: EkmAnswers,
	{account}: Identity,
): Blocker[] {
	return (key?.create?.administrators ?? [])
		.filter((text) => !isOwnRoleOrUser(text, account))
		.map((text) => ({
			code: 'AdministratorRefused',
			message: `${quoteText(text)} is not the ARN of a role or user of account ${account}.`,
			hint: 'Give ARNs such as arn:aws:iam::111122223333:role/Security.',
		}));
}

function keyBlockers(
	answers: EkmAnswers,
	observation: EkmObservation,
	identity: Identity,
	mark: Mark,
): Blocker[] {
	const {key, aliasTarget} = observation;
	const {use, create} = answers.key ?? {};
	if (use !== undefined && key.state !== 'found') {
		return [usedKeyNotFound(use, observation, identity)];
	}

	if (key.state === 'unknown') {
		return [couldNotLook('whether the key exists', key)];
	}

	if (create && aliasTarget.state === 'unknown') {
		return [
			couldNotLook(`whether ${aliasName(create.alias)} is free`, aliasTarget),
		];
	}

	const problem =
		create && key.state === 'absent' ? newKeyProblem(create) : undefined;
	if (problem !== undefined) {
		return [
			{
				code: 'NewKeyRefused',
				message: problem,
				hint: 'Correct key.create in the setup file, or the answer on its screen. Nothing was changed.',
			},
		];
	}

	const inTheWay = otherKeyBlockers(answers, observation, mark);
	if (inTheWay.length > 0) {
		return inTheWay;
	}

	return key.state === 'found'
		? unusable(key.value, answers, observation, identity)
		: [];
}

function usedKeyNotFound(
	use: string,
	{key, region}: EkmObservation,
	{account}: Identity,
): Blocker {
	// AWS tells little about keys of other accounts and regions; the ARN itself says enough.
	const arn = parseArn(use);
	const isElsewhere =
		arn !== undefined && (arn.account !== account || arn.region !== region);
	return key.state === 'unknown' && !isElsewhere
		? couldNotLook('whether the key exists', key)
		: {
				code: 'KeyNotFound',
				message: `There is no key ${use} in account ${account}, ${region}.`,
				hint: 'Check the region and the account, or choose another key.',
			};
}

function unusable(
	facts: KeyFacts,
	{rotation: wanted}: EkmAnswers,
	{policy, rotation, region}: EkmObservation,
	{account}: Identity,
): Blocker[] {
	const unfit = unfitReason(facts, {account, region});
	const reason = unfit ?? stateReason(facts);
	if (reason) {
		return [
			{
				code: 'KeyNotUsable',
				message: `The key ${facts.arn} cannot be used: ${reason}.`,
				hint: unfit
					? 'Choose another key, or let the assistant make a new one.'
					: 'If that was not on purpose, enable the key again; the checklist offers it.',
			},
		];
	}

	const isRotationAsked =
		wanted?.enabled !== false && facts.multiRegion !== 'REPLICA';
	return [
		...(policy.state === 'found'
			? []
			: [couldNotLook('what the key policy says', policy)]),
		...(rotation.state === 'found' || !isRotationAsked
			? []
			: [
					{
						...couldNotLook('whether the key rotates', rotation),
						hint: 'Nothing is written while this is unknown. Get the permission, or leave rotation as it is: rotation: {enabled: false}.',
					},
				]),
	];
}
