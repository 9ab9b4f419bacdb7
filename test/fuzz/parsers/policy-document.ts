import {decodePolicyText} from '../../../source/resources/iam-role/read.js';
import {diffPolicies, mergeStatements} from '../../../source/policy/compare-policies.js';
import {evaluateKeyPolicy} from '../../../source/policy/key-policy.js';
import {validateTrust} from '../../../source/policy/validate-trust.js';
import {outsideAccess} from '../../../source/policy/outside-access.js';
import {
	parsePolicyDocument,
	PolicyError,
	type PolicyDocument,
} from '../../../source/policy/policy-document.js';
import {findRewriteLosses} from '../../../source/policy/read-policy-text.js';
import {validateKeyPolicy} from '../../../source/policy/validate-key-policy.js';
import {keyArn, outside, own, workato, workatoRole} from '../../policy/policies.js';
import {drawLines, wordsOfRefusal} from '../drawn.js';
import {mutateJson} from '../mutate-json.js';
import {mutateText} from '../mutate-text.js';
import {type FuzzedParser} from '../parser.js';
import {policySamples} from '../samples.js';
import {randomPolicy} from '../random-policy.js';

/** Policy documents as AWS gives them: parsed, validated, evaluated, explained, compared and merged. */
export const policyDocument: FuzzedParser = {
	name: 'policy-document',
	bound: 2000,
	cases: 100_000,
	open: () => ({
		try(random) {
			const text = random.oneIn(3)
				? mutateText(random, policySamples)
				: (JSON.stringify(
						mutateJson(random, randomPolicy(random, random.pick(['key', 'trust']))),
					) ?? '');
			if (random.oneIn(4)) {
				decodePolicyText(encodeURIComponent(text.toWellFormed()));
			}

			let policy: PolicyDocument;
			try {
				policy = parsePolicyDocument(text);
			} catch (error) {
				drawLines(wordsOfRefusal(error, PolicyError));
				return;
			}

			const merged = mergeStatements(policy, [workato]);
			drawLines([
				...findRewriteLosses(text),
				...validateKeyPolicy(policy).map(({message}) => message),
				...outsideAccess(policy, {account: own, arn: keyArn}, [workato]).map(
					({explanation}) => explanation,
				),
				evaluateKeyPolicy(policy, {
					principal: workatoRole,
					action: 'kms:Encrypt',
					keyArn,
					keyAccount: own,
				}).because,
				...validateTrust(policy, {
					account: outside,
					externalId: 'x1',
					partition: 'aws',
					ownAccount: own,
				}).findings.map(({message}) => message),
				...diffPolicies(policy, merged).blocks.flatMap(({lines}) => lines),
			]);
		},
	}),
};
