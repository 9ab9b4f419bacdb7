import {ListResourceTagsCommand, paginateListKeys} from '@aws-sdk/client-kms';
import pLimit from 'p-limit';
import {describeAwsError} from './errors.js';
import {type AwsSession} from './session.js';

/** The tag that says which setup made a key; its value is the setup's name. */
export const setupTag = 'workato-aws:setup';

/** The tag that says which run made a key. CreateKey has no client token, so this is how a lost reply is found. */
export const runTag = 'workato-aws:run';

// KMS allows 2,000 ListResourceTags a second; this stays far below.
const concurrency = 20;

/**
Looks through every key of the region for one tag. Slow in an account with thousands of keys, so it is only asked after
a lost reply or a crash. A key whose tags we may not read is passed over: we can read those of the keys we made. Rejects
where "not found" would be a guess: no tags at all could be read, or AWS lists a key that it does not show yet.
*/
export async function findKeyByTag(
	session: AwsSession,
	tag: string,
	value: string,
): Promise<{KeyId: string; Arn: string} | undefined> {
	const limit = pLimit(concurrency);
	let read = 0;
	let refusal: unknown;
	let isSpreading = false;
	const hasTag = async (keyId: string): Promise<boolean> => {
		try {
			const {Tags = []} = await session.kms.send(
				new ListResourceTagsCommand({KeyId: keyId}),
			);
			read++;
			return Tags.some(
				(each) => each.TagKey === tag && each.TagValue === value,
			);
		} catch (error) {
			const {kind} = describeAwsError(error);
			if (kind === 'not-found') {
				// Listed a moment ago: a key as new as the one that is looked for.
				isSpreading = true;
			} else if (kind === 'denied') {
				refusal = error;
			} else {
				limit.clearQueue();
				throw error;
			}

			return false;
		}
	};

	const pages = paginateListKeys({client: session.kms, pageSize: 1000}, {});
	for await (const page of pages) {
		const found = await Promise.all(
			(page.Keys ?? []).map(async ({KeyId = '', KeyArn = ''}) =>
				limit(async () =>
					(await hasTag(KeyId)) ? {KeyId, Arn: KeyArn} : undefined,
				),
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

	if (read === 0 && refusal !== undefined) {
		throw refusal;
	}

	return undefined;
}
