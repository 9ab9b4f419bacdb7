import {Buffer} from 'node:buffer';
import {keyRefusal} from './authorise-key.js';
import {isOperator} from './conditions.js';
import {AwsError} from './errors.js';
import {type Caller} from './evaluate.js';
import {printPolicy} from './print-policy.js';
import {invalidPrincipal} from './principals.js';
import {type Key, type State} from './state.js';
import {parseStatements, type ParsedStatement} from './statements.js';

/** The largest key policy, in bytes (aws.md 3.1). */
const largestPolicy = 32_768;

const malformed = (message: string): AwsError =>
	new AwsError('MalformedPolicyDocumentException', message);

/** The policy that KMS gives a key when none is sent: the account decides by its IAM policies. */
export const defaultKeyPolicy = (account: string): string =>
	printPolicy(
		JSON.stringify({
			Version: '2012-10-17',
			Id: 'key-default-1',
			Statement: [
				{
					Sid: 'Enable IAM User Permissions',
					Effect: 'Allow',
					Principal: {AWS: account},
					Action: 'kms:*',
					Resource: '*',
				},
			],
		}),
	);

const isWellFormed = (statement: ParsedStatement): boolean => {
	const hasOneOf = (one: unknown, other: unknown) =>
		(one === undefined) !== (other === undefined);
	const actions = [...(statement.Action ?? []), ...(statement.NotAction ?? [])];
	return (
		hasOneOf(statement.Principal, statement.NotPrincipal) &&
		// KMS takes a statement without Action or Resource, which then has no effect (aws.md 3.3).
		!(statement.Action && statement.NotAction) &&
		!(statement.Resource && statement.NotResource) &&
		actions.every(
			(action) => action === '*' || /^[\-0-9a-z]+:[\w*?]+$/iv.test(action),
		) &&
		Object.keys(statement.Condition ?? {}).every((operator) =>
			isOperator(operator),
		)
	);
};

const readStatements = (policy: string): ParsedStatement[] => {
	try {
		return parseStatements(policy);
	} catch {
		throw malformed(
			'The policy is not valid JSON, or has elements that are missing or not known.',
		);
	}
};

/**
Judges a key policy as CreateKey and PutKeyPolicy do, and gives it back as KMS keeps it.
@throws {AwsError} MalformedPolicyDocumentException (syntax, principals that do not exist, lockout) or
LimitExceededException (over 32,768 bytes). Rules: aws.md 3.1 and 3.3.
*/
export const acceptKeyPolicy = (
	policy: string,
	{
		state,
		caller,
		key,
		isLockoutCheckSkipped = false,
	}: {state: State; caller: Caller; key: Key; isLockoutCheckSkipped?: boolean},
): string => {
	if (Buffer.byteLength(policy) > largestPolicy) {
		throw new AwsError(
			'LimitExceededException',
			`A key policy has at most ${largestPolicy} bytes.`,
		);
	}

	const statements = readStatements(policy);
	if (statements.some((statement) => !isWellFormed(statement))) {
		throw malformed('A statement of the policy is not well formed.');
	}

	if (statements.some((statement) => invalidPrincipal(state, statement))) {
		throw malformed(
			'Policy contains a statement with one or more invalid principals.',
		);
	}

	const kept = printPolicy(policy);
	if (
		!isLockoutCheckSkipped &&
		keyRefusal(caller, 'PutKeyPolicy', {...key, policy: kept})
	) {
		throw malformed(
			'The new key policy will not allow you to update the key policy in the future.',
		);
	}

	return kept;
};
