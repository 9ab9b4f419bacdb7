import {toList} from '../../policy/one-or-many.js';
import {escapeCodePoints} from '../escape-code-points.js';
import {type Handover} from '../handover.js';
import {operatorStatements} from './operator-policy.js';

/**
The IAM policy to ask for before a setup has answers: what its usual calls take, and to look at the keys, roles and secrets
that the screens list (`permissions` are all that the guide may ask of IAM).
*/
export function permissionsToStart(
	handover: Handover,
	permissions: readonly string[],
): string {
	const statements = operatorStatements(handover);
	const given = new Set(statements.flatMap(({Action}) => toList(Action)));
	const policy = {
		Version: '2012-10-17',
		Statement: [
			...statements,
			{
				Sid: 'LookAround',
				Effect: 'Allow',
				Action: permissions.filter(
					(action) =>
						!given.has(action) && /:(?:Describe|Get|List)/v.test(action),
				),
				Resource: '*',
			},
		],
	};
	return escapeCodePoints(`${JSON.stringify(policy, undefined, 2)}\n`);
}
