import {formatWord} from '../terminal/foreign-text.js';
import {resolveAnswers} from './completions.js';
import {matchPolicy, type PolicyRow, type PolicyKind, type PolicyRequest} from './match-policy.js';
import {type PolicyDocument, type NamedPolicy} from './policy-document.js';
import {all, type Answer, any, not} from './compare-values.js';
import {type RequestContext} from './match-condition.js';
import {parseAwsPrincipal} from './principals.js';
import {
	directCall,
	keyContext,
	mergeContexts,
	principalContext,
	timeContext,
} from './request-context.js';
import {viaSecretsManager} from './secrets-permissions.js';

/** A policy that may not be there, or that could not be read. */
export type SeenPolicy = PolicyDocument | 'none' | 'unknown';

/** Whether a role may do something, and what decides it. `policy` and `statement` (from 0) are those that decide, where one does. */
export type AccessVerdict = {
	verdict: 'allowed' | 'denied' | 'cannot tell';
	because: string;
	policy?: string;
	statement?: number;
	/** What denies it. */
	cause?: Cause;
};

/** What denies a request: a Deny in a layer, or that nothing in that layer allows it. */
type Cause = {kind: 'deny' | 'no allow'; layer: PolicySource['layer']};

/** One policy that has a say. `layer`: the role's own, its boundary, or that of what it wants to use. */
type PolicySource = {
	name: string;
	kind: PolicyKind;
	layer: 'identity' | 'boundary' | 'resource';
	policy: SeenPolicy;
};

type Row = PolicyRow & {source: PolicySource};

/** A request, every policy that has a say in it, and how they count together. `what` names it, such as "reading the secret". */
type AccessQuestion = {
	what: string;
	request: PolicyRequest;
	sources: PolicySource[];
	isCrossAccount: boolean;
	/** Whether the resource's own policy has to agree in any case, as that of a key has to. */
	isResourceDecisive: boolean;
	isIncomplete: boolean;
};

const rowsOf = ({sources, request}: AccessQuestion): Row[] =>
	sources.flatMap((source) =>
		typeof source.policy === 'string'
			? []
			: matchPolicy(source.policy, request, source.kind).map((row) => ({
					...row,
					source,
				})),
	);

const point = ({source, index}: Row) => ({
	policy: source.name,
	statement: index,
});

/** Weighs a request as far as it can be told at once. */
const weighAtOnce = (question: AccessQuestion): AccessVerdict => {
	const {what, sources, isCrossAccount, isResourceDecisive, isIncomplete} = question;
	const rows = rowsOf(question);
	const isUnseen = (layer: PolicySource['layer']) =>
		sources.some((source) => source.layer === layer && source.policy === 'unknown');
	const has = (layer: PolicySource['layer']) =>
		sources.some((source) => source.layer === layer && source.policy !== 'none');
	const denies = rows.filter(({effect}) => effect === 'Deny');
	const allows = (layer: PolicySource['layer'], isDirect?: boolean): Answer =>
		any([
			...rows
				.filter(
					(row) =>
						row.effect === 'Allow' &&
						row.source.layer === layer &&
						(isDirect === undefined || row.isThroughAccount !== isDirect),
				)
				.map(({answer}) => answer),
			...(isUnseen(layer) ? ['unknown' as const] : []),
		]);
	const identity = any([allows('identity'), isIncomplete ? 'unknown' : 'no']);
	const boundary = has('boundary') ? allows('boundary') : 'yes';
	const [direct, resource] = [allows('resource', true), allows('resource')];
	const granted = isCrossAccount
		? all([identity, resource])
		: isResourceDecisive
			? any([direct, all([identity, resource])])
			: any([identity, direct]);
	// What the resource gives the very session, no boundary takes away; a Deny does.
	const past = any(
		rows
			.filter(
				({effect, source}) => !isCrossAccount && effect === 'Allow' && source.layer === 'resource',
			)
			.map(({itself}) => itself),
	);
	const denied = any([
		...denies.map(({answer}) => answer),
		...(sources.some(({policy}) => policy === 'unknown') || isIncomplete
			? ['unknown' as const]
			: []),
	]);
	const denier = denies.find(({answer}) => answer === 'yes');
	if (denier) {
		return {
			verdict: 'denied',
			because: `${denier.name} of ${denier.source.name} denies ${what}.`,
			...point(denier),
			cause: {kind: 'deny', layer: denier.source.layer},
		};
	}

	const answer = all([any([past, all([granted, boundary])]), not(denied)]);
	if (answer === 'yes') {
		const by = rows.find(
			(row) => row.effect === 'Allow' && row.answer === 'yes' && row.source.layer !== 'boundary',
		)!;
		return {
			verdict: 'allowed',
			because: `${by.name} of ${by.source.name} allows ${what}.`,
			...point(by),
		};
	}

	if (answer === 'unknown') {
		const doubtful = rows.find((row) => row.answer === 'unknown');
		const unseen = sources.find(({policy}) => policy === 'unknown');
		return doubtful
			? {
					verdict: 'cannot tell',
					because: `${doubtful.name} of ${doubtful.source.name} ${doubtful.doubts.length > 0 ? `has a condition that cannot be judged from here (${doubtful.doubts.join(', ')})` : 'may or may not apply: which session it will be, or what its variables stand for, cannot be judged from here'}.`,
					...point(doubtful),
				}
			: {
					verdict: 'cannot tell',
					because: `${unseen?.name ?? 'A policy of the role'} could not be read.`,
				};
	}

	const layer =
		granted === 'no'
			? (isCrossAccount || isResourceDecisive) && resource === 'no'
				? 'resource'
				: 'identity'
			: 'boundary';
	const missing = {
		resource: sources.find((source) => source.layer === 'resource')!.name,
		identity: 'the role’s permissions',
		boundary: 'the role’s permissions boundary',
	}[layer];
	return {
		verdict: 'denied',
		because: `No statement of ${missing} allows ${what}.`,
		cause: {kind: 'no allow', layer},
	};
};

/**
Puts the layers together by the rules of IAM's policy evaluation logic, over all that the request may turn out to be. Organisation
policies cannot be seen from here.
*/
const weighPolicies = (question: AccessQuestion): AccessVerdict =>
	resolveAnswers(
		question.sources.flatMap(({policy, kind}) =>
			typeof policy === 'string' ? [] : [{policy, kind}],
		),
		question.request,
		(request) => weighAtOnce({...question, request}),
		({verdict}) => verdict,
	)[0];

/** The role that wants to read: its ARN and everything that bounds it. */
export type SecretReader = {
	arn: string;
	/** Inline and attached policies. */
	policies: readonly NamedPolicy[];
	/** Some policies could not be read, so a "no" may be wrong. */
	isIncomplete?: boolean;
	boundary: SeenPolicy;
	/** When, in milliseconds since 1970. */
	now?: number;
};

/** The secret, by its ARN, with its resource policy; and the customer managed key that encrypts it, if one does. */
export type ReadSecret = {
	arn: string;
	policy: SeenPolicy;
	key?: {arn: string; policy: SeenPolicy};
};

/** Whether a role can read a secret, and what decides it. `cause`: of what stands in the way, whether it is about the secret or its key. */
export type SecretAccess = Omit<AccessVerdict, 'cause'> & {
	cause?: Cause & {of: 'secret' | 'key'};
};

const secretsManagerService = 'secretsmanager.amazonaws.com';

const accountOf = (arn: string): string => arn.split(':', 5)[4] ?? '';

const sourcesOf = (
	{policies, boundary}: SecretReader,
	name: string,
	policy: SeenPolicy,
): PolicySource[] => [
	...policies.map((one): PolicySource => ({
		name: `the policy ${formatWord(one.name)}`,
		kind: 'identity',
		layer: 'identity',
		policy: one.document,
	})),
	{
		name: 'the role’s permissions boundary',
		kind: 'identity',
		layer: 'boundary',
		policy: boundary,
	},
	{name, kind: 'resource', layer: 'resource', policy},
];

/**
Says whether a role can read a secret: GetSecretValue by its permissions, its boundary and the secret's resource policy, then Decrypt
with the key by these and the key policy. What an organisation's policies forbid cannot be seen. Rules: IAM user guide, policy evaluation
logic; KMS developer guide, key policies; Secrets Manager user guide, access from another account.
*/
export function evaluateSecretAccess(reader: SecretReader, secret: ReadSecret): SecretAccess {
	const who = parseAwsPrincipal(reader.arn);
	const [, partition = '', , region = ''] = secret.arn.split(':', 4);
	const isElsewhere = accountOf(secret.arn) !== who.account;
	const {now} = reader;
	const isIncomplete = reader.isIncomplete === true;
	const ask = (action: string, resource: string, context: RequestContext): PolicyRequest => ({
		who,
		action,
		resource,
		// A role acts through temporary credentials; those of a service were given just now, and without MFA.
		context: mergeContexts(
			principalContext(who),
			directCall,
			{'aws:MultiFactorAuthPresent': 'false', 'aws:RequestedRegion': region},
			now === undefined
				? {}
				: {
						...timeContext(now),
						'aws:TokenIssueTime': new Date(now).toISOString(),
					},
			context,
		),
	});
	const read = weighPolicies({
		what: 'reading the secret',
		request: ask('secretsmanager:GetSecretValue', secret.arn, {
			'secretsmanager:SecretId': secret.arn,
			'aws:ResourceAccount': accountOf(secret.arn),
		}),
		sources: sourcesOf(reader, 'the secret’s resource policy', secret.policy),
		isCrossAccount: isElsewhere,
		isResourceDecisive: false,
		isIncomplete,
	});
	if (read.verdict === 'denied') {
		return about('secret', read);
	}

	if (!secret.key) {
		return isElsewhere
			? {
					verdict: 'denied',
					because:
						'The secret is in another account and encrypted with aws/secretsmanager, which no other account can use.',
				}
			: about('secret', read);
	}

	const {key} = secret;
	const decrypt = weighPolicies({
		what: 'decrypting it',
		request: ask('kms:Decrypt', key.arn, {
			// Secrets Manager takes symmetric keys only, and calls KMS in the name of whoever reads.
			...keyContext(key.arn, 'kms:Decrypt', {
				spec: 'SYMMETRIC_DEFAULT',
				usage: 'ENCRYPT_DECRYPT',
			}),
			'aws:ViaAWSService': 'true',
			'aws:CalledVia': [secretsManagerService],
			'aws:CalledViaFirst': secretsManagerService,
			'aws:CalledViaLast': secretsManagerService,
			'kms:ViaService': viaSecretsManager(region, partition),
			'kms:CallerAccount': who.account ?? [],
			'kms:EncryptionContext:SecretARN': secret.arn,
			'aws:ResourceAccount': accountOf(key.arn),
		}),
		sources: sourcesOf(reader, 'the key policy', key.policy),
		isCrossAccount: accountOf(key.arn) !== who.account,
		isResourceDecisive: true,
		isIncomplete,
	});
	return decrypt.verdict === 'allowed' ? about('secret', read) : about('key', decrypt);
}

function about(of: 'secret' | 'key', {cause, ...verdict}: AccessVerdict): SecretAccess {
	return {...verdict, ...(cause && {cause: {...cause, of}})};
}
