import {type Json} from '../json.js';
import {type PolicyDocument} from './policy-document.js';
import {isPolicy, type LoosePolicy} from './policy-shape.js';

/** What AWS answered is not a policy. The message is fit for the screen. */
export class PolicyError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'PolicyError';
	}
}

/** Makes `Statement` a list; everything else stays. */
export const withStatementList = ({
	Statement,
	...rest
}: LoosePolicy): PolicyDocument => ({...rest, Statement: [Statement].flat()});

/** Reads a policy as AWS gives it (strict JSON, not URL-encoded). Unknown keys stay. Throws PolicyError. */
export function parsePolicyDocument(text: string): PolicyDocument {
	let value: Json;
	try {
		value = JSON.parse(text) as Json;
	} catch {
		throw new PolicyError('The policy is not valid JSON.');
	}

	if (!isPolicy(value)) {
		throw new PolicyError('This is JSON, but not a policy with statements.');
	}

	return withStatementList(value);
}
