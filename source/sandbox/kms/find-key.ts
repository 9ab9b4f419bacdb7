import * as z from 'zod';
import {AwsError} from '../answer.js';
import {authoriseKey, type KeyRequest, authoriseIdentity, inRegion} from '../authorise.js';
import {keyArn, type Key} from '../state.js';
import {type CallContext, type Operation, reads, slicePage, writes} from '../operation.js';
import {type Json, type JsonObject} from '../../json.js';

/** A key's description, as KMS's model limits it. */
export const descriptionField = z.string().max(8192);

/** `Limit` and `Marker` of the operations that answer in pages. */
export const pageFields = {
	Limit: z.int().min(1).max(1000).optional(),
	Marker: z.string().min(1).max(1024).optional(),
};

/**
An answer with one page of a list in `field`; `size` is how many it holds when the caller sets no Limit.
@throws {AwsError} InvalidMarkerException for a Marker that did not come from here.
*/
export const page = (
	field: string,
	all: readonly Json[],
	{Limit, Marker}: {Limit?: number | undefined; Marker?: string | undefined},
	size: number,
): JsonObject => {
	const start =
		Marker === undefined ? 0 : Number(/^from-(?<start>\d+)$/v.exec(Marker)?.groups?.start ?? NaN);
	if (Number.isNaN(start)) {
		throw new AwsError('InvalidMarkerException', 'The marker is not one that this operation gave.');
	}

	const {items, next} = slicePage(all, start, Limit ?? size);
	return {
		[field]: items,
		Truncated: next !== undefined,
		...(next !== undefined && {NextMarker: `from-${next}`}),
	};
};

/** A key's ID or ARN, and for some operations its alias, as KMS's model limits it. */
export const keyIdField = z.string().min(1).max(2048);

const arnForm = /^arn:aws:kms:(?<region>[\-0-9a-z]+):\d{12}:(?:key|alias)\/.+$/v;
const idForm = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/v;

const notFound = (message: string): AwsError => new AwsError('NotFoundException', message);

/** The ARN that a key ID, key ARN, alias name or alias ARN stands for. */
const toArn = (id: string, {caller, region}: CallContext): string => {
	if (id.startsWith('arn:')) {
		const parts = arnForm.exec(id)?.groups;
		if (!parts) {
			throw new AwsError('InvalidArnException', `${id} is not a valid ARN of a key or an alias.`);
		}

		if (parts.region !== region) {
			throw notFound(`Invalid arn ${parts.region ?? ''}`);
		}

		return id;
	}

	if (!id.startsWith('alias/') && !idForm.test(id)) {
		throw notFound(`Invalid keyId '${id}'`);
	}

	return `arn:aws:kms:${region}:${caller.account}:${id.startsWith('alias/') ? id : `key/${id}`}`;
};

const resolveAlias = (arn: string, {state}: CallContext): string => {
	const alias = state.aliases[arn];
	if (!alias) {
		throw notFound(`Alias ${arn} is not found.`);
	}

	return `${arn.slice(0, arn.indexOf('alias/'))}key/${alias.keyId}`;
};

/**
The key that `id` stands for, whoever asks. Most operations take only a key's ID or ARN; `canBeAlias` takes aliases too.
@throws {AwsError} NotFoundException or InvalidArnException; AccessDeniedException in another account, which tells less.
*/
export const lookUpKey = (id: string, context: CallContext, canBeAlias = false): Key => {
	const given = toArn(id, context);
	const isAlias = given.includes(':alias/');
	if (isAlias && !canBeAlias) {
		throw id.startsWith('arn:')
			? new AwsError(
					'InvalidArnException',
					`${id} is an alias; this operation takes the ID or the ARN of a key.`,
				)
			: notFound(`Invalid keyId '${id}'`);
	}

	const arn = isAlias ? resolveAlias(given, context) : given;
	const key = context.state.keys[arn];
	if (!key || context.isHidden(arn)) {
		throw arn.split(':', 5)[4] === context.caller.account
			? notFound(`Key '${arn}' does not exist`)
			: new AwsError(
					'AccessDeniedException',
					`User: ${context.caller.arn} is not authorized to perform: kms:${context.operation} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
				);
	}

	return key;
};

/**
The key that `id` stands for, when the caller may do `operation` on it.
@throws {AwsError} as `lookUpKey`, and AccessDeniedException.
*/
export const findKey = (
	id: string,
	context: CallContext,
	{canBeAlias = false, ...more}: {canBeAlias?: boolean} & KeyRequest = {},
): Key => {
	const key = lookUpKey(id, context, canBeAlias);
	authoriseKey(context.caller, context.operation, key, more);
	return key;
};

const keyInput = z.object({KeyId: keyIdField});

/** An operation that looks at the key of its KeyId, for those who may do it; its other fields are judged by `fields`. */
export const readsKey = <Fields extends z.ZodType>(
	fields: Fields,
	run: (key: Key, input: z.output<Fields>, context: CallContext) => JsonObject,
): Operation =>
	reads(keyInput.and(fields), (input, context) =>
		run(findKey(input.KeyId, context), input, context),
	);

/** The same for one that changes the key. */
export const writesKey = <Fields extends z.ZodType>(
	fields: Fields,
	run: (key: Key, input: z.output<Fields>, context: CallContext) => JsonObject | void,
): Operation =>
	writes(keyInput.and(fields), (input, context) =>
		run(findKey(input.KeyId, context), input, context),
	);

/** No field beside KeyId. */
export const keyOnly = z.object({});

/** Whether a key waits for its deletion. */
export const isPendingDeletion = ({state}: Key): boolean =>
	['PendingDeletion', 'PendingReplicaDeletion'].includes(state);

/**
Refuses what a key that waits for its deletion does not take.
@throws {AwsError} KMSInvalidStateException
*/
export const refusePendingDeletion = (key: Key): void => {
	if (isPendingDeletion(key)) {
		throw new AwsError(
			'KMSInvalidStateException',
			`${keyArn(key)} is pending ${key.state === 'PendingDeletion' ? '' : 'replica '}deletion.`,
		);
	}
};

/**
Refuses what a key that waits for its material, or for its deletion, does not take.
@throws {AwsError} KMSInvalidStateException
*/
export const refusePending = (key: Key): void => {
	refusePendingDeletion(key);
	if (key.state === 'PendingImport') {
		throw new AwsError('KMSInvalidStateException', `${keyArn(key)} is pending import.`);
	}
};

/**
Refuses what only an enabled key takes.
@throws {AwsError} DisabledException or KMSInvalidStateException
*/
export const requireEnabled = (key: Key): void => {
	refusePending(key);
	if (key.state === 'Disabled') {
		throw new AwsError('DisabledException', `${keyArn(key)} is disabled.`);
	}
};

/**
Ends a call that is only tried, once nothing speaks against it.
@throws {AwsError} DryRunOperationException
*/
export const refuseDryRun = (isDryRun: boolean): void => {
	if (isDryRun) {
		throw new AwsError(
			'DryRunOperationException',
			'The request would have succeeded, but the DryRun option is set.',
		);
	}
};

/** The ARNs of the keys of the caller's account in the request's region, in the order in which KMS lists them. */
const listKeys = ({state, caller, region, isHidden}: CallContext): string[] =>
	Object.keys(state.keys)
		.filter((arn) => arn.startsWith(`arn:aws:kms:${region}:${caller.account}:`) && !isHidden(arn))
		.toSorted();

/** DescribeKey, ListKeys, UpdateKeyDescription and GetKeyLastUsage. */
export const describeOperations = {
	DescribeKey: reads(z.object({KeyId: keyIdField}), (input, context) => ({
		KeyMetadata: keyMetadata(findKey(input.KeyId, context, {canBeAlias: true})),
	})),

	ListKeys: reads(z.object(pageFields), (input, context) => {
		authoriseIdentity(context.caller, 'kms:ListKeys', '*', inRegion(context));
		const keys = listKeys(context).map((arn) => ({KeyId: arn.split('/', 2)[1], KeyArn: arn}));
		return page('Keys', keys, input, 100);
	}),

	UpdateKeyDescription: writesKey(z.object({Description: descriptionField}), (key, input) => {
		refusePendingDeletion(key);
		key.description = input.Description;
	}),

	GetKeyLastUsage: reads(z.object({KeyId: keyIdField}), (input, context) => {
		if (input.KeyId.includes('alias/')) {
			throw new AwsError(
				'InvalidArnException',
				'This operation takes the ID or the ARN of a key, not an alias.',
			);
		}

		const key = findKey(input.KeyId, context);
		return {
			KeyId: key.id,
			// Present even when empty: that is how KMS says "not since tracking began".
			KeyLastUsage: key.lastUsage ?? {},
			TrackingStartDate: key.createdAt,
			KeyCreationDate: key.createdAt,
		};
	}),
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

/** What a key can be used with, by its kind. */
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
				SigningAlgorithms: [spec.startsWith('RSA') ? 'RSASSA_PSS_SHA_256' : 'ECDSA_SHA_256'],
			}
		: {};
};
