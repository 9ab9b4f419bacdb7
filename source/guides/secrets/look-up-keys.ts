import {
	DescribeKeyCommand,
	GetKeyPolicyCommand,
	KMSClient,
} from '@aws-sdk/client-kms';
import pLimit from 'p-limit';
import {parseKeyArn} from '../../aws/arn.js';
import {find, type Found} from '../../aws/find.js';
import {type AwsSession} from '../../aws/session.js';
import {parsePolicyDocument} from '../../policy/policy-shape.js';
import {once} from './look-up-secrets.js';
import {type SecretKeyFacts} from './observation.js';

// KMS allows 1,000 GetKeyPolicy a second; this leaves others their share.
const concurrency = 8;

/**
The keys of secrets for one look at AWS, by the key as the secret names it (ID, alias or ARN): each is asked for once.
Never rejects. A key that may not be described is still known by its ARN, where the secret gives that.
*/
export function lookUpKeys(
	session: Pick<AwsSession, 'client'>,
): (id: string) => Promise<Found<SecretKeyFacts>> {
	const kms = session.client(KMSClient);
	const limit = pLimit(concurrency);
	return once(async (id: string) =>
		limit(async () => {
			const described = find(async () => {
				const {KeyMetadata} = await kms.send(
					new DescribeKeyCommand({KeyId: id}),
				);
				return KeyMetadata;
			});
			const [key, policy] = await Promise.all([
				described,
				find(async () => {
					// GetKeyPolicy knows no aliases; most secrets name the key itself.
					const key = id.includes('alias/') ? await described : undefined;
					const keyId = key?.state === 'found' ? key.value.Arn : id;
					const {Policy} = await kms.send(
						new GetKeyPolicyCommand({KeyId: keyId, PolicyName: 'default'}),
					);
					return Policy === undefined ? undefined : parsePolicyDocument(Policy);
				}),
			]);
			if (key.state !== 'found') {
				return key;
			}

			const {Arn = '', KeyManager, KeyState} = key.value;
			return {
				state: 'found',
				value: {
					arn: parseKeyArn(Arn) ? Arn : id,
					isManagedByAws: KeyManager === 'AWS',
					enabled: KeyState === 'Enabled',
					policy,
				},
			};
		}),
	);
}
