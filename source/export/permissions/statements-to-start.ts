import {toList} from '../../policy/one-or-many.js';
import {type Statement} from '../../policy/policy-document.js';
import {type Handover} from '../handover.js';
import {operatorStatements} from './operator-statements.js';

/**
What is needed before a setup has answers: what its usual calls take, and to look at the keys, roles and secrets that the
screens list (`permissions` are all that the guide may ask of IAM).
*/
export function statementsToStart(
	handover: Handover,
	permissions: readonly string[],
): Statement[] {
	const statements = operatorStatements(handover);
	const given = new Set(statements.flatMap(({Action}) => toList(Action)));
	return [
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
	];
}
