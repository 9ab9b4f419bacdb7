import * as z from 'zod';
import {authoriseIdentity} from '../authorise.js';
import {AwsError} from '../errors.js';
import {reads, writes, type CallContext} from '../operation.js';
import {descriptionField} from './create-key.js';
import {findKey, keyIdField, refusePendingDeletion} from './find-key.js';
import {keyMetadata} from './metadata.js';
import {page, pageFields} from './pages.js';

/** The ARNs of the keys of the caller's account in the request's region, in the order in which KMS lists them. */
const listKeys = ({state, caller, region, isHidden}: CallContext): string[] =>
	Object.keys(state.keys)
		.filter(
			(arn) =>
				arn.startsWith(`arn:aws:kms:${region}:${caller.account}:`) &&
				!isHidden(arn),
		)
		.toSorted();

/** DescribeKey, ListKeys, UpdateKeyDescription and GetKeyLastUsage. */
export const describeOperations = {
	DescribeKey: reads(z.object({KeyId: keyIdField}), (input, context) => ({
		KeyMetadata: keyMetadata(
			findKey(input.KeyId, 'DescribeKey', context, {canBeAlias: true}),
		),
	})),

	ListKeys: reads(z.object(pageFields), (input, context) => {
		authoriseIdentity(context.caller, 'kms:ListKeys', '*');
		const {items, ...rest} = page(listKeys(context), input, 100);
		return {
			Keys: items.map((arn) => ({KeyId: arn.split('/', 2)[1], KeyArn: arn})),
			...rest,
		};
	}),

	UpdateKeyDescription: writes(
		z.object({KeyId: keyIdField, Description: descriptionField}),
		(input, context) => {
			const key = findKey(input.KeyId, 'UpdateKeyDescription', context);
			refusePendingDeletion(key);
			key.description = input.Description;
		},
	),

	GetKeyLastUsage: reads(z.object({KeyId: keyIdField}), (input, context) => {
		if (input.KeyId.includes('alias/')) {
			throw new AwsError(
				'InvalidArnException',
				'This operation takes the ID or the ARN of a key, not an alias.',
			);
		}

		const key = findKey(input.KeyId, 'GetKeyLastUsage', context);
		return {
			KeyId: key.id,
			// Present even when empty: that is how KMS says "not since tracking began".
			KeyLastUsage: key.lastUsage ?? {},
			TrackingStartDate: key.createdAt,
			KeyCreationDate: key.createdAt,
		};
	}),
};
