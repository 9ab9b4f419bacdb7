import {newKeyPolicy} from '../../policy/key-policy.js';
import {type Plan} from '../guide.js';
import {type OwnSetup, nameWorkato, type WorkatoName} from '../ownership.js';
import {
	findUnwritable,
	keyPolicyAs,
	newKey,
	newKeyId,
	rotationEvery,
	type KeyId,
} from '../../resources/kms-key/desired.js';
import {parseKeyArn} from '../../aws/arn.js';
import {type Change} from '../../resources/call.js';
import {canonicalStatement, mergeStatements} from '../../policy/compare-policies.js';
import {joinWords} from '../../terminal/phrases.js';
import {type PolicyDocument, type Statement} from '../../policy/policy-document.js';
import {parsePrincipals} from '../../policy/principals.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type KeyFacts, type Rotation} from '../../resources/kms-key/read.js';
import {rotationDays} from '../../resources/kms-key/effects.js';
import {type Identity} from '../../aws/session.js';
import {runTag, setupTag} from '../../resources/ownership.js';
import {newAlias} from '../../resources/kms-alias/calls.js';
import {type EkmAnswers, aliasName} from './answers.js';
import {findBlockers, findOversize, adoption} from './blockers.js';
import {type EkmObservation} from './observation.js';
import {wantedStatements, workatoAccounts} from './validate-statement.js';

/**
What is still to be done so that AWS holds what the answers say: pure, in order, nothing when all is there. Follows steps
1.2 and 1.3 of the document. Adds only: other statements, descriptions and tags stay as they are.
*/
export function planEkm(answers: EkmAnswers, observation: EkmObservation, own: OwnSetup): Plan {
	const blockers = findBlockers(answers, observation, own);
	if (blockers.length > 0 || observation.identity.state !== 'found') {
		return {changes: [], blockers};
	}

	const identity = observation.identity.value;
	const {account, partition} = identity;
	const statements = wantedStatements(answers, identity);
	const administrators = answers.key?.create?.administrators ?? [];
	const policy = newKeyPolicy(account, partition, statements, administrators);
	const workato = nameWorkato(workatoAccounts(answers, identity), own.pastedAccounts);
	const {key} = observation;
	// The owner's own statement comes first in a new key's policy.
	const added = administrators.length > 0 ? policy.Statement.slice(1) : statements;
	const changes =
		key.state === 'found'
			? changesToKey(answers, observation, key.value, {added, workato})
			: changesForNewKey(answers, {policy, workato}, own);
	const obstacles = [
		...findUnwritable(changes, observation.policyLosses),
		...findOversize(changes),
	];
	if (obstacles.length > 0) {
		return {changes: [], blockers: obstacles};
	}

	const adoptions = adoption(answers, observation, own, {ours: policy.Statement, changes});
	return {changes, blockers: [], ...(adoptions.length > 0 && {adoptions})};
}

const newKeyChangeId = 'create-key';

/** The changes that make the key, in order. */
function changesForNewKey(
	answers: EkmAnswers,
	{policy, workato}: {policy: PolicyDocument; workato: WorkatoName},
	own: Pick<OwnSetup, 'name' | 'runId'>,
): Change[] {
	const create = answers.key?.create;
	if (!create) {
		return [];
	}

	const keyId = newKeyId(newKeyChangeId);
	return [
		newKey(
			{
				id: newKeyChangeId,
				title: 'Create the key',
				why: `A symmetric key with material from KMS, whose policy keeps this account as owner and adds ${workato.isKnown ? 'Workato’s statement' : `the statement of ${workato.end}`}.`,
			},
			{
				description: create.description ?? 'Workato Enterprise Key Management',
				policy,
				tags: {
					...create.tags,
					[setupTag]: own.name,
					[runTag]: own.runId,
				},
			},
		),
		createAlias(create.alias, keyId),
		...(answers.rotation?.enabled === false ? [] : [enableRotation(keyId, answers.rotation?.days)]),
	];
}

/** The changes that a key which is there still needs, in order; nothing when it holds everything. */
function changesToKey(
	answers: EkmAnswers,
	observation: EkmObservation,
	{arn, keyId}: KeyFacts,
	{added, workato}: {added: Statement[]; workato: WorkatoName},
): Change[] {
	const create = answers.key?.create;
	const isAliasNeeded = create !== undefined && observation.aliasTarget.state === 'absent';
	return [
		...policyChanges(arn, observation, added, workato),
		...(isAliasNeeded ? [createAlias(create.alias, keyId)] : []),
		...rotationChanges(arn, answers, observation),
	];
}

function createAlias(alias: string, key: KeyId): Change {
	return newAlias(
		{
			id: 'create-alias',
			title: `Name it ${aliasName(alias)}`,
			why: 'The alias is the key’s display name in the AWS console.',
		},
		aliasName(alias),
		key,
	);
}

/** What a setup will most likely change while its answers do not tell, with `*` in place of what nobody has chosen. */
export function usualChanges({
	account,
	partition,
}: Pick<Identity, 'account' | 'partition'>): Change[] {
	return changesForNewKey(
		{guide: 'ekm', name: '*', key: {create: {alias: '*'}}},
		{policy: newKeyPolicy(account, partition, [], []), workato: nameWorkato([])},
		{name: '*', runId: '*'},
	);
}

/**
The change that puts the wanted statements into a key's policy (step 1.2), or none when they are there. Every other
statement is kept as it is.
*/
export function policyChanges(
	keyArn: string,
	{policy}: Partial<EkmObservation>,
	wanted: Statement[],
	workato: WorkatoName,
): Change[] {
	if (policy?.state !== 'found') {
		return [];
	}

	const before = policy.value;
	return keyPolicyAs(
		{
			id: 'put-key-policy',
			title: `Add ${workato.its('statement')} to the key policy`,
			why: `${workato.start} may then use the key; every other statement stays as it is.${earlierNote(keyArn, before, wanted)}`,
		},
		keyArn,
		{before, after: mergeStatements(before, wanted)},
	);
}

/** Says which statements for Workato's account are there already and stay: taking them away is the owner's to decide. */
function earlierNote(keyArn: string, before: PolicyDocument, wanted: Statement[]): string {
	const accountsOf = (statement: Statement) =>
		parsePrincipals(statement).flatMap(({account}) => account ?? []);
	const workato = new Set(wanted.flatMap((statement) => accountsOf(statement)));
	workato.delete(parseKeyArn(keyArn)?.account ?? '');
	const own = new Set(wanted.map((statement) => canonicalStatement(statement)));
	const earlier = before.Statement.filter(
		(statement) =>
			statement.Effect === 'Allow' &&
			!own.has(canonicalStatement(statement)) &&
			accountsOf(statement).some((account) => workato.has(account)),
	);
	const names = earlier.map(({Sid}) => (Sid ? quoteText(Sid) : 'one without a Sid'));
	return earlier.length === 0
		? ''
		: ` That goes for what is there for the same account, too: ${joinWords(names)}. Take it away yourself once Workato no longer uses it.`;
}

/**
The change that turns rotation on (step 1.3), or none when it is on. Never turns rotation off, and leaves a replica
alone: AWS sets rotation on the primary key only.
*/
export function rotationChanges(
	keyArn: string,
	{rotation: wanted}: EkmAnswers,
	{rotation, key}: Partial<EkmObservation>,
): Change[] {
	const isReplica = key?.state === 'found' && key.value.multiRegion === 'REPLICA';
	if (wanted?.enabled === false || rotation?.state !== 'found' || isReplica) {
		return [];
	}

	const {enabled, days} = rotation.value;
	// A key keeps its period unless the person gave one; where AWS does not say the period, nothing is to be changed.
	const isDone =
		enabled && (wanted?.days === undefined || days === undefined || wanted.days === days);
	return isDone ? [] : [enableRotation(keyArn, wanted?.days, rotation.value)];
}

/** Turns rotation on for a key, or for one that is yet to be made. `before` is how it rotates now. */
function enableRotation(key: KeyId, days: number = rotationDays.usual, before?: Rotation): Change {
	return rotationEvery(
		{
			id: 'enable-key-rotation',
			title: `Rotate the key every ${days} days`,
			why: 'Recommended by Workato. ARN, alias and policy stay the same when AWS rotates a key.',
		},
		key,
		days,
		before,
	);
}
