import {paginateListAliases, KMSClient} from '@aws-sdk/client-kms';
import {type AwsSession} from '../../aws/session.js';

/** Reads the names of every alias of a key, with `alias/`, by the key's ID or ARN. Rejects with AWS's error. */
export async function readAliases(
	session: Pick<AwsSession, 'client'>,
	keyId: string,
): Promise<string[]> {
	const names: string[] = [];
	for await (const {Aliases = []} of paginateListAliases(
		{client: session.client(KMSClient)},
		{KeyId: keyId},
	)) {
		names.push(...Aliases.flatMap(({AliasName}) => AliasName ?? []));
	}

	return names;
}
