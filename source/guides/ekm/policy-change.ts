import {parseKeyArn} from '../../aws/arn.js';
import {type Change} from '../../resources/call.js';
import {canonicalStatement} from '../../policy/compare.js';
import {joinWords} from '../../policy/join-words.js';
import {mergeStatements} from '../../policy/merge-statements.js';
import {
	type PolicyDocument,
	type Statement,
} from '../../policy/policy-document.js';
import {parsePrincipals} from '../../policy/principals.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type WorkatoName} from '../name-workato.js';
import {type EkmObservation} from './observation.js';

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
	const after = mergeStatements(before, wanted);
	return after === before
		? []
		: [
				putKeyPolicy(
					keyArn,
					{before, after},
					workato,
					earlierNote(keyArn, before, wanted),
				),
			];
}

function putKeyPolicy(
	keyArn: string,
	policy: {before: PolicyDocument; after: PolicyDocument},
	{start, its}: WorkatoName,
	note: string,
): Change {
	return {
		id: 'put-key-policy',
		title: `Add ${its('statement')} to the key policy`,
		why:
			`${start} may then use the key; every other statement stays as it is.` +
			note,
		call: {
			service: 'kms',
			operation: 'PutKeyPolicy',
			input: {
				KeyId: keyArn,
				PolicyName: 'default',
				Policy: JSON.stringify(policy.after),
			},
		},
		policy,
	};
}

/** Says which statements for Workato's account are there already and stay: taking them away is the owner's to decide. */
function earlierNote(
	keyArn: string,
	before: PolicyDocument,
	wanted: Statement[],
): string {
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
	const names = earlier.map(({Sid}) =>
		Sid ? quoteText(Sid) : 'one without a Sid',
	);
	return earlier.length === 0
		? ''
		: ` That goes for what is there for the same account, too: ${joinWords(names)}. Take it away yourself once Workato no longer uses it.`;
}
