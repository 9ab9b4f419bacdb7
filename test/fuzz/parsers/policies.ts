import {isDeepStrictEqual} from 'node:util';
import {evaluateKeyPolicy} from '../../../source/policy/key-policy.js';
import {validateTrust} from '../../../source/policy/validate-trust.js';
import {mergeStatements} from '../../../source/policy/compare-policies.js';
import {type PolicyDocument, type Statement} from '../../../source/policy/policy-document.js';
import {buildTrustStatement, mergeTrustPolicy} from '../../../source/policy/trust-policy.js';
import {type FullRequest, rule} from '../../policy/naive-oracle.js';
import {outside, own} from '../../policy/policies.js';
import {type FuzzedParser} from '../parser.js';
import {
	otherId,
	randomKeyRequest,
	randomPolicy,
	randomStatement,
	trustRequest,
	wantedId,
} from '../random-policy.js';

const million = 1_000_000;

/** The evaluator against the rules: neither yes nor no where they say otherwise, however little it was told. */
export const keyEvaluator: FuzzedParser = {
	name: 'key-policy-evaluator',
	bound: 1000,
	cases: million,
	open: () => ({
		try(random) {
			const policy = randomPolicy(random, 'key');
			const request = randomKeyRequest(random);
			const {principal, action, resource, keyAccount, context} = request;
			const given = Object.fromEntries(
				// A call is taken to be nobody's but the caller's own, where nothing else is said.
				['kms:viaservice', 'kms:encryptioncontext:app', 'aws:principalarn']
					.filter((key) => key === 'kms:viaservice' || random.oneIn(2))
					.map((key) => [key, context[key] ?? []]),
			);
			const {verdict} = evaluateKeyPolicy(policy, {
				principal,
				action,
				keyArn: resource,
				keyAccount,
				context: given,
			});
			const ruling = rule(policy, request);
			if (
				(verdict === 'allowed' && ruling === 'denied') ||
				(verdict === 'not allowed' && ruling === 'allowed')
			) {
				throw differs(verdict, ruling, policy, request);
			}
		},
	}),
};

/** Merging statements into a key policy: nothing more than the statement, nothing less than before. */
export const keyMerging: FuzzedParser = {
	name: 'key-policy-merging',
	bound: 1000,
	cases: million,
	open: () => ({
		try(random) {
			const policy = randomPolicy(random, 'key');
			const added = {...randomStatement(random, 'key'), Effect: 'Allow'};
			const before = structuredClone(policy);
			const merged = mergeStatements(policy, [added]);
			assertKept(before, merged, policy);
			assertNoWider(policy, added, merged, randomKeyRequest(random));
			if (mergeStatements(merged, [added]) !== merged) {
				throw new Error(`Merging twice changes: ${JSON.stringify(merged)}`);
			}
		},
	}),
};

const trusted = {account: outside, externalId: wantedId, partition: 'aws'};
const wanted = buildTrustStatement(trusted);
const ids = [wantedId, otherId, undefined];

/** Judging a trust policy: neither “let in” nor “kept out” against the rules, and a way in without the ID is never missed. */
export const trustJudge: FuzzedParser = {
	name: 'trust-policy-judge',
	bound: 1000,
	cases: million,
	open: () => ({
		try(random) {
			const policy = randomPolicy(random, 'trust');
			const {isLetIn, findings} = validateTrust(policy, {
				...trusted,
				ownAccount: own,
			});
			for (const hasMfaKey of [true, false]) {
				const request = trustRequest(wantedId, hasMfaKey);
				const ruling = rule(policy, request);
				if (
					(isLetIn === 'yes' && ruling === 'denied') ||
					(isLetIn === 'no' && ruling === 'allowed')
				) {
					throw differs(isLetIn, ruling, policy, request);
				}
			}

			for (const id of [otherId, undefined]) {
				const request = trustRequest(id, false);
				const isOpen = rule(policy, request) === 'allowed';
				if (isOpen && findings.length === 0) {
					throw differs('nothing found', 'open', policy, request);
				}
			}
		},
	}),
};

/** Merging into a trust policy, likewise. */
export const trustMerging: FuzzedParser = {
	name: 'trust-policy-merging',
	bound: 1000,
	cases: million,
	open: () => ({
		try(random) {
			const policy = randomPolicy(random, 'trust');
			const ours = mergeTrustPolicy(policy, {
				...wanted,
				Condition: {StringEquals: {'sts:ExternalId': otherId}},
			});
			const start = random.oneIn(2) ? ours : policy;
			const before = structuredClone(start);
			const merged = mergeTrustPolicy(start, wanted);
			if (start === policy) {
				assertKept(before, merged, start, true);
			}

			assertNoWider(
				start,
				wanted,
				merged,
				trustRequest(ids[random.below(ids.length)], random.oneIn(2)),
			);
			if (mergeTrustPolicy(merged, wanted) !== merged) {
				throw new Error(`Merging twice changes: ${JSON.stringify(merged)}`);
			}
		},
	}),
};

// Every statement stays as it was and where it was; `isOwnOpen`: one of our own may have got one more external ID.
function assertKept(
	before: PolicyDocument,
	merged: PolicyDocument,
	policy: PolicyDocument,
	isOwnOpen = false,
): void {
	const changed = before.Statement.filter(
		(statement, index) =>
			!isDeepStrictEqual(statement, merged.Statement[index]) &&
			!(isOwnOpen && statement.Sid?.startsWith('WorkatoAssumeRole')),
	);
	const {Statement: _, ...head} = before;
	const {Statement: __, ...mergedHead} = merged;
	if (
		changed.length > 0 ||
		!isDeepStrictEqual(head, mergedHead) ||
		!isDeepStrictEqual(before, policy)
	) {
		throw new Error(`Merging changed what was there: ${JSON.stringify({before, merged})}`);
	}
}

function assertNoWider(
	policy: PolicyDocument,
	added: Statement,
	merged: PolicyDocument,
	request: FullRequest,
): void {
	const [before, after, alone] = [
		rule(policy, request),
		rule(merged, request),
		rule({...policy, Statement: [added]}, request),
	];
	if (after === 'allowed' && before === 'denied' && alone === 'denied') {
		throw differs('allowed', 'denied before and by the statement', merged, request);
	}

	if (before === 'allowed' && after !== 'allowed') {
		throw differs(after, 'allowed before', merged, request);
	}
}

function differs(said: string, ruled: string, policy: PolicyDocument, request: FullRequest): Error {
	return new Error(`Said ${said}, the rules say ${ruled}: ${JSON.stringify({policy, request})}`);
}
