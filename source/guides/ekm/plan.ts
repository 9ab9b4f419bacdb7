import {type Identity} from '../../aws/identity.js';
import {reference, type Change} from '../../resources/call.js';
import {type Json} from '../../json.js';
import {newKeyPolicy} from '../../policy/build-key-policy.js';
import {type Statement} from '../../policy/policy-document.js';
import {type Plan} from '../guide.js';
import {type Mark} from '../mark.js';
import {nameWorkato, type WorkatoName} from '../name-workato.js';
import {runTag, setupTag} from '../../resources/ownership-tags.js';
import {aliasName, type EkmAnswers} from './answers.js';
import {findBlockers, findOversize} from './blockers.js';
import {type EkmObservation} from './observation.js';
import {adoption, takeover} from './other-keys.js';
import {policyChanges} from './policy-change.js';
import {enableRotation, rotationChanges} from './rotation-change.js';
import {findUnwritable} from './unwritable-policy.js';
import {wantedStatements, workatoAccounts} from './wanted-statements.js';

/**
What is still to be done so that AWS holds what the answers say: pure, in order, nothing when all is there. Follows steps
1.2 and 1.3 of the document. Adds only: other statements, descriptions and tags stay as they are.
*/
export function planEkm(
	answers: EkmAnswers,
	observation: EkmObservation,
	mark: Mark,
): Plan {
	const blockers = findBlockers(answers, observation, mark);
	if (blockers.length > 0 || observation.identity.state !== 'found') {
		return {changes: [], blockers};
	}

	const identity = observation.identity.value;
	const statements = wantedStatements(answers, identity);
	const workato = nameWorkato(
		workatoAccounts(answers, identity),
		mark.pastedAccounts,
	);
	const changes =
		observation.key.state === 'found'
			? changesToKey(answers, observation, {statements, identity, workato})
			: changesForNewKey(answers, {statements, identity, workato}, mark);
	const obstacles = [
		...takeover(observation, mark, changes),
		...findUnwritable(changes, observation),
		...findOversize(changes),
	];
	if (obstacles.length > 0) {
		return {changes: [], blockers: obstacles};
	}

	const {account, partition} = identity;
	const administrators = answers.key?.create?.administrators ?? [];
	const ours = newKeyPolicy(account, partition, statements, administrators);
	const adoptions = adoption(answers, observation, mark, ours.Statement);
	return {changes, blockers: [], ...(adoptions.length > 0 && {adoptions})};
}

type Wanted = {
	statements: Statement[];
	identity: Identity;
	workato: WorkatoName;
};

function changesForNewKey(
	answers: EkmAnswers,
	{statements, identity, workato}: Wanted,
	mark: Mark,
): Change[] {
	const create = answers.key?.create;
	if (!create) {
		return [];
	}

	const policy = newKeyPolicy(
		identity.account,
		identity.partition,
		statements,
		create.administrators ?? [],
	);
	const tags = {
		...create.tags,
		[setupTag]: mark.name,
		[runTag]: mark.runId,
	};
	const keyId = reference('create-key', 'KeyId');
	return [
		{
			id: 'create-key',
			title: 'Create the key',
			why: `A symmetric key with material from KMS, whose policy keeps this account as owner and adds ${workato.isKnown ? 'Workato’s statement' : `the statement of ${workato.end}`}.`,
			call: {
				service: 'kms',
				operation: 'CreateKey',
				input: {
					Description:
						create.description ?? 'Workato Enterprise Key Management',
					KeySpec: 'SYMMETRIC_DEFAULT',
					KeyUsage: 'ENCRYPT_DECRYPT',
					Origin: 'AWS_KMS',
					Policy: JSON.stringify(policy),
					Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({
						TagKey,
						TagValue,
					})),
				},
			},
			policy: {after: policy},
		},
		createAlias(create.alias, keyId),
		...(answers.rotation?.enabled === false
			? []
			: [enableRotation(keyId, answers.rotation?.days)]),
	];
}

function changesToKey(
	answers: EkmAnswers,
	observation: EkmObservation,
	{statements, identity, workato}: Wanted,
): Change[] {
	const {key, aliasTarget} = observation;
	if (key.state !== 'found') {
		return [];
	}

	const {arn, keyId} = key.value;
	const create = answers.key?.create;
	const administrators = create?.administrators ?? [];
	const wanted =
		administrators.length > 0
			? newKeyPolicy(
					identity.account,
					identity.partition,
					statements,
					administrators,
				).Statement.slice(1)
			: statements;
	const isNeedsAlias = create !== undefined && aliasTarget.state === 'absent';
	return [
		...policyChanges(arn, observation, wanted, workato),
		...(isNeedsAlias ? [createAlias(create.alias, keyId)] : []),
		...rotationChanges(arn, answers, observation),
	];
}

function createAlias(alias: string, target: Json): Change {
	return {
		id: 'create-alias',
		title: `Name it ${aliasName(alias)}`,
		why: 'The alias is the key’s display name in the AWS console.',
		call: {
			service: 'kms',
			operation: 'CreateAlias',
			input: {AliasName: aliasName(alias), TargetKeyId: target},
		},
	};
}
