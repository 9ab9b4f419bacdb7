import {evaluateKeyPolicy} from '../../../source/policy/key-policy.js';
import {evaluateSecretAccess} from '../../../source/policy/evaluate-secret-access.js';
import {validateTrust} from '../../../source/policy/validate-trust.js';
import {outsideAccess} from '../../../source/policy/outside-access.js';
import {outsideGrants} from '../../../source/policy/outside-grants.js';
import {type PolicyDocument, type Statement} from '../../../source/policy/policy-document.js';
import {callerContext, refusalOf} from '../../../source/sandbox/authorise.js';
import {
	evaluateResourcePolicy,
	type Caller,
	parseStatements,
} from '../../../source/sandbox/evaluate.js';
import {grantsFor, type Grant} from '../../../source/sandbox/kms/grant-rules.js';
import {allowEverything} from '../../../source/sandbox/state.js';
import {keyArn, outside, own, workatoRole} from '../../policy/policies.js';
import {externalId, otherExternalId, trusted} from '../../policy/trust-policies.js';
import {type Random} from '../random.js';
import {
	answersTo,
	completionsOf,
	type Context,
	randomPolicy,
	readingsOf,
	type Vocabulary,
} from './random-request.js';

/** How often the product could not tell, and how often that was for nothing: everything not known comes to the same. */
export type Tally = {cases: number; unknown: number; needless: number};

/** One question that the product and the sandbox's authoriser are both asked. It throws where the product is less careful. */
export type Differential = {
	name: string;
	/** Cases in the short run, and in the long one. */
	shortRun: number;
	longRun: number;
	try(random: Random, tally: Tally): void;
};

const third = '999999999999';
const region = 'us-east-1';
const hour = 3_600_000;

const session = (account: string, role: string, name: string) =>
	`arn:aws:sts::${account}:assumed-role/${role}/${name}`;
const role = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const root = (account: string) => `arn:aws:iam::${account}:root`;

const callerOf = (arn: string, policies = [allowEverything]): Caller => {
	const account = arn.split(':', 5).at(-1) ?? '';
	const name = /:assumed-role\/(?<name>[^\/]+)\//v.exec(arn)?.groups?.name;
	return {
		account,
		arn,
		identity: name === undefined ? arn : role(account, name),
		policies,
	};
};

/** Everyone whom a role's ARN may stand for: its sessions that the policies name, and any other. */
const sessionsOf = (arn: string, policies: readonly PolicyDocument[]): string[] => {
	const {account, name} =
		/^arn:aws:iam::(?<account>\d{12}):role\/(?<name>.+)$/v.exec(arn)?.groups ?? {};
	if (account === undefined || name === undefined) {
		return [arn];
	}

	const text = JSON.stringify(policies);
	return ['one', 'two', 'any-other']
		.map((one) => session(account, name, one))
		.filter((one) => one.endsWith('/any-other') || text.includes(one));
};

const withResource = (policy: PolicyDocument): PolicyDocument => ({
	...policy,
	Statement: policy.Statement.map((statement) => ({
		...statement,
		Resource: '*',
	})),
});

const settleTally = (
	tally: Tally,
	isUnknown: boolean,
	outcomes: ReadonlySet<unknown> | undefined,
) => {
	tally.cases++;
	tally.unknown += Number(isUnknown);
	tally.needless += Number(isUnknown && outcomes?.size === 1);
};

const addresses = {
	name: 'aws:SourceIp',
	kind: 'address',
	values: ['10.0.0.0/8', '10.1.0.0/16', '192.0.2.7', '2001:db8::/32'],
} as const;
const times = {
	name: 'aws:CurrentTime',
	kind: 'date',
	values: ['2024-01-01T00:00:00Z', '2099-01-01T00:00:00Z'],
} as const;
const accounts = {
	name: 'aws:PrincipalAccount',
	kind: 'text',
	values: [own, outside, third, '44445*'],
} as const;
const arns = {
	name: 'aws:PrincipalArn',
	kind: 'arn',
	values: [
		workatoRole,
		`arn:aws:iam::${own}:role/*`,
		`arn:aws:iam::${outside}:*`,
		`arn:aws:iam::${third}:role/Other`,
		'arn:aws:iam::*:role/Work*',
	],
} as const;
const bools = ['aws:SecureTransport', 'aws:ViaAWSService'].map((name) => ({
	name,
	kind: 'bool' as const,
	values: ['true', 'false'],
}));
const absent = [
	{
		name: 'aws:SourceArn',
		kind: 'arn' as const,
		values: [`arn:aws:lambda:us-east-1:${own}:function:*`],
	},
	{name: 'aws:SourceAccount', kind: 'text' as const, values: [own, third]},
];

const keyWords: Vocabulary = {
	principals: [
		{AWS: '*'},
		{AWS: own},
		{AWS: outside},
		{AWS: root(own)},
		{AWS: root(outside)},
		{AWS: workatoRole},
		{AWS: session(outside, 'Workato_EKM', 'one')},
		{AWS: session(outside, 'Workato_EKM', 'two')},
		{AWS: role(own, 'Admin')},
		{AWS: `arn:aws:iam::${own}:user/ana`},
		{Service: 'logs.amazonaws.com'},
	],
	actions: ['kms:*', '*', 'kms:Encrypt', 'KMS:decrypt', 'kms:Describe*', 'kms:?ncrypt'],
	resources: ['*', '*', keyArn, 'arn:aws:kms:eu-west-1:*:key/*'],
	keys: [
		addresses,
		times,
		accounts,
		arns,
		...bools,
		...absent,
		{
			name: 'kms:CallerAccount',
			kind: 'text',
			values: [own, outside, ['$', '{aws:PrincipalAccount}'].join('')],
		},
		{
			name: 'aws:RequestedRegion',
			kind: 'text',
			values: ['us-east-1', 'us-*', 'eu-west-1'],
		},
		{
			name: 'kms:KeySpec',
			kind: 'text',
			values: ['SYMMETRIC_DEFAULT', 'RSA_2048'],
		},
		{
			name: 'kms:ViaService',
			kind: 'text',
			values: ['secretsmanager.us-east-1.amazonaws.com', '*.amazonaws.com'],
		},
		{name: 'kms:EncryptionContext:app', kind: 'text', values: ['a', 'a*', 'b']},
		{name: 'aws:PrincipalOrgID', kind: 'text', values: ['o-one', 'o-*']},
		{name: 'kms:EncryptionContextKeys', kind: 'list', values: ['app', 'team']},
		{name: 'aws:MultiFactorAuthAge', kind: 'number', values: ['5', '3600']},
		{
			name: 'aws:TokenIssueTime',
			kind: 'date',
			values: ['2024-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
		},
	],
};

/** Asks the sandbox whether a policy lets a caller do something, the caller's own policies allowing everything. */
const asker = (
	caller: Caller,
	policy: PolicyDocument,
	{action, resource}: {action: string; resource: string},
) => {
	const statements = parseStatements(JSON.stringify(policy));
	const always = callerContext(caller);
	return (context: Context): boolean =>
		!['explicitDeny', 'implicitDeny'].includes(
			evaluateResourcePolicy(statements, caller, {
				action,
				resource,
				context: {...always, ...context},
			}),
		);
};

const keyPolicies: Differential = {
	name: 'key-policies-compared',
	shortRun: 250,
	longRun: 20_000,
	try(random, tally) {
		const policy = randomPolicy(random, keyWords);
		const principal = random.pick([
			workatoRole,
			workatoRole,
			session(outside, 'Workato_EKM', 'one'),
			role(own, 'Admin'),
			`arn:aws:iam::${own}:user/ana`,
			role(outside, 'Other'),
		]);
		const action = random.pick(['Encrypt', 'Decrypt', 'DescribeKey']);
		const now = Date.now();
		const {verdict} = evaluateKeyPolicy(policy, {
			principal,
			action: `kms:${action}`,
			keyArn,
			keyAccount: own,
			now,
			key: {
				spec: 'SYMMETRIC_DEFAULT',
				usage: 'ENCRYPT_DECRYPT',
				origin: 'AWS_KMS',
				multiRegion: 'no',
			},
		});
		const fixed: Context = {
			'aws:requestedregion': [region],
			'aws:resourceaccount': [own],
			'kms:keyspec': ['SYMMETRIC_DEFAULT'],
			'kms:viaservice': [],
			'aws:sourcearn': [],
			'aws:sourceaccount': [],
		};
		const isSession = !principal.includes(':user/');
		const known = new Set([
			...Object.keys(fixed),
			'aws:currenttime',
			'aws:securetransport',
			'aws:viaawsservice',
			'aws:principalaccount',
			'aws:principalarn',
			'kms:calleraccount',
			...(isSession ? ['aws:tokenissuetime'] : []),
		]);
		const contexts = completionsOf(
			[policy],
			keyWords,
			Object.fromEntries([...known].map((key) => [key, []])),
		);
		const outcomes =
			contexts &&
			answersTo(readingsOf(policy), sessionsOf(principal, [policy]), contexts, (reading, arn) => {
				const ask = asker(callerOf(arn), reading, {
					action: `kms:${action}`,
					resource: keyArn,
				});
				return (context) =>
					ask({
						...Object.fromEntries(Object.entries(context).filter(([key]) => !known.has(key))),
						...fixed,
					});
			});
		settleTally(tally, verdict === 'cannot tell', outcomes);
		if (verdict !== 'cannot tell' && outcomes?.has(verdict !== 'allowed')) {
			throw new Error(
				`Said ${verdict}; the sandbox does not: ${JSON.stringify({principal, action, policy})}`,
			);
		}
	},
};

const actionsHost = 'token.actions.githubusercontent.com';
const actionsProvider = `arn:aws:iam::${own}:oidc-provider/${actionsHost}`;
const part = role(outside, 'Prod');

const trustWords: Vocabulary = {
	principals: [
		{AWS: '*'},
		{AWS: own},
		{AWS: outside},
		{AWS: root(outside)},
		{AWS: root(outside)},
		{AWS: part},
		{AWS: session(outside, 'Prod', 'one')},
		{AWS: third},
		{AWS: role(third, 'Other')},
		{Federated: actionsProvider},
		{Service: 'lambda.amazonaws.com'},
	],
	actions: [
		'sts:AssumeRole',
		'sts:AssumeRole',
		'sts:*',
		'*',
		'sts:TagSession',
		'sts:AssumeRoleWithWebIdentity',
		'sts:AssumeRole*',
	],
	resources: [],
	keys: [
		...Array.from({length: 4}, () => ({
			name: 'sts:ExternalId',
			kind: 'text' as const,
			values: [
				externalId,
				externalId,
				otherExternalId,
				'workato_iam_external_id_*',
				`${externalId.slice(0, -1)}?`,
			],
		})),
		addresses,
		times,
		accounts,
		arns,
		...bools,
		...absent,
		{name: 'aws:PrincipalOrgID', kind: 'text', values: ['o-one', 'o-*']},
		{name: 'aws:MultiFactorAuthPresent', kind: 'bool', values: ['true']},
		...Array.from({length: 2}, () => ({
			name: `${actionsHost}:sub`,
			kind: 'text' as const,
			values: ['repo:acme/*', 'repo:acme/app:*', 'repo:*', 'repo:acme*'],
		})),
		{name: `${actionsHost}:aud`, kind: 'text', values: ['sts.amazonaws.com']},
	],
};

type Entrant = {caller: Caller; action?: string; context?: Context};

const roleArn = role(own, 'Workato-App');

/** Whether the sandbox lets an entrant take the role, in every context and reading that may matter. */
const entries = (
	policy: PolicyDocument,
	{caller, action = 'sts:AssumeRole', context = {}}: Entrant,
): Set<boolean> | undefined => {
	const known: Context = {
		...(caller.outsideIam?.kind !== 'Service' && {
			'aws:sourcearn': [],
			'aws:sourceaccount': [],
			'aws:viaawsservice': ['false'],
		}),
		...(caller.outsideIam
			? {
					'aws:principalaccount': [],
					'aws:principalarn': [],
					'aws:principalorgid': [],
				}
			: {
					'aws:principalaccount': [caller.account],
					'aws:principalarn': [caller.identity],
				}),
		'aws:securetransport': ['true'],
		'aws:currenttime': [new Date().toISOString()],
		'aws:resourceaccount': [own],
		...context,
	};
	const contexts = completionsOf([policy], trustWords, known);
	return (
		contexts &&
		answersTo(readingsOf(policy), [''], contexts, (reading) =>
			asker(caller, withResource(reading), {action, resource: roleArn}),
		)
	);
};

const outsideIam = (kind: 'Service' | 'Federated', id: string): Caller => ({
	account: '',
	arn: id,
	identity: id,
	policies: [allowEverything],
	outsideIam: {kind, id},
});

const strangers: ReadonlyArray<{name: string; entrant: Entrant}> = [
	{
		name: 'a named account',
		entrant: {caller: callerOf(session(third, 'Other', 'one'))},
	},
	{
		name: 'an account that nobody named',
		entrant: {caller: callerOf(session('123412341234', 'Work', 'one'))},
	},
	{
		name: 'a service',
		entrant: {caller: outsideIam('Service', 'lambda.amazonaws.com')},
	},
	...['stranger', 'acme-too'].map((owner) => ({
		name: `a repository of ${owner} on GitHub`,
		entrant: {
			caller: outsideIam('Federated', actionsProvider),
			action: 'sts:AssumeRoleWithWebIdentity',
			context: {
				[`${actionsHost}:sub`]: [`repo:${owner}/app:ref:refs/heads/main`],
				[`${actionsHost}:aud`]: ['sts.amazonaws.com'],
				'sts:externalid': [],
			},
		},
	})),
];

const withoutMfa = [[], ['false']];

const trustPolicies: Differential = {
	name: 'trust-policies-compared',
	shortRun: 80,
	longRun: 3000,
	try(random, tally) {
		const policy = randomPolicy(random, trustWords);
		const {isLetIn, findings} = validateTrust(policy, {
			...trusted,
			ownAccount: own,
			now: Date.now(),
		});
		const fail = (what: string) => {
			throw new Error(`${what}: ${JSON.stringify({isLetIn, findings, policy})}`);
		};

		const asWorkato = (arn: string, ids: string[], mfa: string[]): Entrant => ({
			caller: callerOf(arn),
			context: {
				'sts:externalid': ids,
				'aws:multifactorauthpresent': mfa,
			},
		});
		const outcomesOf = (arns_: readonly string[], ids: string[]) =>
			arns_.flatMap((arn) => withoutMfa.map((mfa) => entries(policy, asWorkato(arn, ids, mfa))));
		const anyone = [session(outside, 'Service', 'workato'), session(outside, 'Work', 'workato')];
		const parts = JSON.stringify(policy).includes(`${outside}:role/Prod`)
			? sessionsOf(part, [policy])
			: JSON.stringify(policy).includes(`${outside}:assumed-role/Prod/one`)
				? [session(outside, 'Prod', 'one')]
				: [];
		const whole = outcomesOf(anyone, [externalId]);
		const named = outcomesOf(parts, [externalId]);
		const all = [...whole, ...named];
		const isTried = all.every((each) => each !== undefined);
		settleTally(
			tally,
			isLetIn === 'unknown',
			isTried ? new Set(all.flatMap((each) => [...(each ?? [])])) : undefined,
		);
		if (isLetIn === 'yes' && whole.some((each) => each?.has(false))) {
			fail('Workato is said to be let in');
		}

		if (isLetIn === 'no' && all.some((each) => each?.has(true))) {
			fail('Workato is said to be kept out');
		}

		const isFound = (...codes: string[]) =>
			findings.some(({code, kind}) => codes.includes(code) && kind === 'fail');
		const enters = (id: string[]) =>
			outcomesOf([...anyone, ...parts], id).some((each) => each?.has(true));
		if (enters([]) && !isFound('open')) {
			fail('Workato’s account gets in without an external ID');
		}

		for (const id of [otherExternalId, `${externalId.slice(0, -1)}5`]) {
			if (enters([id]) && !isFound('open', 'loose-external-id', 'other-external-ids')) {
				fail(`Workato’s account gets in with ${id}`);
			}
		}

		for (const {name, entrant} of strangers) {
			if (
				entries(policy, entrant)?.has(true) &&
				findings.every(
					({code, kind}) => code !== 'outsider' || (name.includes('GitHub') && kind === 'warn'),
				)
			) {
				fail(`${name} gets in`);
			}
		}
	},
};

const secretArn = `arn:aws:secretsmanager:us-east-1:${own}:secret:app/db-AbCdEf`;
const secretWords: Vocabulary = {
	principals: [
		{AWS: '*'},
		{AWS: own},
		{AWS: root(own)},
		{AWS: roleArn},
		{AWS: session(own, 'Workato-App', 'one')},
		{AWS: role(own, 'Other')},
		{AWS: third},
	],
	actions: [
		'secretsmanager:GetSecretValue',
		'secretsmanager:*',
		'*',
		'secretsmanager:Get*',
		's3:*',
	],
	resources: ['*', secretArn, secretArn.replace('app', 'other'), `${secretArn.slice(0, -6)}*`],
	keys: [
		addresses,
		times,
		arns,
		...bools,
		...absent,
		{
			name: 'aws:RequestedRegion',
			kind: 'text',
			values: ['us-east-1', 'us-*', 'eu-west-1'],
		},
		{name: 'aws:ResourceAccount', kind: 'text', values: [own, third]},
		{name: 'aws:PrincipalOrgID', kind: 'text', values: ['o-one', 'o-*']},
		{name: 'aws:MultiFactorAuthPresent', kind: 'bool', values: ['true']},
		{
			name: 'aws:TokenIssueTime',
			kind: 'date',
			values: ['2024-01-01T00:00:00Z', '2099-01-01T00:00:00Z'],
		},
		{
			name: 'secretsmanager:VersionStage',
			kind: 'text',
			values: ['AWSCURRENT', 'AWSPREVIOUS'],
		},
	],
};

const nothing: PolicyDocument = {Statement: []};

const secretAccess: Differential = {
	name: 'secret-access-compared',
	shortRun: 100,
	longRun: 5000,
	try(random, tally) {
		const identity = randomPolicy(random, secretWords, true);
		const resource = randomPolicy(random, secretWords);
		const boundary = randomPolicy(random, secretWords, true);
		const has = {boundary: random.oneIn(2), resource: !random.oneIn(3)};
		const now = Date.now();
		const {verdict} = evaluateSecretAccess(
			{
				arn: roleArn,
				policies: [{name: 'own', document: identity}],
				boundary: has.boundary ? boundary : 'none',
				now,
			},
			{arn: secretArn, policy: has.resource ? resource : 'none'},
		);
		const policies = [
			identity,
			...(has.boundary ? [boundary] : []),
			...(has.resource ? [resource] : []),
		];
		const contexts = completionsOf(policies, secretWords, {
			'aws:requestedregion': [region],
			'aws:resourceaccount': [own],
			'aws:currenttime': [new Date(now).toISOString()],
			'aws:tokenissuetime': [new Date(now - hour / 60).toISOString()],
			'aws:securetransport': ['true'],
			'aws:viaawsservice': ['false'],
			'aws:sourcearn': [],
			'aws:sourceaccount': [],
			'aws:principalarn': [roleArn],
			'aws:multifactorauthpresent': ['false'],
		});
		const outcomes =
			contexts &&
			answersTo(
				has.resource ? readingsOf(resource) : [nothing],
				sessionsOf(roleArn, policies),
				contexts,
				(reading, arn) => (context) =>
					refusalOf(
						{
							...callerOf(arn, [JSON.stringify(identity)]),
							boundary: has.boundary ? JSON.stringify(boundary) : undefined,
						},
						{
							action: 'secretsmanager:GetSecretValue',
							resource: secretArn,
							context,
						},
						{
							account: own,
							policy: reading === nothing ? undefined : JSON.stringify(reading),
							isPolicyNeeded: false,
						},
					) === undefined,
			);
		settleTally(tally, verdict === 'cannot tell', outcomes);
		if (verdict !== 'cannot tell' && outcomes?.has(verdict !== 'allowed')) {
			throw new Error(
				`Said ${verdict}; the sandbox does not: ${JSON.stringify({identity, ...(has.boundary && {boundary}), ...(has.resource && {resource})})}`,
			);
		}
	},
};

const grantees = [
	role(own, 'Admin'),
	workatoRole,
	role(third, 'Other'),
	session(third, 'Other', 'one'),
	root(third),
	'AROAEXAMPLEEXAMPLE12',
];

const randomGrants = (random: Random): Grant[] =>
	Array.from({length: random.below(3)}, (_, index) => ({
		id: `grant-${index}`,
		grantee: random.pick(grantees),
		issuer: own,
		operations: [
			random.pick(['Encrypt', 'Decrypt', 'DescribeKey', 'CreateGrant']),
			random.pick(['Encrypt', 'Decrypt', 'DescribeKey']),
		],
		constraints: random.oneIn(3) ? {EncryptionContextSubset: {app: random.pick(['a', 'b'])}} : {},
		createdAt: 0,
	}));

const keyStrangers: readonly Entrant[] = [
	...[session(third, 'Other', 'one'), session('123412341234', 'Any', 'one')].map((arn) => ({
		caller: callerOf(arn),
	})),
	{
		caller: outsideIam('Service', 'logs.amazonaws.com'),
		context: {
			'aws:sourceaccount': [third],
			'aws:sourcearn': [`arn:aws:logs:us-east-1:${third}:log-group:a`],
		},
	},
];

/**
What a policy is sure to say to a service. Whether everyone means services, too, is not written anywhere: they count where a statement asks
for whom they work.
*/
const forServices = (policy: PolicyDocument): PolicyDocument => ({
	...policy,
	Statement: policy.Statement.map((statement) =>
		isAllowingEveryone(statement) && !/aws:source(?:account|arn)/iv.test(JSON.stringify(statement))
			? {...statement, NotPrincipal: undefined, Principal: {AWS: own}}
			: statement,
	),
});

const isAllowingEveryone = ({Effect, Principal, NotPrincipal}: Statement) =>
	Effect === 'Allow' && (NotPrincipal !== undefined || JSON.stringify(Principal).includes('"*"'));

/** Who of outside may use a key by its policy or a grant is named; the statement and the grants of Workato's own role are on purpose. */
const keyOutsiders: Differential = {
	name: 'key-outsiders-compared',
	shortRun: 150,
	longRun: 10_000,
	try(random, tally) {
		const policy = randomPolicy(random, {
			...keyWords,
			principals: [...keyWords.principals, {AWS: third}, {AWS: root(third)}],
		});
		const grants = randomGrants(random);
		const now = Date.now();
		const open = outsideAccess(policy, {arn: keyArn, account: own}, []).filter(({level}) =>
			['anyone', 'more', 'any-account'].includes(level),
		);
		const given = outsideGrants(
			grants.map(({constraints, ...grant}) => ({
				...grant,
				...(constraints.EncryptionContextSubset && {
					encryptionContext: constraints.EncryptionContextSubset,
				}),
			})),
			own,
			[],
		).outsiders;
		settleTally(tally, false, undefined);
		for (const {caller, context = {}} of keyStrangers) {
			for (const operation of ['Encrypt', 'Decrypt']) {
				const granted = grantsFor(grants, caller, {
					operation,
					encryptionContext: {app: 'a'},
				});
				const unnamed = granted.find(({grant}) => given.every(({id}) => id !== grant.id));
				const known: Context = {
					'aws:requestedregion': [region],
					'aws:resourceaccount': [own],
					'kms:keyspec': ['SYMMETRIC_DEFAULT'],
					'kms:viaservice': [],
					'aws:sourcearn': [],
					'aws:sourceaccount': [],
					'aws:securetransport': ['true'],
					'aws:currenttime': [new Date(now).toISOString()],
					...(!caller.outsideIam && {
						'aws:viaawsservice': ['false'],
						'aws:principalaccount': [caller.account],
						'aws:principalarn': [caller.identity],
						'kms:calleraccount': [caller.account],
					}),
					...(caller.outsideIam && {
						'aws:principalaccount': [],
						'aws:principalarn': [],
						'aws:principalorgid': [],
						// Some account of AWS's own.
						'kms:calleraccount': ['123400001234'],
					}),
					...context,
				};
				const contexts = completionsOf([policy], keyWords, known) ?? [];
				const isOpen = answersTo(
					[caller.outsideIam ? forServices(policy) : policy],
					[''],
					contexts,
					(reading) =>
						asker(caller, reading, {
							action: `kms:${operation}`,
							resource: keyArn,
						}),
				).has(true);
				if (unnamed ?? (isOpen && open.length === 0)) {
					throw new Error(
						`${caller.arn} may ${operation}, and nothing says so: ${JSON.stringify({policy, grants: unnamed && grants})}`,
					);
				}
			}
		}
	},
};

/** What is compared. */
export const differentials: readonly Differential[] = [
	keyPolicies,
	trustPolicies,
	secretAccess,
	keyOutsiders,
];
