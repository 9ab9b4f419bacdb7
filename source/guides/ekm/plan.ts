import {newKeyPolicy} from '../../policy/key-policy.js';
import {type Plan} from '../guide.js';
import {type Mark} from '../mark.js';
import {nameWorkato} from '../name-workato.js';
import {findUnwritable} from '../../resources/kms-key/desired.js';
import {type EkmAnswers} from './answers.js';
import {changesForNewKey, changesToKey} from './changes.js';
import {findBlockers, findOversize} from './blockers.js';
import {type EkmObservation} from './observation.js';
import {adoption, takeover} from './other-keys.js';
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
		...findUnwritable(changes, observation.policyLosses),
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
