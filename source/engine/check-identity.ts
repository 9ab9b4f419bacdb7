import {sessionRoleName} from '../aws/arn.js';
import {describeAwsError, type AwsProblem} from '../aws/errors.js';
import {whoAmI, type Identity} from '../aws/identity.js';
import {type AwsSession} from '../aws/session.js';

/** Who the review said would write. */
export type Reviewer = Pick<Identity, 'account' | 'arn'>;

/**
Asks AWS right before the first write whether we are still who the review said: a profile may have been switched, or a
sign-in renewed as somebody else. What is wrong, or nothing. The name of a role's session may differ.
*/
export async function checkIdentity(
	session: AwsSession,
	reviewed: Reviewer,
): Promise<AwsProblem | undefined> {
	let now: Reviewer;
	try {
		now = await whoAmI(session);
	} catch (error) {
		return describeAwsError(error);
	}

	return isSame(now, reviewed)
		? undefined
		: {
				kind: 'refused',
				code: 'OtherIdentity',
				message: `The plan was reviewed as ${reviewed.arn}, and now you are signed in as ${now.arn}.`,
				hint: `Nothing was written. Sign in as ${reviewed.arn} again, or look again and review the plan as ${now.arn}.`,
			};
}

function isSame(one: Reviewer, other: Reviewer): boolean {
	return one.account === other.account && whoOf(one.arn) === whoOf(other.arn);
}

function whoOf(arn: string): string {
	const role = sessionRoleName(arn);
	return role === undefined ? arn : `role ${role}`;
}
