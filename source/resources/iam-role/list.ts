import {paginateListRoles, IAMClient} from '@aws-sdk/client-iam';
import {compareNames} from '../../terminal/compare-names.js';
import {find, type Found} from '../../aws/find.js';
import {type AwsSession} from '../../aws/session.js';

/** One role of a list. */
export type ListedRole = {
	arn: string;
	name: string;
	path: string;
	description?: string;
};

// AWS's largest page.
const pageSize = 1000;

/** Every role of the account by name. `update` hears the roles so far after each page. Never rejects. */
export async function listRoles(
	session: Pick<AwsSession, 'client'>,
	{
		update,
		signal,
	}: {
		update?: (roles: readonly ListedRole[]) => void;
		signal?: AbortSignal;
	} = {},
): Promise<Found<ListedRole[]>> {
	return find(async () => {
		let roles: ListedRole[] = [];
		for await (const page of paginateListRoles(
			{client: session.client(IAMClient), pageSize},
			{},
		)) {
			signal?.throwIfAborted();
			const more = (page.Roles ?? []).map(
				({Arn = '', RoleName = '', Path = '/', Description}) => ({
					arn: Arn,
					name: RoleName,
					path: Path,
					...(Description && {description: Description}),
				}),
			);
			roles = [...roles, ...more].toSorted((one, other) =>
				compareNames(one.name, other.name),
			);
			update?.(roles);
		}

		return roles;
	});
}
