import {GetRoleCommand, GetUserCommand} from '@aws-sdk/client-iam';
import {parseArn} from '../arn.js';
import {find, type Found} from '../find.js';
import {type AwsSession} from '../session.js';

/**
Whether a role or user of one's own account is there: its ARN as IAM has it. `absent` when there is none of that name, or
when the one of that name has another ARN (another path); `unknown` when IAM may not be asked.
*/
export async function findPrincipal(
	{iam}: Pick<AwsSession, 'iam'>,
	arn: string,
): Promise<Found<string>> {
	const resource = parseArn(arn)?.resource ?? '';
	const [kind = ''] = resource.split('/', 1);
	const name = resource.split('/').at(-1) ?? '';
	return find(async () => {
		const found = await (kind === 'user'
			? iam
					.send(new GetUserCommand({UserName: name}))
					.then(({User}) => User?.Arn)
			: iam
					.send(new GetRoleCommand({RoleName: name}))
					.then(({Role}) => Role?.Arn));
		return found === arn ? arn : undefined;
	});
}
