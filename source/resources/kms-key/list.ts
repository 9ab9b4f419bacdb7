import {paginateListAliases, paginateListKeys, KMSClient} from '@aws-sdk/client-kms';
import pLimit from 'p-limit';
import {describeAwsError, lookUp} from '../../aws/errors.js';
import {type AwsSession} from '../../aws/session.js';
import {compareNames} from '../../terminal/names.js';
import {describeKey, readKeyTags, type KeyFacts} from './read.js';

/** One key of the region. `facts` come later than the row; `problem` says why they cannot be had. */
export type ListedKey = {
	keyId: string;
	arn: string;
	aliases: string[];
	facts?: KeyFacts;
	problem?: string;
};

/** The keys known so far. */
export type KeyList = {
	keys: ListedKey[];
	/** Names are all there; facts may still be on their way. */
	isListed: boolean;
	described: number;
	/** Why the keys could not be listed. */
	problem?: string;
	/** Why the keys are listed without their aliases. */
	namesProblem?: string;
};

// KMS allows 2,000 DescribeKey and as many ListResourceTags a second; this leaves others their share.
const concurrency = 16;
// Milliseconds between two updates of the screen while facts arrive.
const updateEvery = 150;

/**
Lists the keys with their aliases first (a few calls for thousands of keys), then asks what each is, and stops when told.
Never rejects.
*/
export async function listKeys(
	session: Pick<AwsSession, 'client'>,
	update: (list: KeyList) => void,
	signal: AbortSignal,
): Promise<void> {
	const kms = session.client(KMSClient);
	const list: KeyList = {keys: [], isListed: false, described: 0};
	const notify = () => {
		if (!signal.aborted) {
			update({...list, keys: [...list.keys]});
		}
	};

	const aliases = lookUp(async () => aliasesByKey(kms));
	try {
		for await (const page of paginateListKeys({client: kms, pageSize: 1000}, {})) {
			if (signal.aborted) {
				return;
			}

			for (const {KeyId = '', KeyArn = ''} of page.Keys ?? []) {
				list.keys.push({keyId: KeyId, arn: KeyArn, aliases: []});
			}

			notify();
		}
	} catch (error) {
		list.problem = describeAwsError(error).message;
		notify();
		return;
	}

	const names = await aliases;
	if (names.state === 'unknown') {
		list.namesProblem = names.reason;
	}

	list.keys = byName(
		list.keys.map((key) => ({
			...key,
			aliases: (names.state === 'found' ? names.value.get(key.keyId) : undefined) ?? [],
		})),
	);
	list.isListed = true;
	notify();
	await describeAll(session, list, notify, signal);
}

async function aliasesByKey(kms: KMSClient): Promise<Map<string, string[]>> {
	const names = new Map<string, string[]>();
	for await (const page of paginateListAliases({client: kms, pageSize: 100}, {})) {
		for (const {TargetKeyId, AliasName = ''} of page.Aliases ?? []) {
			if (TargetKeyId) {
				names.set(TargetKeyId, [...(names.get(TargetKeyId) ?? []), AliasName]);
			}
		}
	}

	return names;
}

// Keys with a name of one's own first, then those without, then the ones AWS keeps.
function byName(keys: ListedKey[]): ListedKey[] {
	const rank = ({aliases}: ListedKey) => {
		const [alias] = aliases;
		if (alias === undefined) {
			return 1;
		}

		return alias.startsWith('alias/aws/') ? 2 : 0;
	};

	return keys.toSorted(
		(one, other) =>
			rank(one) - rank(other) ||
			compareNames(one.aliases[0] ?? one.keyId, other.aliases[0] ?? other.keyId),
	);
}

async function describeAll(
	session: Pick<AwsSession, 'client'>,
	list: KeyList,
	report: () => void,
	signal: AbortSignal,
): Promise<void> {
	const limit = pLimit(concurrency);
	let updatedAt = Date.now();
	await Promise.all(
		list.keys.map(async (key, index) =>
			limit(async () => {
				if (signal.aborted) {
					return;
				}

				list.keys[index] = {...key, ...(await describe(session, key.arn))};
				list.described++;
				if (!(Date.now() - updatedAt >= updateEvery)) {
					return;
				}

				updatedAt = Date.now();
				report();
			}),
		),
	);
	report();
}

async function describe(
	session: Pick<AwsSession, 'client'>,
	arn: string,
): Promise<Pick<ListedKey, 'facts' | 'problem'>> {
	try {
		const facts = await describeKey(session, arn);
		return facts ? {facts} : {};
	} catch (error) {
		return {problem: describeAwsError(error).message};
	}
}

/** A key as ListKeys names it. */
type KeyName = {KeyId: string; Arn: string};

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
			const tags = await readKeyTags(session, KeyId);
			return tags[tag] === value;
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

	const pages = paginateListKeys({client: session.client(KMSClient), pageSize: 1000}, {});
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
