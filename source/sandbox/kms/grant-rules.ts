import {isDeepStrictEqual} from 'node:util';
import * as z from 'zod';
import {type Caller} from '../evaluate.js';

const pairs = z.record(z.string(), z.string());

/** What has to hold of a request that a grant lets through. */
export const constraintsSchema = z.object({
	EncryptionContextEquals: pairs.optional(),
	EncryptionContextSubset: pairs.optional(),
	SourceArn: z.string().optional(),
});

/** The operations that a grant can give, as KMS's model lists them. */
export const grantableOperations = [
	'CreateGrant',
	'Decapsulate',
	'Decrypt',
	'DeriveSharedSecret',
	'DescribeKey',
	'Encapsulate',
	'Encrypt',
	'GenerateDataKey',
	'GenerateDataKeyPair',
	'GenerateDataKeyPairWithoutPlaintext',
	'GenerateDataKeyWithoutPlaintext',
	'GenerateMac',
	'GetPublicKey',
	'ReEncryptFrom',
	'ReEncryptTo',
	'RetireGrant',
	'Sign',
	'Verify',
	'VerifyMac',
] as const;

/** A grant of a key, as it was given. */
export const grantSchema = z.object({
	id: z.string(),
	/** ARN of an identity, a session or an account; or, for what AWS itself gave, a service. */
	grantee: z.string(),
	/** The unique ID of the grantee where it is a role or user of this AWS: what is shown once it is deleted. */
	granteeId: z.string().optional(),
	granteeService: z.string().optional(),
	retiring: z.string().optional(),
	retiringService: z.string().optional(),
	/** The account under which it was given. */
	issuer: z.string(),
	operations: z.array(z.string()).min(1),
	constraints: constraintsSchema.default({}),
	name: z.string().optional(),
	/** Seconds since 1970. */
	createdAt: z.number(),
});

/** A grant of a key. */
export type Grant = z.infer<typeof grantSchema>;

/** What a grant looks at in a request beside who asks. */
type GrantedUse = {
	operation: string;
	encryptionContext: Readonly<Record<string, string>>;
};

/** How a grantee or retiring principal names a caller: itself, or only its account, which its own policies then decide for. */
export const nameByGrant = (
	principal: string | undefined,
	{arn, identity, account}: Caller,
): 'itself' | 'account' | undefined =>
	principal === arn || principal === identity
		? 'itself'
		: principal === account || principal === `arn:aws:iam::${account}:root`
			? 'account'
			: undefined;

const includes = (
	all: Readonly<Record<string, string>>,
	wanted: Readonly<Record<string, string>>,
): boolean =>
	Object.entries(wanted).every(([name, value]) => Object.hasOwn(all, name) && all[name] === value);

// The pairs say nothing about looking at the key or giving the grant back; both of those never carry any.
const withoutContext = new Set(['CreateGrant', 'DescribeKey', 'RetireGrant']);

const areMet = (
	{
		EncryptionContextEquals: equals,
		EncryptionContextSubset: subset,
		SourceArn,
	}: Grant['constraints'],
	{operation, encryptionContext}: GrantedUse,
): boolean =>
	(withoutContext.has(operation) ||
		((equals === undefined || isDeepStrictEqual(equals, encryptionContext)) &&
			(subset === undefined || includes(encryptionContext, subset)))) &&
	// No call to the sandbox is made on behalf of a resource.
	(SourceArn === undefined || operation === 'RetireGrant');

/** The grants of a key that let a caller do something, each with how it names the caller. */
export const grantsFor = (
	grants: readonly Grant[],
	caller: Caller,
	use: GrantedUse,
): Array<{grant: Grant; named: 'itself' | 'account'}> =>
	grants.flatMap((grant) => {
		const named = nameByGrant(grant.grantee, caller);
		const {operations} = grant;
		return named !== undefined &&
			operations.includes(use.operation) &&
			areMet(grant.constraints, use)
			? [{grant, named}]
			: [];
	});

/** Whether a grant that is given by way of another one gives no more than that: its operations, under constraints as strict. */
export const isWithin = (
	child: Pick<Grant, 'operations' | 'constraints'>,
	parent: Pick<Grant, 'operations' | 'constraints'>,
): boolean => {
	const {
		EncryptionContextEquals: equals,
		EncryptionContextSubset: subset,
		SourceArn,
	} = parent.constraints;
	const own = child.constraints;
	return (
		child.operations.every((operation) => parent.operations.includes(operation)) &&
		(equals === undefined || isDeepStrictEqual(own.EncryptionContextEquals, equals)) &&
		(subset === undefined ||
			includes(own.EncryptionContextEquals ?? own.EncryptionContextSubset ?? {}, subset)) &&
		(SourceArn === undefined || own.SourceArn === SourceArn)
	);
};
