import {
	paginateListSecrets,
	type SecretListEntry,
} from '@aws-sdk/client-secrets-manager';
import {compareNames} from '../../terminal/compare-names.js';
import {find, type Found} from '../find.js';
import {type AwsSession} from '../session.js';
import {type ListedSecret} from './secret-facts.js';

// AWS's largest page.
const pageSize = 100;

/**
Every secret of the session's region by name, those that wait for deletion too; with a prefix, those whose name starts
so. `update` hears the secrets so far after each page. Never rejects. After the signal it is `unknown`.
*/
export async function listSecrets(
	{secretsManager}: Pick<AwsSession, 'secretsManager'>,
	{
		prefix = '',
		update,
		signal,
	}: {
		prefix?: string;
		update?: (secrets: readonly ListedSecret[]) => void;
		signal?: AbortSignal;
	} = {},
): Promise<Found<ListedSecret[]>> {
	return find(async () => {
		let secrets: readonly ListedSecret[] = [];
		for await (const page of paginateListSecrets(
			{client: secretsManager, pageSize},
			{IncludePlannedDeletion: true},
		)) {
			signal?.throwIfAborted();
			const more = (page.SecretList ?? [])
				.map((entry) => listedSecret(entry))
				.filter(({name}) => name.startsWith(prefix));
			// What is in order already is hardly looked at again.
			secrets = byName([...secrets, ...byName(more)]);
			update?.(secrets);
		}

		return [...secrets];
	});
}

/** What ListSecrets and DescribeSecret both say of a secret. */
export function listedSecret({
	ARN = '',
	Name = '',
	KmsKeyId,
	DeletedDate,
	Description,
	OwningService,
}: Pick<
	SecretListEntry,
	'ARN' | 'Name' | 'KmsKeyId' | 'DeletedDate' | 'Description' | 'OwningService'
>): ListedSecret {
	return {
		arn: ARN,
		name: Name,
		...(KmsKeyId && {kmsKeyId: KmsKeyId}),
		...(DeletedDate && {deletedAt: DeletedDate.toISOString()}),
		...(Description && {description: Description}),
		...(OwningService && {owningService: OwningService}),
	};
}

function byName(secrets: readonly ListedSecret[]): ListedSecret[] {
	return secrets.toSorted((one, other) => compareNames(one.name, other.name));
}
