import {randomBytes} from 'node:crypto';
import * as z from 'zod';
import {type RequestContext} from './conditions.js';
import {AwsError} from './answer.js';
import {refusalOf} from './authorise.js';
import {type Caller, parseStatements} from './evaluate.js';
import {reads, writes, type CallContext, formSchema} from './operation.js';
import {type CallerRecord, type State, inSeconds} from './state.js';

/** An identifier in AWS's form: its kind in four letters, then letters and digits; 20 in all for keys, 21 for the rest. */
export const newIdentifier = (kind: 'AROA' | 'AIDA' | 'ANPA' | 'ASIA' | 'AKIA'): string =>
	kind +
	randomBytes(9)
		.toString('hex')
		.toUpperCase()
		.slice(0, kind.endsWith('IA') ? 16 : 17);

/** Temporary credentials for a session, valid for so many seconds; the state knows them from now on. */
export const issueCredentials = (
	state: State,
	session: Pick<CallerRecord, 'account' | 'arn' | 'identity'>,
	seconds: number,
): {
	accessKeyId: string;
	secretAccessKey: string;
	sessionToken: string;
	/** Milliseconds since 1970. */
	expiresAt: number;
} => {
	const accessKeyId = newIdentifier('ASIA');
	const secrets = {
		secretAccessKey: randomBytes(20).toString('hex'),
		sessionToken: randomBytes(32).toString('hex'),
		expiresAt: inSeconds(seconds),
	};
	state.callers[accessKeyId] = {...session, ...secrets};
	return {accessKeyId, ...secrets};
};

/** Unique ids are those of the role and the session's name; a user has its own. */
const userId = ({arn, identity}: Caller, {state}: CallContext): string => {
	const {id} = state.identities[identity] ?? {
		id: identity.split(':', 5)[4] ?? '',
	};
	return arn.includes(':assumed-role/') ? `${id}:${arn.split('/').at(-1) ?? ''}` : id;
};

/** A role trusts the caller, and outside its own account the caller must be allowed to ask for it too. */
const canAssume = (
	caller: Caller,
	roleArn: string,
	trust: string,
	asked: RequestContext,
): boolean => {
	// A trust policy has no Resource: it speaks of its own role.
	const statements = parseStatements(trust).map(({hasVariables, ...statement}) => ({
		...statement,
		Resource: ['*'],
	}));
	const {Version} = z.object({Version: z.string().optional()}).parse(JSON.parse(trust));
	const request = {
		action: 'sts:AssumeRole',
		resource: roleArn,
		context: asked,
	};
	return (
		refusalOf(caller, request, {
			account: roleArn.split(':', 5)[4] ?? '',
			policy: JSON.stringify({Version, Statement: statements}),
			isPolicyNeeded: true,
		}) === undefined
	);
};

const assumeRole = (form: URLSearchParams, context: CallContext) => {
	const roleArn = form.get('RoleArn') ?? '';
	const session = form.get('RoleSessionName') ?? '';
	const seconds = Number(form.get('DurationSeconds') ?? 3600);
	if (
		!/^[\w+,\-.=@]{2,64}$/v.test(session) ||
		!Number.isSafeInteger(seconds) ||
		seconds < 900 ||
		seconds > 43_200
	) {
		throw new AwsError(
			'ValidationError',
			'RoleSessionName has 2 to 64 characters, DurationSeconds is 900 to 43200.',
		);
	}

	const externalId = form.get('ExternalId');
	if (externalId !== null && !/^[\w+,\-.\/:=@]{2,1224}$/v.test(externalId)) {
		throw new AwsError(
			'ValidationError',
			'ExternalId has 2 to 1224 characters: letters, digits and _+=,.@:/-',
		);
	}

	const {caller, state, now, region} = context;
	const role = context.isHidden(roleArn) ? undefined : state.identities[roleArn];
	const trust = context.actingTrust(roleArn, role?.trust);
	// A missing role, a missing trust and a wrong external ID all look the same from outside.
	if (
		role === undefined ||
		trust === undefined ||
		!canAssume(caller, roleArn, trust, {
			'aws:requestedregion': [region],
			'aws:resourceaccount': [roleArn.split(':', 5)[4] ?? ''],
			'sts:rolesessionname': [session],
			...(externalId !== null && {'sts:externalid': [externalId]}),
		})
	) {
		const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${roleArn}`;
		throw new AwsError('AccessDenied', message, 403);
	}

	if (seconds > role.longestSession) {
		throw new AwsError(
			'ValidationError',
			'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
		);
	}

	role.lastUsed = {at: now, region};
	const account = roleArn.split(':', 5)[4] ?? '';
	const arn = `arn:aws:sts::${account}:assumed-role/${roleArn.split('/').at(-1) ?? ''}/${session}`;
	const {accessKeyId, secretAccessKey, sessionToken, expiresAt} = issueCredentials(
		state,
		{account, arn, identity: roleArn},
		seconds,
	);
	return {
		Credentials: {
			AccessKeyId: accessKeyId,
			SecretAccessKey: secretAccessKey,
			SessionToken: sessionToken,
			Expiration: new Date(expiresAt).toISOString(),
		},
		AssumedRoleUser: {AssumedRoleId: `${role.id}:${session}`, Arn: arn},
	};
};

/** GetCallerIdentity and AssumeRole. */
export const stsOperations = {
	// Needs no permission, and no Deny stops it.
	GetCallerIdentity: reads(formSchema, (_form, context) => ({
		UserId: userId(context.caller, context),
		Account: context.caller.account,
		Arn: context.caller.arn,
	})),
	AssumeRole: writes(formSchema, assumeRole),
};
