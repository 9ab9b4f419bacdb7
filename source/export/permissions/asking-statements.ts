import {sessionRoleName} from '../../aws/arn.js';
import {type Identity} from '../../aws/identity.js';
import {type Statement} from '../../policy/policy-document.js';

/**
What lets an identity ask IAM whether its own policies allow something: itself and nobody else. Only GetRole knows the path
of a session's role.
*/
export function askingStatements({
	arn,
	account,
	partition,
}: Identity): Statement[] {
	const role = sessionRoleName(arn);
	const isUser = arn.includes(':user/');
	// What would stand for several may ask for none.
	if ((role === undefined && !isUser) || /[*?]/v.test(arn)) {
		return [];
	}

	const roles = `arn:${partition}:iam::${account}:role`;
	return [
		{
			Sid: 'AskWhatIsAllowed',
			Effect: 'Allow',
			Action: isUser
				? 'iam:SimulatePrincipalPolicy'
				: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'],
			Resource: isUser ? arn : [`${roles}/${role}`, `${roles}/*/${role}`],
		},
	];
}
