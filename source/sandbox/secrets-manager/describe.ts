import {type JsonObject} from '../../json.js';
import {secretArn, type Secret} from './records.js';

/** What AWS shows of a secret; its versions go under another name in each of the two answers that have this. */
export const describeSecret = (
	secret: Secret,
	versionsField: 'VersionIdsToStages' | 'SecretVersionsToStages',
): JsonObject => ({
	ARN: secretArn(secret),
	Name: secret.name,
	Description: secret.description,
	KmsKeyId: secret.kmsKeyId,
	OwningService: secret.owningService,
	CreatedDate: secret.createdAt,
	LastChangedDate: secret.changedAt,
	LastAccessedDate: secret.accessedAt,
	DeletedDate: secret.deletedAt,
	...(secret.tags.length > 0 && {Tags: secret.tags}),
	...(secret.versions.length > 0 && {
		[versionsField]: Object.fromEntries(
			secret.versions.map(({id, stages}) => [id, stages]),
		),
	}),
});
