import * as z from 'zod';
import {authoriseKey, type KeyRequest} from '../authorise-key.js';
import {AwsError} from '../errors.js';
import {keyArn, type Key} from '../state.js';
import {type CallContext} from '../operation.js';

/** A key's ID or ARN, and for some operations its alias, as KMS's model limits it. */
export const keyIdField = z.string().min(1).max(2048);

const arnForm =
	/^arn:aws:kms:(?<region>[\-0-9a-z]+):\d{12}:(?:key|alias)\/.+$/v;
const idForm =
	/^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/v;

const notFound = (message: string): AwsError =>
	new AwsError('NotFoundException', message);

/** The ARN that a key ID, key ARN, alias name or alias ARN stands for. */
const toArn = (id: string, {caller, region}: CallContext): string => {
	if (id.startsWith('arn:')) {
		const parts = arnForm.exec(id)?.groups;
		if (!parts) {
			throw new AwsError(
				'InvalidArnException',
				`${id} is not a valid ARN of a key or an alias.`,
			);
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
export const lookUpKey = (
	id: string,
	operation: string,
	context: CallContext,
	canBeAlias = false,
): Key => {
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
					`User: ${context.caller.arn} is not authorized to perform: kms:${operation} on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
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
	operation: string,
	context: CallContext,
	{canBeAlias = false, ...more}: {canBeAlias?: boolean} & KeyRequest = {},
): Key => {
	const key = lookUpKey(id, operation, context, canBeAlias);
	authoriseKey(context.caller, operation, key, more);
	return key;
};

/**
Refuses what a key that waits for its deletion does not take.
@throws {AwsError} KMSInvalidStateException
*/
export const refusePendingDeletion = (key: Key): void => {
	if (['PendingDeletion', 'PendingReplicaDeletion'].includes(key.state)) {
		throw new AwsError(
			'KMSInvalidStateException',
			`${keyArn(key)} is pending ${key.state === 'PendingDeletion' ? '' : 'replica '}deletion.`,
		);
	}
};

/**
Refuses what only an enabled key takes.
@throws {AwsError} DisabledException or KMSInvalidStateException
*/
export const requireEnabled = (key: Key): void => {
	refusePendingDeletion(key);
	if (key.state === 'Disabled') {
		throw new AwsError('DisabledException', `${keyArn(key)} is disabled.`);
	}

	if (key.state === 'PendingImport') {
		throw new AwsError(
			'KMSInvalidStateException',
			`${keyArn(key)} is pending import.`,
		);
	}
};
