import {
	ListResourceTagsCommand,
	paginateListKeys,
	KMSClient,
} from '@aws-sdk/client-kms';
import pLimit from 'p-limit';
import {describeAwsError} from '../../aws/errors.js';
import {type AwsSession} from '../../aws/session.js';

/** A key as ListKeys names it. */
export type KeyName = {KeyId: string; Arn: string};

// KMS allows 2,000 ListResourceTags a second; this stays far below.
const concurrency = 20;

/**
Looks through every key of the region for one tag; of the keys with it, the first that `isWanted` takes. Slow in an
account with thousands of keys, so it is only asked where another key could be made. Rejects where “not found” would be a
guess: the tags of some key could not be read, or AWS lists a key that it does not show yet.
*/
export async function findKeyByTag(
	session: AwsSession,
	tag: string,
	value: string,
	isWanted: (key: KeyName) => Promise<boolean> = async () => true,
): Promise<KeyName | undefined> {
	const limit = pLimit(concurrency);
	const refused: Array<{arn: string; error: unknown}> = [];
	let isSpreading = false;
	const hasTag = async ({KeyId, Arn}: KeyName): Promise<boolean> => {
		try {
			const {Tags = []} = await session
				.client(KMSClient)
				.send(new ListResourceTagsCommand({KeyId}));
			return Tags.some(
				(each) => each.TagKey === tag && each.TagValue === value,
			);
		} catch (error) {
			const {kind} = describeAwsError(error);
			if (kind === 'not-found') {
				// Listed a moment ago: a key as new as the one that is looked for.
				isSpreading = true;
			} else if (kind === 'denied') {
				refused.push({arn: Arn, error});
			} else {
				limit.clearQueue();
				throw error;
			}

			return false;
		}
	};

	const pages = paginateListKeys(
		{client: session.client(KMSClient), pageSize: 1000},
		{},
	);
	for await (const page of pages) {
		const found = await Promise.all(
			(page.Keys ?? []).map(async ({KeyId = '', KeyArn = ''}) =>
				limit(async () => {
					const key = {KeyId, Arn: KeyArn};
					return (await hasTag(key)) && (await isWanted(key)) ? key : undefined;
				}),
			),
		);
		const key = found.find((each) => each !== undefined);
		if (key) {
			return key;
		}
	}

	if (isSpreading) {
		throw new Error('AWS lists a key whose tags it does not show yet.');
	}

	const [first] = refused;
	if (first) {
		throw new TagsUnreadable(first, refused.length);
	}

	return undefined;
}

/** Keeps AWS's code, which says what kind of trouble it is. */
class TagsUnreadable extends Error {
	constructor({arn, error}: {arn: string; error: unknown}, count: number) {
		const {code, message} = describeAwsError(error);
		const others = count > 1 ? ` and ${count - 1} more` : '';
		super(
			`The tags of ${arn}${others} may not be read, so the key that is looked for could be among them. ${message}`,
		);
		this.name = code;
	}
}
