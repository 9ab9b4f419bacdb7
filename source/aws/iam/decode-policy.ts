import {parsePolicyDocument} from '../../policy/parse-policy-document.js';
import {type PolicyDocument} from '../../policy/policy-document.js';

/** Reads a policy as IAM gives it: URL-encoded JSON, which the SDK leaves so. Throws with words fit for the screen. */
export function decodePolicy(encoded: string | undefined): PolicyDocument {
	if (encoded === undefined) {
		throw new Error('IAM did not show the policy.');
	}

	let text: string;
	try {
		text = decodeURIComponent(encoded);
	} catch {
		throw new Error('The policy is not encoded the way IAM does it.');
	}

	return parsePolicyDocument(text);
}
