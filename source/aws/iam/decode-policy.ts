import {parsePolicyDocument} from '../../policy/parse-policy-document.js';
import {type PolicyDocument} from '../../policy/policy-document.js';

/** Reads a policy as IAM gives it: URL-encoded JSON, which the SDK leaves so. Throws with words fit for the screen. */
export function decodePolicy(encoded: string | undefined): PolicyDocument {
	return parsePolicyDocument(decodePolicyText(encoded));
}

/** The policy's own text, as `decodePolicy` reads it. */
export function decodePolicyText(encoded: string | undefined): string {
	if (encoded === undefined) {
		throw new Error('IAM did not show the policy.');
	}

	try {
		return decodeURIComponent(encoded);
	} catch {
		throw new Error('The policy is not encoded the way IAM does it.');
	}
}
