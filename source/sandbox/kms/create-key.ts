import * as z from 'zod';
import {keyArn, newKey} from '../state.js';
import {type RequestContext} from '../conditions.js';
import {authoriseIdentity, inRegion} from '../authorise.js';
import {AwsError} from '../answer.js';
import {acceptKeyPolicy, defaultKeyPolicy} from '../key-policy.js';
import {writes} from '../operation.js';
import {mergeTags, policyField, tagsField} from './key-settings.js';
import {descriptionField, keyMetadata} from './find-key.js';

const usages: ReadonlyArray<[RegExp, string[]]> = [
	[/^SYMMETRIC_DEFAULT$/v, ['ENCRYPT_DECRYPT']],
	[/^RSA_(?:2048|3072|4096)$/v, ['ENCRYPT_DECRYPT', 'SIGN_VERIFY']],
	[/^HMAC_(?:224|256|384|512)$/v, ['GENERATE_VERIFY_MAC']],
	[/^ECC_NIST_P(?:256|384|521)$/v, ['SIGN_VERIFY', 'KEY_AGREEMENT']],
	[/^(?:ECC_SECG_P256K1|ECC_NIST_EDWARDS25519|ML_DSA_(?:44|65|87))$/v, ['SIGN_VERIFY']],
];

const newKeyInput = z.object({
	Policy: policyField.optional(),
	Description: descriptionField.default(''),
	KeyUsage: z
		.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT'])
		.default('ENCRYPT_DECRYPT'),
	CustomerMasterKeySpec: z.string().optional(),
	KeySpec: z.string().optional(),
	Origin: z.enum(['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE']).default('AWS_KMS'),
	MultiRegion: z.boolean().default(false),
	Tags: tagsField.default([]),
	BypassPolicyLockoutSafetyCheck: z.boolean().default(false),
});

const checkKind = (spec: string, usage: string, origin: string): void => {
	const allowed = usages.find(([specs]) => specs.test(spec))?.[1];
	if (!allowed) {
		throw new AwsError('ValidationException', `KeySpec ${spec} is not one that KMS has.`);
	}

	if (!allowed.includes(usage)) {
		throw new AwsError(
			'ValidationException',
			`KeyUsage ${usage} is not compatible with KeySpec ${spec}`,
		);
	}

	if (origin === 'AWS_CLOUDHSM' || origin === 'EXTERNAL_KEY_STORE') {
		throw new AwsError('UnsupportedOperationException', 'The sandbox has no custom key stores.');
	}
};

// What a policy may ask of the key that is to be.
const requestContext = (
	{KeyUsage, Origin, MultiRegion, Tags}: z.infer<typeof newKeyInput>,
	spec: string,
): RequestContext => ({
	...Object.fromEntries(
		Tags.map(({TagKey, TagValue}) => [`aws:requesttag/${TagKey.toLowerCase()}`, [TagValue]]),
	),
	'aws:tagkeys': Tags.map(({TagKey}) => TagKey),
	'kms:keyspec': [spec],
	'kms:keyusage': [KeyUsage],
	'kms:keyorigin': [Origin],
	'kms:multiregion': [String(MultiRegion)],
});

/** CreateKey. The lockout check is made unless the caller asks to skip it. */
export const creationOperations = {
	CreateKey: writes(newKeyInput, (input, context) => {
		const {caller, region, state, now} = context;
		const spec = input.KeySpec ?? input.CustomerMasterKeySpec ?? 'SYMMETRIC_DEFAULT';
		checkKind(spec, input.KeyUsage, input.Origin);
		const request = {...requestContext(input, spec), ...inRegion(context)};
		authoriseIdentity(caller, 'kms:CreateKey', '*', request);
		const key = newKey({
			account: caller.account,
			region,
			createdAt: now,
			description: input.Description,
			usage: input.KeyUsage,
			spec,
			origin: input.Origin,
			state: input.Origin === 'EXTERNAL' ? 'PendingImport' : 'Enabled',
			multiRegion: input.MultiRegion,
			policy: defaultKeyPolicy(caller.account),
			tags: mergeTags([], input.Tags),
		});
		const arn = keyArn(key);
		if (input.Tags.length > 0) {
			authoriseIdentity(caller, 'kms:TagResource', arn, request);
		}

		if (input.Policy !== undefined) {
			key.policy = acceptKeyPolicy(input.Policy, {
				state,
				caller,
				key,
				isLockoutCheckSkipped: input.BypassPolicyLockoutSafetyCheck,
			});
		}

		state.keys[arn] = key;
		context.made(arn);
		return {KeyMetadata: keyMetadata(key)};
	}),
};
