import {type Statement} from '../../policy/policy-document.js';
import {escapeCodePoints} from '../escape-code-points.js';

/** An IAM policy of these statements as a text to be sent: indented JSON, in ASCII. */
export function policyText(statements: readonly Statement[]): string {
	const policy = {Version: '2012-10-17', Statement: [...statements]};
	return escapeCodePoints(`${JSON.stringify(policy, undefined, 2)}\n`);
}
