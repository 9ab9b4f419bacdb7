import {expect, onTestFinished, test} from 'vitest';
import {describeState} from '../../source/app/identity/identity-list.js';
import {type Who} from '../../source/aws/endpoints.js';
import {describeAwsError, mayHaveHappened, lookUp} from '../../source/aws/errors.js';
import {whoAmI, openSession} from '../../source/aws/session.js';
import {identityServices} from '../../source/aws/identity-services.js';
import {writeToken} from '../../source/aws/sso/token-cache.js';
import {matching, setEnvironment} from '../cli/run-tool.js';
import {
	account,
	accessKey,
	knowExpired,
	knowRole,
	knowTemporary,
	openWorld,
	role,
	shellKeys,
	startUrl,
	user,
	writeHelper,
	writeLogin,
	type World,
} from './credential-world.js';

/*
The table of the issue: every source of credentials in every state, what the list of identities says of it, and what AWS
says when it is used. Real files, the real SDK, the sandbox's AWS.
*/

const corp = `[sso-session corp]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\n`;
const sso = `${corp}[profile it]\nsso_session = corp\nsso_account_id = ${account}\nsso_role_name = Administrator\n`;
const legacy = `[profile it]\nsso_start_url = ${startUrl}\nsso_region = us-east-1\nsso_account_id = ${account}\nsso_role_name = Administrator\n`;
const web = `[profile it]\nlogin_session = ${user}\n`;
const keys = `aws_access_key_id = ${accessKey}\naws_secret_access_key = practice-only\n`;
const temporary = keys.replace('AKIA', 'ASIA');
const assumed = (source: string) =>
	`${source}[profile it]\nrole_arn = ${role}\nsource_profile = base\n`;

const base = `[profile base]\n${keys}`;

type Row = {
	source: string;
	state:
		| 'ready'
		| 'never signed in'
		| 'expired'
		| 'broken'
		| 'no access'
		| 'ended elsewhere'
		| 'busy'
		| 'behind a proxy';
	config?: string;
	env?: (world: World) => Record<string, string>;
	prepare?: (world: World) => Promise<void> | void;
	/** The entry in the list; the profile `it` when left out. */
	id?: string;
	/** Its label and state, as the list shows them. */
	shows: [label: RegExp, state: RegExp];
	/** The ARN, or what AWS or the SDK says instead. */
	says: RegExp;
};

const soon = /^ready, \d+ (?:h|min) /v;
const bob = /^arn:aws:iam::111122223333:user\/bob$/v;
const administrator =
	/^arn:aws:sts::111122223333:assumed-role\/AWSReservedSSO_Administrator_[\da-f]+\/person$/v;
const deploy = /^arn:aws:sts::111122223333:assumed-role\/Deploy\//v;

const company = 'Company sign-in (sso-session)';
const olderCompany = 'Company sign-in (older form)';
const consoleSignIn = 'Console sign-in (aws login)';
const saved = 'Access key in a file';
const savedTemporary = 'Temporary keys in a file';
const shell = 'Keys of the shell';
const assumedRole = 'Role through a profile';
const guarded = 'Role with an MFA device';
const webIdentity = 'Web identity';
const program = 'Helper program';
const container = 'Container role';

const table: Row[] = [
	{
		source: company,
		state: 'ready',
		config: sso,
		prepare: async ({signIn}) => signIn(3600),
		shows: [/^Company sign-in \(session corp\)$/v, soon],
		says: administrator,
	},
	{
		source: company,
		state: 'expired',
		config: sso,
		prepare: async ({signIn}) => signIn(-60),
		shows: [/session corp/v, /^needs sign-in$/v],
		says: /^The company sign-in is over \(expired\)\.$/v,
	},
	{
		source: company,
		state: 'never signed in',
		config: sso,
		shows: [/session corp/v, /^needs sign-in$/v],
		says: /^There is no company sign-in for this profile yet\.$/v,
	},
	{
		source: company,
		state: 'broken',
		config: sso.replace('sso-session corp', 'sso-session crop'),
		shows: [
			/session corp/v,
			/^broken, line 5: There is no section \[sso-session corp\]\. Did you mean crop\?$/v,
		],
		says: /^The profile names an sso-session that the AWS config file does not have\.$/v,
	},
	{
		source: olderCompany,
		state: 'ready',
		config: legacy,
		prepare: async ({signIn}) => signIn(3600, true),
		shows: [/^Company sign-in \(older format\)$/v, soon],
		says: administrator,
	},
	{
		source: olderCompany,
		state: 'expired',
		config: legacy,
		prepare: async ({signIn}) => signIn(-60, true),
		shows: [/older format/v, /^needs sign-in$/v],
		says: /^The company sign-in is over \(expired\)\.$/v,
	},
	{
		source: olderCompany,
		state: 'broken',
		config: legacy.replace(/sso_region.*\n/v, ''),
		shows: [
			/older format/v,
			/^broken, line 1: The company sign-in is not complete: there is no sso_region\.$/v,
		],
		says: /^The company sign-in in the profile is not complete\.$/v,
	},
	{
		source: consoleSignIn,
		state: 'ready',
		config: web,
		async prepare(world) {
			writeLogin(world, 600);
			await world.know({sessionToken: 'token'});
		},
		shows: [/^AWS console sign-in \(bob\)$/v, soon],
		says: bob,
	},
	{
		source: consoleSignIn,
		state: 'expired',
		config: web,
		prepare(world) {
			writeLogin(world, -13 * 3600);
		},
		shows: [/console sign-in/v, /^needs sign-in$/v],
		says: /^The console sign-in \(aws login\) is over \(expired\)\.$/v,
	},
	{
		source: consoleSignIn,
		state: 'never signed in',
		config: web,
		shows: [/console sign-in/v, /^needs sign-in$/v],
		says: /^There is no console sign-in \(aws login\) for this profile\.$/v,
	},
	{
		source: consoleSignIn,
		state: 'broken',
		config: '[profile it]\nlogin_session = bob\n',
		shows: [/console sign-in/v, /^broken, line 2: The login_session is not an ARN\.$/v],
		says: /^There is no console sign-in/v,
	},
	{
		source: saved,
		state: 'ready',
		config: `[profile it]\n${keys}`,
		prepare: async ({know}) => know(),
		shows: [/^Saved access key AKIA\.{3}1234$/v, /^ready$/v],
		says: bob,
	},
	{
		source: saved,
		state: 'expired',
		config: `[profile it]\n${keys}`,
		shows: [/^Saved access key/v, /^ready$/v],
		says: /security token|InvalidClientTokenId/v,
	},
	{
		source: saved,
		state: 'broken',
		config: `[profile it]\naws_access_key_id = ${accessKey}\n`,
		shows: [
			/^No way to sign in$/v,
			/^broken, line 2: It has an access key ID and no secret key\.$/v,
		],
		says: /Could not resolve credentials using profile: \[it\]/v,
	},
	{
		source: savedTemporary,
		state: 'ready',
		config: `[profile it]\n${temporary}aws_session_token = token\n`,
		prepare: knowTemporary,
		shows: [/^Temporary keys ASIA\.{3}1234$/v, /^not checked yet$/v],
		says: bob,
	},
	{
		source: savedTemporary,
		state: 'expired',
		config: `[profile it]\n${temporary}aws_session_token = token\n`,
		prepare: knowExpired,
		shows: [/^Temporary keys/v, /^not checked yet$/v],
		says: /expired/v,
	},
	{
		source: savedTemporary,
		state: 'broken',
		config: `[profile it]\n${temporary}`,
		shows: [
			/^Temporary keys/v,
			/^broken, line 2: These keys are temporary, and there is no aws_session_token/v,
		],
		says: /security token|InvalidClientTokenId/v,
	},
	{
		source: shell,
		state: 'ready',
		id: 'shell-keys',
		env: () => shellKeys(),
		prepare: knowTemporary,
		shows: [/^Temporary keys from this shell \(ASIA\.{3}1234\)$/v, /^not checked yet$/v],
		says: bob,
	},
	{
		source: shell,
		state: 'expired',
		id: 'shell-keys',
		env: () => ({
			...shellKeys(),
			AWS_CREDENTIAL_EXPIRATION: '2020-01-01T00:00:00Z',
		}),
		prepare: knowExpired,
		shows: [/^Temporary keys from this shell/v, /^broken: These keys have run out/v],
		says: /expired/v,
	},
	{
		source: shell,
		state: 'broken',
		id: 'shell-keys',
		env: () => ({AWS_ACCESS_KEY_ID: accessKey}),
		shows: [
			/^Keys from this shell/v,
			/^broken: AWS_SECRET_ACCESS_KEY is not set in this shell\.$/v,
		],
		says: /^Unable to find environment variable credentials\.$/v,
	},
	{
		source: assumedRole,
		state: 'ready',
		config: assumed(base),
		prepare: knowRole,
		shows: [/^Role Deploy, via base$/v, /^ready$/v],
		says: deploy,
	},
	{
		source: assumedRole,
		state: 'expired',
		config: assumed(sso.replace('profile it', 'profile base')),
		prepare: async ({signIn}) => signIn(-60),
		shows: [/^Role Deploy, via base$/v, /^needs sign-in$/v],
		says: /^The company sign-in is over \(expired\)\.$/v,
	},
	{
		source: assumedRole,
		state: 'broken',
		config: assumed('[profile bass]\n'),
		shows: [
			/^Role Deploy, via base$/v,
			/^broken, line 4: The source_profile base does not exist\.$/v,
		],
		says: /Could not resolve credentials using profile|source_profile|base/v,
	},
	{
		source: guarded,
		state: 'ready',
		config: `${assumed(base)}mfa_serial = arn:aws:iam::${account}:mfa/bob\n`,
		prepare: knowRole,
		shows: [/^Role Deploy, via base$/v, /^ready$/v],
		says: deploy,
	},
	// Nobody is asked for a code in vain, and no failure is dropped.
	{
		source: guarded,
		state: 'never signed in',
		config: `${assumed(sso.replace('profile it', 'profile base'))}mfa_serial = arn:aws:iam::${account}:mfa/bob\n`,
		shows: [/^Role Deploy, via base$/v, /^needs sign-in$/v],
		says: /^There is no company sign-in for this profile yet\.$/v,
	},
	{
		source: guarded,
		state: 'broken',
		config: `[profile it]\nrole_arn = ${role}\ncredential_source = Environment\nmfa_serial = arn:aws:iam::${account}:mfa/bob\n`,
		shows: [/^Role Deploy/v, /^broken, line 3: It needs AWS_ACCESS_KEY_ID/v],
		says: /^Unable to find environment variable credentials\.$/v,
	},
	{
		source: webIdentity,
		state: 'ready',
		id: 'web-identity',
		env: ({write}) => ({
			AWS_ROLE_ARN: role,
			AWS_WEB_IDENTITY_TOKEN_FILE: write('token', 'HIDDEN-TOKEN'),
		}),
		shows: [/^CI \/ Kubernetes identity$/v, /^ready$/v],
		prepare: knowTemporary,
		says: bob,
	},
	{
		source: webIdentity,
		state: 'expired',
		id: 'web-identity',
		env: ({write}) => ({
			AWS_ROLE_ARN: role,
			AWS_WEB_IDENTITY_TOKEN_FILE: write('token', 'EXPIRED-TOKEN'),
		}),
		shows: [/^CI \/ Kubernetes identity$/v, /^ready$/v],
		says: /^Token expired: /v,
	},
	{
		source: webIdentity,
		state: 'broken',
		id: 'web-identity',
		env: () => ({
			AWS_ROLE_ARN: role,
			AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token',
		}),
		shows: [
			/^CI \/ Kubernetes identity$/v,
			/^broken: The file in AWS_WEB_IDENTITY_TOKEN_FILE does not exist\.$/v,
		],
		says: /ENOENT/v,
	},
	{
		source: program,
		state: 'ready',
		async prepare(world) {
			writeHelper(world, {AccessKeyId: accessKey});
			await world.know();
		},
		shows: [/^External program: helper$/v, /^not checked yet$/v],
		says: bob,
	},
	{
		source: program,
		state: 'expired',
		prepare(world) {
			writeHelper(world, {
				AccessKeyId: accessKey,
				Expiration: '2020-01-01T00:00:00Z',
			});
		},
		shows: [/^External program: helper$/v, /^not checked yet$/v],
		says: /expired/v,
	},
	{
		source: program,
		state: 'broken',
		config: '[profile it]\ncredential_process = /nowhere/helper --key HIDDEN\n',
		shows: [/^External program: helper$/v, /^not checked yet$/v],
		says: /^The helper program of this profile failed: .*not found/v,
	},
	{
		source: container,
		state: 'ready',
		id: 'container',
		env: ({containerUrl}) => ({
			AWS_CONTAINER_CREDENTIALS_FULL_URI: containerUrl(200),
		}),
		prepare: knowTemporary,
		shows: [/^Container role$/v, /^not checked yet$/v],
		says: bob,
	},
	{
		source: container,
		state: 'broken',
		id: 'container',
		env: ({containerUrl}) => ({
			AWS_CONTAINER_CREDENTIALS_FULL_URI: containerUrl(403),
		}),
		shows: [/^Container role$/v, /^not checked yet$/v],
		says: /container|403|http/iv,
	},
	{
		source: container,
		state: 'broken',
		id: 'container',
		env: ({containerUrl}) => ({
			AWS_CONTAINER_CREDENTIALS_FULL_URI: containerUrl(203),
		}),
		shows: [/^Container role$/v, /^not checked yet$/v],
		says: /^The service that gives this container or server its keys did not give any\.$/v,
	},
	{
		source: container,
		state: 'broken',
		id: 'container',
		env: ({answering}) => ({
			AWS_CONTAINER_CREDENTIALS_FULL_URI: answering(200, 'page'),
		}),
		shows: [/^Container role$/v, /^not checked yet$/v],
		says: /^The answer of the service that gives the keys cannot be read\.$/v,
	},
	{
		source: container,
		state: 'broken',
		id: 'container',
		env: () => ({
			AWS_CONTAINER_CREDENTIALS_FULL_URI: 'ftp://keys.example/x',
		}),
		shows: [/^Container role$/v, /^not checked yet$/v],
		says: /^AWS_CONTAINER_CREDENTIALS_FULL_URI names no place that keys are taken from/v,
	},
	{
		source: container,
		state: 'broken',
		id: 'container',
		env: () => ({AWS_CONTAINER_CREDENTIALS_FULL_URI: 'keys.example'}),
		shows: [/^Container role$/v, /^not checked yet$/v],
		says: /^AWS_CONTAINER_CREDENTIALS_FULL_URI does not hold a web address\.$/v,
	},
	// EKS Pod Identity wants to see the pod's token.
	{
		source: container,
		state: 'ready',
		id: 'container',
		env: ({podUrl, write}) => ({
			AWS_CONTAINER_CREDENTIALS_FULL_URI: podUrl,
			AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: write('pod', 'HIDDEN-POD'),
		}),
		prepare: knowTemporary,
		shows: [/^Container role$/v, /^not checked yet$/v],
		says: bob,
	},
	{
		source: container,
		state: 'no access',
		id: 'container',
		env: ({podUrl}) => ({AWS_CONTAINER_CREDENTIALS_FULL_URI: podUrl}),
		shows: [/^Container role$/v, /^not checked yet$/v],
		says: /did not give any\.$/v,
	},
];

/*
A good token, and a portal that gives no keys for it: what happened is said, never that somebody has to sign in. Each with
the kind that decides the words and the exit code.
*/
const portalAnswers: Array<[Row['state'], number, string, RegExp, string]> = [
	['busy', 500, 'InternalServerException', /^as AWS says it$/v, 'server'],
	['busy', 500, 'nothing', /^AWS answered ServiceUnavailable/v, 'server'],
	['busy', 429, 'TooManyRequestsException', /^as AWS says it$/v, 'throttled'],
	['busy', 429, 'nothing', /TooManyRequestsException/v, 'throttled'],
	['broken', 400, 'InvalidRequestException', /^as AWS says it$/v, 'refused'],
	['no access', 403, 'ForbiddenException', /gives no access to the/v, 'denied'],
	['no access', 404, 'ResourceNotFoundException', /gives no access to the/v, 'denied'],
	[
		'ended elsewhere',
		401,
		'UnauthorizedException',
		/^The company sign-in has been ended\.$/v,
		'expired',
	],
	['behind a proxy', 503, 'page', /not an answer of AWS/v, 'unreachable'],
	['behind a proxy', 403, 'page', /not an answer of AWS/v, 'unreachable'],
	['behind a proxy', 200, 'page', /not an answer of AWS/v, 'unreachable'],
	['behind a proxy', 200, 'nothing', /not an answer of AWS/v, 'unreachable'],
	['behind a proxy', 302, 'nothing', /not an answer of AWS/v, 'unreachable'],
	['behind a proxy', 407, 'nothing', /It answered 407/v, 'unreachable'],
];

test.each(
	portalAnswers.flatMap(([state, status, what, says, kind]) =>
		[company, olderCompany].map((source) => ({
			source,
			state,
			status,
			what,
			says,
			kind,
		})),
	),
)(
	'$source, signed in, and $state: the portal answers $status $what',
	async ({source, status, what, says, kind}) => {
		const isLegacy = source === olderCompany;
		const world = await openWorld();
		world.write('.aws/config', isLegacy ? legacy : sso);
		await writeToken(world.home, isLegacy ? {startUrl} : {session: 'corp'}, {
			startUrl,
			region: 'us-east-1',
			accessToken: 'good',
			expiresAt: Date.now() + 3_600_000,
		});
		const env = {
			...world.env,
			AWS_ENDPOINT_URL_SSO: world.answering(status, what),
			// The SDK asks again, and waits longer each time.
			AWS_MAX_ATTEMPTS: '1',
		};
		setEnvironment(env);
		const error = await failureOf(env);
		expect(describeAwsError(error)).toMatchObject({
			kind,
			message: matching(says),
		});
		// The call that waited for the keys never left.
		expect(mayHaveHappened(error)).toBe(false);
	},
);

test.each([
	[500, 'InternalServerException', 'server'],
	[429, 'nothing', 'throttled'],
	[200, 'page', 'unreachable'],
	[400, 'InvalidGrantException', 'expired'],
])(
	'a sign-in that cannot be renewed, for the sign-in service answers %i %s',
	async (status, what, kind) => {
		const world = await openWorld();
		world.write('.aws/config', sso);
		await writeToken(
			world.home,
			{session: `corp${status}`},
			{
				startUrl,
				region: 'us-east-1',
				accessToken: 'over',
				expiresAt: Date.now() - 60_000,
				clientId: 'client',
				clientSecret: 'secret',
				refreshToken: 'renewal',
				registrationExpiresAt: Date.now() + 3_600_000,
			},
		);
		// For half a minute the SDK does not try to renew the same session again.
		world.write(
			'.aws/config',
			sso.replaceAll('corp', () => `corp${status}`),
		);
		const env = {
			...world.env,
			AWS_ENDPOINT_URL_SSO_OIDC: world.answering(status, what),
			AWS_MAX_ATTEMPTS: '1',
		};
		setEnvironment(env);
		expect(describeAwsError(await failureOf(env))).toMatchObject({kind});
	},
);

/*
Nobody is named: the SDK's own order, without its way of going on to the next source where one fails. The container's role
is there in every case, and is not taken in place of what a profile names.
*/
test.each([
	['keys of the shell', '', shellKeys(), bob],
	['a default profile', `[default]\n${keys}`, {}, bob],
	['a container, where nothing else is named', '[default]\nregion = us-east-1\n', {}, bob],
	[
		'a default profile whose program fails',
		'[default]\ncredential_process = /nowhere/helper --key HIDDEN\n',
		{},
		/^The helper program of this profile failed: .*not found/v,
	],
	[
		'a default profile with half a key',
		`[default]\naws_access_key_id = ${accessKey}\n`,
		{},
		/^Could not resolve credentials using profile: \[default\]/v,
	],
	[
		'a default profile with a source that is not there',
		`[default]\nrole_arn = ${role}\nsource_profile = base\n`,
		{},
		/Could not resolve credentials using profile|base/v,
	],
	[
		'a web identity whose file is not there',
		'',
		{AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token', AWS_ROLE_ARN: role},
		/ENOENT/v,
	],
])('nobody is named, and there is %s', async (_what, config, more, says) => {
	const world = await openWorld();
	world.write('.aws/config', config);
	await world.know();
	await knowTemporary(world);
	const env = {
		...world.env,
		AWS_CONTAINER_CREDENTIALS_FULL_URI: world.containerUrl(200),
		...more,
	};
	setEnvironment(env);
	const session = openSession({region: 'us-east-1', env});
	onTestFinished(() => {
		session.close();
	});
	const found = await lookUp(async () => whoAmI(session));
	expect(
		found.state === 'found' ? found.value.arn : found.state === 'unknown' ? found.reason : '',
	).toMatch(says);
});

/** How the profile `it` fails to give keys. */
async function failureOf(env: NodeJS.ProcessEnv): Promise<unknown> {
	const session = openSession({
		region: 'us-east-1',
		who: {profile: 'it'},
		env,
		timeouts: {connect: 2000, request: 5000},
	});
	onTestFinished(() => {
		session.close();
	});
	try {
		return await whoAmI(session);
	} catch (error) {
		return error;
	}
}

const otherSources = ['shell-keys', 'web-identity', 'container'] as const;

test.each(table)(
	'$source, $state',
	async ({config = '', env: more, prepare, id = 'profile:it', shows, says}) => {
		const world = await openWorld();
		world.write('.aws/config', config);
		await prepare?.(world);
		const env = {...world.env, ...more?.(world)};
		setEnvironment(env);

		const {choices} = await identityServices(env).list();
		const choice = choices.find((each) => each.id === id);
		expect(choice?.label).toMatch(shows[0]);
		const state = choice && describeState(choice, Date.now());
		expect(state).toMatch(shows[1]);

		const source = otherSources.find((each) => each === id);
		const who: Who = source ? {source} : {profile: 'it'};
		const session = openSession({
			region: 'us-east-1',
			who,
			env,
			mfaCode: async () => '123456',
			timeouts: {connect: 2000, request: 5000},
		});
		onTestFinished(() => {
			session.close();
		});
		const found = await lookUp(async () => whoAmI(session));
		const said =
			found.state === 'found' ? found.value.arn : found.state === 'unknown' ? found.reason : '';
		expect(said).toMatch(says);
		expect(`${choice?.label} ${state} ${said}`).not.toMatch(/practice-only|HIDDEN|aws sso login/v);
	},
);
