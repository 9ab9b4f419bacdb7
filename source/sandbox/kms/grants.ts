import {randomBytes} from 'node:crypto';
import {isDeepStrictEqual} from 'node:util';
import * as z from 'zod';
import {type JsonObject} from '../../json.js';
import {authoriseIdentity, refuseAcross, authoriseKey} from '../authorise.js';
import {AwsError} from '../answer.js';
import {writes, type CallContext} from '../operation.js';
import {isPrincipal, isService} from '../key-policy.js';
import {keyArn, type Key, type State} from '../state.js';
import {
	keyIdField,
	lookUpKey,
	page,
	readsKey,
	refuseDryRun,
	requireEnabled,
	writesKey,
} from './find-key.js';
import {
	constraintsSchema,
	grantableOperations,
	grantsFor,
	isWithin,
	nameByGrant,
	type Grant,
} from './grant-rules.js';

const principalField = z.string().min(1).max(256);

const grantFields = {
	GranteePrincipal: principalField.optional(),
	GranteeServicePrincipal: principalField.optional(),
	RetiringPrincipal: principalField.optional(),
	RetiringServicePrincipal: principalField.optional(),
	Operations: z.array(z.enum(grantableOperations)).min(1),
	Constraints: constraintsSchema.default({}),
	Name: z
		.string()
		.regex(/^[\w\-\/:]{1,256}$/v)
		.optional(),
};

const creation = z.object({
	KeyId: keyIdField,
	...grantFields,
	DryRun: z.boolean().default(false),
});

/** A key of today has some 50,000 grants at most. */
const mostGrants = 50_000;
const mostPairs = 8;
const longestValue = 384;

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

const forSymmetric = new Set([
	'Decrypt',
	'Encrypt',
	'GenerateDataKey',
	'GenerateDataKeyPair',
	'GenerateDataKeyPairWithoutPlaintext',
	'GenerateDataKeyWithoutPlaintext',
	'ReEncryptFrom',
	'ReEncryptTo',
]);
const forEvery = new Set(['CreateGrant', 'DescribeKey', 'RetireGrant']);

/** Whether a key of its kind can do what a grant would allow. */
const takes = ({spec, usage}: Key, operation: string): boolean => {
	if (forEvery.has(operation)) {
		return true;
	}

	if (spec === 'SYMMETRIC_DEFAULT') {
		return forSymmetric.has(operation);
	}

	const byUsage: Readonly<Record<string, readonly string[]>> = {
		ENCRYPT_DECRYPT: ['Decrypt', 'Encrypt', 'GetPublicKey', 'ReEncryptFrom', 'ReEncryptTo'],
		SIGN_VERIFY: ['GetPublicKey', 'Sign', 'Verify'],
		GENERATE_VERIFY_MAC: ['GenerateMac', 'VerifyMac'],
	};
	return byUsage[usage]?.includes(operation) === true;
};

const checkPrincipals = (state: State, input: z.output<typeof creation>): void => {
	const {
		GranteePrincipal: grantee,
		GranteeServicePrincipal: service,
		RetiringPrincipal: retiring,
		RetiringServicePrincipal: retiringService,
		Constraints,
	} = input;
	if ((grantee === undefined) === (service === undefined)) {
		throw invalid(
			'You must specify either GranteePrincipal or GranteeServicePrincipal, but not both.',
		);
	}

	if (retiring !== undefined && retiringService !== undefined) {
		throw invalid(
			'You can specify either RetiringPrincipal or RetiringServicePrincipal, but not both.',
		);
	}

	if (
		service !== undefined &&
		(Constraints.SourceArn === undefined || (retiring ?? retiringService) === undefined)
	) {
		throw invalid(
			'A GranteeServicePrincipal needs a SourceArn grant constraint and a retiring principal.',
		);
	}

	const strange =
		[grantee, retiring].find(
			(one) => one !== undefined && (one === '*' || !isPrincipal(state, one)),
		) ?? [service, retiringService].find((one) => one !== undefined && !isService(one));
	if (strange !== undefined) {
		throw new AwsError(
			'InvalidArnException',
			`ARN does not refer to a valid principal: ${strange}`,
		);
	}
};

const checkGrant = (key: Key, {Operations, Constraints}: z.output<typeof creation>): void => {
	const odd = Operations.find((operation) => !takes(key, operation));
	if (odd !== undefined) {
		throw invalid(`The operation ${odd} is not supported by ${keyArn(key)}.`);
	}

	const {EncryptionContextEquals: equals, EncryptionContextSubset: subset} = Constraints;
	const contexts = [equals, subset].filter((one) => one !== undefined);
	if (contexts.length > 0 && key.spec !== 'SYMMETRIC_DEFAULT') {
		throw invalid('Encryption context constraints are for symmetric encryption keys only.');
	}

	if (
		contexts.some(
			(one) =>
				Object.keys(one).length > mostPairs || Object.values(one).join('').length > longestValue,
		)
	) {
		throw invalid('The encryption context of the constraint is too large.');
	}
};

/** What policies can ask about a grant that is being made (`kms:GranteePrincipal` and its like). */
const creationContext = ({
	GranteePrincipal: grantee,
	RetiringPrincipal: retiring,
	Operations,
	Constraints,
}: z.output<typeof creation>) => ({
	'kms:grantoperations': [...Operations],
	...(grantee !== undefined && {'kms:granteeprincipal': [grantee]}),
	...(retiring !== undefined && {'kms:retiringprincipal': [retiring]}),
	...(Object.keys(Constraints).length > 0 && {
		'kms:grantconstrainttype': Object.keys(Constraints),
	}),
});

/** Lets through whom a policy lets make grants, or who has a grant to pass on, which then gives no more than it has. */
const authoriseCreation = (
	key: Key,
	input: z.output<typeof creation>,
	{caller, operation}: CallContext,
): void => {
	const request = creationContext(input);
	const parents = grantsFor(key.grants ?? [], caller, {operation, encryptionContext: {}}).filter(
		({grant}) => isWithin({operations: input.Operations, constraints: input.Constraints}, grant),
	);
	const byGrants = {...key, grants: parents.map(({grant}) => grant)};
	authoriseKey(caller, operation, byGrants, {request});
};

const newToken = (): string => randomBytes(64).toString('base64');

const describe = (key: Key, grant: Grant, state: State): JsonObject => {
	const {grantee, granteeId, granteeService, operations, constraints} = grant;
	const isGone = granteeId !== undefined && !Object.hasOwn(state.identities, grantee);
	return {
		KeyId: keyArn(key),
		GrantId: grant.id,
		...(grant.name !== undefined && {Name: grant.name}),
		CreationDate: grant.createdAt,
		...(granteeService === undefined
			? {GranteePrincipal: isGone ? granteeId : grantee}
			: {GranteeServicePrincipal: granteeService}),
		...(grant.retiring !== undefined && {RetiringPrincipal: grant.retiring}),
		...(grant.retiringService !== undefined && {
			RetiringServicePrincipal: grant.retiringService,
		}),
		IssuingAccount: `arn:aws:iam::${grant.issuer}:root`,
		Operations: [...operations],
		...(Object.keys(constraints).length > 0 && {Constraints: {...constraints}}),
	};
};

const findGrant = (key: Key, id: string): Grant => {
	const grant = key.grants?.find((one) => one.id === id);
	if (!grant) {
		throw new AwsError('NotFoundException', `Grant ID ${id} not found.`);
	}

	return grant;
};

const remove = (key: Key, {id}: Grant): void => {
	key.grants = key.grants?.filter((grant) => grant.id !== id);
};

const idField = z.string().min(1).max(128);

/** CreateGrant, ListGrants, RevokeGrant and RetireGrant. A grant's token holds nothing but the key and the grant. */
export const grantOperations = {
	CreateGrant: writes(creation, (input, context) => {
		const {state, caller, now} = context;
		const key = lookUpKey(input.KeyId, context);
		authoriseCreation(key, input, context);
		requireEnabled(key);
		checkPrincipals(state, input);
		checkGrant(key, input);
		const grants = key.grants ?? [];
		if (grants.length >= mostGrants) {
			throw new AwsError('LimitExceededException', `A key has at most ${mostGrants} grants.`);
		}

		refuseDryRun(input.DryRun);

		const grantee = input.GranteePrincipal ?? input.GranteeServicePrincipal;
		const grant: Grant = {
			id: randomBytes(32).toString('hex'),
			grantee: grantee ?? '',
			granteeId: state.identities[grantee ?? '']?.id,
			granteeService: input.GranteeServicePrincipal,
			retiring: input.RetiringPrincipal,
			retiringService: input.RetiringServicePrincipal,
			issuer: caller.account,
			operations: [...new Set(input.Operations)],
			constraints: input.Constraints,
			name: input.Name,
			createdAt: now,
		};
		const same =
			grant.name === undefined
				? undefined
				: grants.find((one) =>
						isDeepStrictEqual({...one}, {...grant, id: one.id, createdAt: one.createdAt}),
					);
		key.grants = same ? grants : [...grants, grant];
		const {id} = same ?? grant;
		return {GrantId: id, GrantToken: `${newToken()}.${keyArn(key)}.${id}`};
	}),

	ListGrants: readsKey(
		z.object({
			GrantId: idField.optional(),
			GranteePrincipal: principalField.optional(),
			Limit: z.int().min(1).max(100).optional(),
			Marker: z.string().min(1).max(1024).optional(),
		}),
		(key, input, {state}) => {
			const wanted = (key.grants ?? []).filter(
				({id, grantee}) =>
					(input.GrantId === undefined || id === input.GrantId) &&
					(input.GranteePrincipal === undefined || grantee === input.GranteePrincipal),
			);
			const grants = wanted.map((grant) => describe(key, grant, state));
			return page('Grants', grants, input, 50);
		},
	),

	RevokeGrant: writesKey(
		z.object({GrantId: idField, DryRun: z.boolean().default(false)}),
		(key, input) => {
			const grant = findGrant(key, input.GrantId);
			refuseDryRun(input.DryRun);

			remove(key, grant);
		},
	),

	RetireGrant: writes(
		z.object({
			GrantToken: z.string().min(1).max(8192).optional(),
			KeyId: keyIdField.optional(),
			GrantId: idField.optional(),
			DryRun: z.boolean().default(false),
		}),
		(input, context) => {
			const {caller} = context;
			const [, arn, id] = input.GrantToken?.split('.') ?? ['', input.KeyId, input.GrantId];
			if (arn === undefined || id === undefined) {
				throw input.GrantToken === undefined
					? invalid('Give a GrantToken, or both KeyId and GrantId.')
					: new AwsError('InvalidGrantTokenException', 'The grant token is not valid.');
			}

			const key = lookUpKey(arn, context);
			const grant = findGrant(key, id);
			const namings = new Set([
				nameByGrant(grant.retiring, caller),
				...(grant.operations.includes('RetireGrant') ? [nameByGrant(grant.grantee, caller)] : []),
				nameByGrant(grant.issuer, caller),
			]);
			const request = {
				action: 'kms:RetireGrant',
				resource: keyArn(key),
				context: {},
			};
			if (!namings.has('itself')) {
				if (!namings.has('account')) {
					throw refuseAcross(caller, request);
				}

				authoriseIdentity(caller, request.action, request.resource);
			}

			refuseDryRun(input.DryRun);

			remove(key, grant);
		},
	),
};
