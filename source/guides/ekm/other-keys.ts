import {type Change} from '../../resources/call.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {equalStatements} from '../../policy/compare-policies.js';
import {explainStatement} from '../../policy/explain-statement.js';
import {type Statement} from '../../policy/policy-document.js';
import {firstFew} from '../checklist-table.js';
import {type Adoption, type Blocker} from '../guide.js';
import {type Mark} from '../mark.js';
import {aliasName, isAlias, type EkmAnswers} from './answers.js';
import {type EkmObservation} from './observation.js';
import {agreedName} from './own-key.js';

/** Why nothing may be written because of a key that is not this setup's own, with the way to use that key if it is meant. */
export function otherKeyBlockers(
	{key: wanted}: EkmAnswers,
	{key, aliasTarget, namesake}: EkmObservation,
	{name}: Mark,
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
Why the changes may not be made to a key that carries this setup's name, but was made by another run of it: nobody has
said that the two are one. With nothing to change it is an `adoption`.
*/
export function takeover(
	{key}: EkmObservation,
	{name}: Mark,
	changes: readonly Change[],
): Blocker[] {
	return key.state === 'found' &&
		key.value.foundBy === 'alias' &&
		changes.length > 0
		? [sameName(name, key.value.arn)]
		: [];
}

/**
A key with this setup's name that nobody has to change, but that no run of this setup made: it may be anybody's, and what
else its policy says is theirs.
*/
export function adoption(
	{key: wanted}: EkmAnswers,
	{key, policy}: EkmObservation,
	{name}: Mark,
	ours: readonly Statement[],
): Adoption[] {
	if (
		key.state !== 'found' ||
		key.value.foundBy !== 'alias' ||
		wanted?.create === undefined
	) {
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
			message:
				others.length === 0
					? blocker.message
					: `${blocker.message} Its policy also says: ${firstFew(others.map((statement) => explainStatement(statement)))}`,
			thing: 'key',
			names: {[agreedName(wanted.create.alias)]: arn},
		},
	];
}

function aliasTaken(
	alias: string,
	target: string,
	own: string | undefined,
): Blocker {
	return {
		code: 'AliasTaken',
		message: own
			? `${alias} already names the key ${target}, which this setup did not make. The key that it made, ${own}, has no alias yet.`
			: `${alias} already names the key ${target}, which this setup did not make.`,
		hint: own
			? `Choose another alias for ${own}, or use the other key: key: {use: ${target}}. Then the key of this setup stays behind unused.`
			: `Choose another alias, or use that key: key: {use: ${target}}.`,
		offer: offerOf(target),
	};
}

function aliasMoved(use: string, first: string, now: string): Blocker {
	return {
		code: 'AliasMoved',
		message: `${use} named the key ${first} when this setup first used it. Now it names ${now}.`,
		hint: `Stay with the first key, which Workato may already use: key: {use: ${first}}. Or go over to the other one: key: {use: ${now}}.`,
		offer: {
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
		offer: offerOf(arn),
	};
}

function offerOf(arn: string): Blocker['offer'] {
	return {label: 'use that key', answers: {key: {use: arn}}};
}
