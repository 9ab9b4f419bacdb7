import {type RequestContext} from './match-condition.js';
import {type PrincipalInfo, roleOfSession} from './principals.js';

/** What a request's context holds because of who asks. AWS takes requests over TLS only. */
export const principalContext = (who: PrincipalInfo): RequestContext => {
	const {kind, id, account, partition = '*', name = ''} = who;
	const role = roleOfSession(who);
	return {
		'aws:SecureTransport': 'true',
		'aws:PrincipalIsAWSService': String(kind === 'service'),
		...(account !== undefined &&
			kind !== 'federated' && {
				'aws:PrincipalAccount': account,
				// Everyone whom an account stands for, and a session's role, whose path is not known.
				'aws:PrincipalArn':
					kind === 'role' || kind === 'user'
						? id
						: [
								{
									like: `arn:${partition}:iam::${account}:${role === undefined ? '*' : `role/*${role}`}`,
								},
							],
			}),
		...((kind === 'role' || role !== undefined) && {
			'aws:PrincipalType': 'AssumedRole',
			'aws:username': [],
		}),
		...(kind === 'user' && {'aws:PrincipalType': 'User', 'aws:username': name}),
	};
};

/** A service that acts through a role has no MFA device: AWS then leaves the key out, or says false. */
export const withoutMfa: RequestContext = {
	'aws:MultiFactorAuthPresent': {oneOf: [[], ['false']]},
	'aws:MultiFactorAuthAge': [],
};

/** The time of a request, in milliseconds since 1970. */
export const timeContext = (now: number): RequestContext => ({
	'aws:CurrentTime': new Date(now).toISOString(),
	'aws:EpochTime': String(Math.floor(now / 1000)),
});

/** What only a service brings along that works for somebody: sure not to be there for anybody else. */
export const notFromService: RequestContext = {
	'aws:SourceAccount': [],
	'aws:SourceArn': [],
	'aws:SourceOrgID': [],
	'aws:SourceOrgPaths': [],
	'aws:PrincipalServiceName': [],
	'aws:PrincipalServiceNamesList': [],
};

/**
What a request's context holds, or is sure not to hold, when somebody calls AWS on their own and no service does so for them (IAM user
guide, global condition keys).
*/
export const directCall: RequestContext = {
	'aws:ViaAWSService': 'false',
	'aws:CalledVia': [],
	'aws:CalledViaFirst': [],
	'aws:CalledViaLast': [],
	...notFromService,
};

/** What DescribeKey says of a key, as far as policies can ask for it. What is empty or missing is not known. */
export type KeyProperties = {
	spec?: string;
	usage?: string;
	origin?: string;
	multiRegion?: 'PRIMARY' | 'REPLICA' | 'no';
};

const known = (key: string, value: string | undefined): RequestContext =>
	value ? {[key]: value} : {};

/** What a call on a key holds because of the key (KMS developer guide, condition keys). */
export const keyContext = (
	keyArn: string,
	action: string,
	{spec, usage, origin, multiRegion}: KeyProperties,
): RequestContext => {
	const [region, account] = keyArn.split(':', 5).slice(3);
	const isCipher = /^kms:(?:en|de|reen)crypt/iv.test(action);
	return {
		...known('aws:RequestedRegion', region),
		...known('aws:ResourceAccount', account),
		...known('kms:KeySpec', spec),
		...known('kms:KeyUsage', usage),
		...known('kms:KeyOrigin', origin),
		...(isCipher
			? spec === 'SYMMETRIC_DEFAULT' && {'kms:EncryptionAlgorithm': spec}
			: {'kms:EncryptionAlgorithm': []}),
		...(multiRegion && {
			'kms:MultiRegion': String(multiRegion !== 'no'),
			'kms:MultiRegionKeyType': multiRegion === 'no' ? [] : multiRegion,
		}),
		// A call on a grant may say that it is not for a service, or say nothing.
		'kms:GrantIsForAWSResource': /grant/iv.test(action) ? {oneOf: [[], ['false']]} : [],
		'kms:ViaService': [],
	};
};

/** Lays contexts over each other; the last one to name a key counts, in whatever case. */
export const mergeContexts = (...contexts: RequestContext[]): RequestContext =>
	Object.fromEntries(
		contexts.flatMap((context) =>
			Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]),
		),
	);
