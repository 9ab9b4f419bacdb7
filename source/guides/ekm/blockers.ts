import {parseArn} from '../../aws/arn.js';
import {type Identity} from '../../aws/session.js';
import {type Change} from '../../resources/call.js';
import {keyPolicyLimit, measurePolicy} from '../../policy/validate-key-policy.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type Blocker, type Adoption} from '../guide.js';
import {couldNotObserve, locationBlockers, whatItLacks, type OwnSetup} from '../ownership.js';
import {type KeyFacts} from '../../resources/kms-key/read.js';
import {equalStatements} from '../../policy/compare-policies.js';
import {explainStatement} from '../../policy/explain-statement.js';
import {type Statement} from '../../policy/policy-document.js';
import {firstFew} from '../checklist-table.js';
import {
	aliasName,
	missingAnswers,
	newKeyProblem,
	type EkmAnswers,
	isAlias,
	isOwnRoleOrUser,
} from './answers.js';
import {stateReason, unfitReason, type EkmObservation} from './observation.js';
import {validateAnswer} from './validate-statement.js';
import {agreedName} from './locate-key.js';

/** Why nothing may be written yet: an answer is missing or refused, or what is in AWS stands in the way. */
export function findBlockers(
	answers: EkmAnswers,
	observation: EkmObservation,
	own: OwnSetup,
): Blocker[] {
	const {identity, region} = observation;
	if (identity.state !== 'found') {
		return [couldNotObserve('who you are', identity)];
	}

	const elsewhere = locationBlockers(identity.value, region, own);
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
		...keyBlockers(answers, observation, identity.value, own),
	];
}

/** Why the planned changes may not be made: a key policy that is longer than AWS KMS takes. */
export function findOversize(changes: readonly Change[]): Blocker[] {
	return changes
		.filter(({policy}) => policy && measurePolicy(policy.after) > keyPolicyLimit)
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

	return validateAnswer(answers, owner).refusals.map(({message, position}) => ({
		code: 'StatementRefused',
		message: position
			? `${message} (statement, line ${position.line}, column ${position.column})`
			: message,
		hint: 'Copy “Permission to access key” from Workato again, whole and unchanged.',
	}));
}

function administratorBlockers({key}: EkmAnswers, {account}: Identity): Blocker[] {
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
	own: OwnSetup,
): Blocker[] {
	const {key, aliasTarget} = observation;
	const {use, create} = answers.key ?? {};
	if (use !== undefined && key.state !== 'found') {
		return [usedKeyNotFound(use, observation, identity)];
	}

	if (key.state === 'unknown') {
		return [couldNotObserve('whether the key exists', key)];
	}

	if (create && aliasTarget.state === 'unknown') {
		return [couldNotObserve(`whether ${aliasName(create.alias)} is free`, aliasTarget)];
	}

	const problem = create && key.state === 'absent' ? newKeyProblem(create) : undefined;
	if (problem !== undefined) {
		return [
			{
				code: 'NewKeyRefused',
				message: problem,
				hint: 'Correct key.create in the setup file, or the answer on its screen. Nothing was changed.',
			},
		];
	}

	const inTheWay = otherKeyBlockers(answers, observation, own);
	if (inTheWay.length > 0) {
		return inTheWay;
	}

	return key.state === 'found' ? unusable(key.value, answers, observation, identity) : [];
}

function usedKeyNotFound(use: string, {key, region}: EkmObservation, {account}: Identity): Blocker {
	// AWS tells little about keys of other accounts and regions; the ARN itself says enough.
	const arn = parseArn(use);
	const isElsewhere = arn !== undefined && (arn.account !== account || arn.region !== region);
	return key.state === 'unknown' && !isElsewhere
		? couldNotObserve('whether the key exists', key)
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

	const isRotationAsked = wanted?.enabled !== false && facts.multiRegion !== 'REPLICA';
	return [
		...(policy.state === 'found' ? [] : [couldNotObserve('what the key policy says', policy)]),
		...(rotation.state === 'found' || !isRotationAsked
			? []
			: [
					{
						...couldNotObserve('whether the key rotates', rotation),
						hint: 'Nothing is written while this is unknown. Get the permission, or leave rotation as it is: rotation: {enabled: false}.',
					},
				]),
	];
}

/** Why nothing may be written because of a key that is not this setup's own, with the way to use that key if it is meant. */
function otherKeyBlockers(
	{key: wanted}: EkmAnswers,
	{key, aliasTarget, namesake}: EkmObservation,
	{name}: OwnSetup,
): Blocker[] {
	const own = key.state === 'found' ? key.value.arn : undefined;
	const target = aliasTarget.state === 'found' ? aliasTarget.value : undefined;
	const {use, create} = wanted ?? {};
	if (create && target !== undefined && target !== own) {
		return [aliasTaken(aliasName(create.alias), target, own)];
	}

	if (use !== undefined && isAlias(use) && own && target && target !== own) {
		return [aliasMoved(use, own, target)];
	}

	return create && own === undefined && namesake.state === 'found'
		? [sameName(name, namesake.value)]
		: [];
}

/**
A key with this setup's name that no run of this setup made: it may be anybody's, and what else its policy says is theirs. What it
lacks is added once the person has agreed that it is the setup's own.
*/
export function adoption(
	{key: wanted}: EkmAnswers,
	{key, policy}: EkmObservation,
	{name}: OwnSetup,
	{ours, changes}: {ours: readonly Statement[]; changes: readonly Change[]},
): Adoption[] {
	if (key.state !== 'found' || key.value.foundBy !== 'alias' || wanted?.create === undefined) {
		return [];
	}

	const {arn} = key.value;
	const blocker = sameName(name, arn);
	const others =
		policy.state === 'found'
			? policy.value.Statement.filter((statement) =>
					ours.every((own) => !equalStatements(own, statement)),
				)
			: [];
	return [
		{
			...blocker,
			message: [
				blocker.message,
				...whatItLacks(changes),
				...(others.length === 0
					? []
					: [
							`Its policy also says: ${firstFew(others.map((statement) => explainStatement(statement)))}`,
						]),
			].join(' '),
			thing: 'key',
			hasChanges: changes.length > 0,
			names: {[agreedName(wanted.create.alias)]: arn},
		},
	];
}

function aliasTaken(alias: string, target: string, own: string | undefined): Blocker {
	return {
		code: 'AliasTaken',
		message: own
			? `${alias} already names the key ${target}, which this setup did not make. The key that it made, ${own}, has no alias yet.`
			: `${alias} already names the key ${target}, which this setup did not make.`,
		hint: own
			? `Choose another alias for ${own}, or use the other key: key: {use: ${target}}. Then the key of this setup stays behind unused.`
			: `Choose another alias, or use that key: key: {use: ${target}}.`,
		suggestion: suggestionOf(target),
	};
}

function aliasMoved(use: string, first: string, now: string): Blocker {
	return {
		code: 'AliasMoved',
		message: `${use} named the key ${first} when this setup first used it. Now it names ${now}.`,
		hint: `Stay with the first key, which Workato may already use: key: {use: ${first}}. Or go over to the other one: key: {use: ${now}}.`,
		suggestion: {
			label: 'stay with the first key',
			answers: {key: {use: first}},
		},
	};
}

function sameName(name: string, arn: string): Blocker {
	return {
		code: 'OtherSetupsKey',
		message: `The key ${arn} carries the name of this setup, ${quoteText(name)}, but this setup did not make it: one of the same name did, on another computer or before it was deleted here.`,
		hint: `If that is the key you mean, use it: key: {use: ${arn}}. For a key of its own, give this setup another name.`,
		suggestion: suggestionOf(arn),
	};
}

function suggestionOf(arn: string): Blocker['suggestion'] {
	return {label: 'use that key', answers: {key: {use: arn}}};
}
