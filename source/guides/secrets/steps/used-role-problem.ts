import {parseArn} from '../../../aws/arn.js';
import {roleNameProblem, usedRoleName} from '../role-names.js';

/** What is wrong with the ARN or name of a role, as far as the text tells; nothing when AWS can be asked about it. */
export function usedRoleProblem(
	text: string,
	account: string | undefined,
): string | undefined {
	if (text === '') {
		return 'Give the ARN or the name of a role.';
	}

	if (!text.startsWith('arn:')) {
		return roleNameProblem(text);
	}

	const arn = parseArn(text);
	if (arn?.service === 'sts') {
		return 'This is the ARN of a session. Give the ARN of the role itself.';
	}

	if (arn?.service !== 'iam' || !arn.resource.startsWith('role/')) {
		return 'This is not the ARN of a role.';
	}

	return account !== undefined && arn.account !== account
		? `This role belongs to account ${arn.account}; you are in ${account}.`
		: roleNameProblem(usedRoleName(text));
}
