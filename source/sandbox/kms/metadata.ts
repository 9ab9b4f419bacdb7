import {type JsonObject} from '../../json.js';
import {keyArn, type Key} from '../state.js';

const algorithms = ({spec, usage}: Key): JsonObject => {
	if (spec === 'SYMMETRIC_DEFAULT') {
		return {EncryptionAlgorithms: ['SYMMETRIC_DEFAULT']};
	}

	if (spec.startsWith('HMAC_')) {
		return {MacAlgorithms: [spec.replace('HMAC_', 'HMAC_SHA_')]};
	}

	if (usage === 'ENCRYPT_DECRYPT') {
		return {EncryptionAlgorithms: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256']};
	}

	return usage === 'SIGN_VERIFY'
		? {
				SigningAlgorithms: [
					spec.startsWith('RSA') ? 'RSASSA_PSS_SHA_256' : 'ECDSA_SHA_256',
				],
			}
		: {};
};

/** A key as CreateKey and DescribeKey show it. */
export const keyMetadata = (key: Key): JsonObject => {
	const arn = keyArn(key);
	return {
		AWSAccountId: key.account,
		KeyId: key.id,
		Arn: arn,
		CreationDate: key.createdAt,
		Enabled: key.state === 'Enabled',
		Description: key.description,
		KeyUsage: key.usage,
		KeyState: key.state,
		...(key.deletionDate !== undefined && {DeletionDate: key.deletionDate}),
		Origin: key.origin,
		KeyManager: key.manager,
		CustomerMasterKeySpec: key.spec,
		KeySpec: key.spec,
		...algorithms(key),
		MultiRegion: key.multiRegion,
		...(key.multiRegion && {
			MultiRegionConfiguration: {
				MultiRegionKeyType: 'PRIMARY',
				PrimaryKey: {Arn: arn, Region: key.region},
				ReplicaKeys: [],
			},
		}),
	};
};
