import {DescribeKeyCommand, KMSClient} from '@aws-sdk/client-kms';
import {lookUp} from '../../aws/lookup.js';
import {type AwsSession} from '../../aws/session.js';
import {keyFacts} from '../../resources/kms-key/read.js';
import {type EkmObservation, type KeyFoundBy} from './observation.js';

/** A setup's key, as far as AWS shows it. */
export type KeyFound = EkmObservation['key'];

/** What KMS says of a key with this ARN, ID or alias, and how it was found. Never rejects. */
export async function describeKey(
	session: AwsSession,
	keyId: string,
	foundBy: KeyFoundBy,
): Promise<KeyFound> {
	return lookUp(async () => {
		const {KeyMetadata} = await session
			.client(KMSClient)
			.send(new DescribeKeyCommand({KeyId: keyId}));
		return KeyMetadata && {...keyFacts(KeyMetadata), foundBy};
	});
}
