import {Buffer} from 'node:buffer';
import {setupTag} from '../../aws/find-key-by-tag.js';
import {type Identity} from '../../aws/identity.js';
import {mergeStatements} from '../../policy/merge-statements.js';
import {type Blocker} from '../guide.js';
import {aliasName, missingAnswers, type EkmAnswers} from './answers.js';
import {isOwnRoleOrUser} from './own-identity.js';
import {stateReason, unfitReason} from './key-facts.js';
import {type EkmObservation} from './observation.js';
import {judgeAnswer, wantedStatements} from './wanted-statements.js';

// AWS KMS: maximum size of a key policy document.
const keyPolicyBytes = 32_768;

/** Why nothing may be written yet: an answer is missing or refused, or what is in AWS stands in the way. */
export function findBlockers(
	answers: EkmAnswers,
	observation: EkmObservation,
	mark: {name: string},
): Blocker[] {
	const {identity} = observation;
	if (identity.state !== 'found') {
		return [couldNotLook('who you are', identity)];
	}

	return [
		...missingAnswers(answers).map((field) => ({
			code: 'MissingAnswer',
			message: `The setup has no ${field} yet.`,
			hint: `Give the field “${field}” in the setup file, or the answer on its screen.`,
		})),
		...statementBlockers(answers, identity.value),
		...administratorBlockers(answers, identity.value),
		...keyBlockers(answers, observation, identity.value, mark),
		...sizeBlockers(answers, observation, identity.value),
	];
}

function couldNotLook(
	what: string,
	found: {state: string; code?: string; reason?: string},
): Blocker {
	return {
		code: found.code ?? 'CannotTell',
		message: `AWS did not say ${what}${found.reason ? `: ${found.reason}` : '.'}`,
		hint: 'Nothing is written while this is unknown. Get the permission, or try again.',
	};
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
			message: `“${text}” is not the ARN of a role or user of account ${account}.`,
			hint: 'Give ARNs such as arn:aws:iam::111122223333:role/Security.',
		}));
}

function keyBlockers(
	answers: EkmAnswers,
	observation: EkmObservation,
	{account}: Identity,
	{name}: {name: string},
): Blocker[] {
	const {key, policy, aliasTarget, tags, region} = observation;
	if (key.state === 'unknown') {
		return [couldNotLook('whether the key exists', key)];
	}

	if (key.state === 'absent') {
		const use = answers.key?.use;
		return use === undefined
			? []
			: [
					{
						code: 'KeyNotFound',
						message: `There is no key ${use} in account ${account}, ${region}.`,
						hint: 'Check the region and the account, or choose another key.',
					},
				];
	}

	const {arn, foundBy} = key.value;
	const create = answers.key?.create;
	const alias = create ? aliasName(create.alias) : '';
	if (foundBy === 'alias') {
		if (tags.state === 'unknown') {
			return [couldNotLook(`whose key ${alias} is`, tags)];
		}

		if (tags.state === 'absent' || tags.value[setupTag] !== name) {
			return [aliasTaken(alias, arn)];
		}
	}

	if (create && aliasTarget.state === 'unknown') {
		return [couldNotLook(`whether ${alias} is free`, aliasTarget)];
	}

	if (create && aliasTarget.state === 'found' && aliasTarget.value !== arn) {
		return [aliasTaken(alias, aliasTarget.value)];
	}

	const reason =
		unfitReason(key.value, {account, region}) ?? stateReason(key.value);
	if (reason) {
		return [
			{
				code: 'KeyNotUsable',
				message: `The key ${arn} cannot be used: ${reason}.`,
				hint:
					stateReason(key.value) === reason
						? 'If that was not on purpose, enable the key again; the checklist offers it.'
						: 'Choose another key, or let the assistant make a new one.',
			},
		];
	}

	return policy.state === 'found'
		? []
		: [couldNotLook('what the key policy says', policy)];
}

function aliasTaken(alias: string, keyArn: string): Blocker {
	return {
		code: 'AliasTaken',
		message: `${alias} already names the key ${keyArn}, which this setup did not make.`,
		hint: `Choose another alias, or use that key: key: {use: ${keyArn}}.`,
		offer: {label: 'use that key', answers: {key: {use: keyArn}}},
	};
}

function sizeBlockers(
	answers: EkmAnswers,
	{policy}: EkmObservation,
	owner: Identity,
): Blocker[] {
	if (policy.state !== 'found') {
		return [];
	}

	const merged = mergeStatements(
		policy.value,
		wantedStatements(answers, owner),
	);
	const bytes = Buffer.byteLength(JSON.stringify(merged));
	return merged !== policy.value && bytes > keyPolicyBytes
		? [
				{
					code: 'PolicyTooLong',
					message:
						'With Workato’s statement the key policy would be longer than the 32 KB that AWS KMS allows.',
					hint: 'Shorten the key policy, or use another key.',
				},
			]
		: [];
}
