import {
	CreateTokenCommand,
	StartDeviceAuthorizationCommand,
	type SSOOIDCClient,
} from '@aws-sdk/client-sso-oidc';
import {cleanLine} from '../../terminal/text.js';
import {describeSsoError, ssoErrorName, SignInError, ranOut} from './sign-in-error.js';
import {grantOf, openPage, troubleLimit, type FlowWorld, type Grant} from './flow.js';
import {type Registration} from './clients.js';

const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
const defaultInterval = 5;
const slowDownStep = 5000;

type Authorization = {
	readonly deviceCode: string;
	readonly interval: number;
	readonly deadline: number;
};

/**
The device code flow: shows a code, then asks AWS at its pace until the person has said yes or no, the code has run out
or the signal stops it. Keeps waiting while the network is away, or AWS busy, for a minute.
@throws SignInError
*/
export async function deviceFlow(
	client: SSOOIDCClient,
	registration: Registration,
	startUrl: string,
	world: FlowWorld,
): Promise<Grant> {
	const authorization = await start(client, registration, startUrl, world);
	return poll(client, registration, authorization, world);
}

async function start(
	client: SSOOIDCClient,
	{clientId, clientSecret}: Registration,
	startUrl: string,
	world: FlowWorld,
): Promise<Authorization> {
	const {now, signal, onEvent} = world;
	const answer = await client
		.send(new StartDeviceAuthorizationCommand({clientId, clientSecret, startUrl}), {
			abortSignal: signal,
		})
		.catch((error: unknown) => {
			throw describeSsoError(error, 'authorize', {
				signal,
				secrets: [clientSecret],
			});
		});
	const {deviceCode, userCode, verificationUri} = answer;
	const page = answer.verificationUriComplete ?? verificationUri;
	if (!deviceCode || !userCode || !isWebPage(verificationUri) || !isWebPage(page)) {
		throw new SignInError(
			'refused',
			'AWS answered without a code to show.',
			'Check that AWS_ENDPOINT_URL and the proxy point where you mean, then sign in again.',
		);
	}

	const deadline = now() + (answer.expiresIn ?? 600) * 1000;
	onEvent({
		type: 'code',
		userCode: cleanLine(userCode),
		verificationUri,
		verificationUriComplete: page,
		expiresAt: deadline,
	});
	// A page that does not open is no trouble here: the code can be confirmed on any device.
	await openPage(page, world);
	const interval = (answer.interval ?? defaultInterval) * 1000;
	return {deviceCode, deadline, interval: Math.max(interval, 1000)};
}

async function poll(
	client: SSOOIDCClient,
	registration: Registration,
	authorization: Authorization,
	world: FlowWorld,
): Promise<Grant> {
	const {now, wait, onEvent, signal} = world;
	const {deviceCode, deadline} = authorization;
	let {interval} = authorization;
	let awaySince: number | undefined;
	let trouble: string | undefined;
	while (now() < deadline) {
		const timeLeft = deadline - now();
		onEvent({
			type: 'waiting',
			timeLeft,
			until: deadline,
			...(trouble && {trouble}),
		});
		try {
			await wait(Math.min(interval, timeLeft), signal);
			return await ask(client, registration, deviceCode, world);
		} catch (error) {
			const problem = pollProblem(error, registration, deviceCode, signal);
			awaySince = problem && (awaySince ?? now());
			if (problem && !isWaitedOut(problem, awaySince, now())) {
				throw problem;
			}

			trouble = problem?.message;
			interval += ssoErrorName(error) === 'SlowDownException' ? slowDownStep : 0;
		}
	}

	throw ranOut();
}

async function ask(
	client: SSOOIDCClient,
	{clientId, clientSecret}: Registration,
	deviceCode: string,
	{now, signal}: FlowWorld,
): Promise<Grant> {
	const answer = await client.send(
		new CreateTokenCommand({grantType, clientId, clientSecret, deviceCode}),
		{abortSignal: signal},
	);
	return grantOf(answer, now());
}

function pollProblem(
	error: unknown,
	{clientSecret}: Registration,
	deviceCode: string,
	signal: AbortSignal,
): SignInError | undefined {
	const isWaiting =
		!signal.aborted &&
		['AuthorizationPendingException', 'SlowDownException'].includes(ssoErrorName(error));
	return isWaiting
		? undefined
		: describeSsoError(error, 'token', {
				signal,
				secrets: [clientSecret, deviceCode],
			});
}

// What passes is waited out for a while; every other problem ends the flow.
function isWaitedOut({isPassing}: SignInError, since: number | undefined, now: number): boolean {
	return isPassing && now - (since ?? now) < troubleLimit;
}

// The browser is handed what the service says, so only web pages count.
function isWebPage(address: string | undefined): address is string {
	return (
		address !== undefined && URL.canParse(address) && /^https?:$/v.test(new URL(address).protocol)
	);
}
