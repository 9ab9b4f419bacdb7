import {createHash} from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import {text} from 'node:stream/consumers';
import {onTestFinished} from 'vitest';
import {identityServices} from '../../source/aws/identity-services.js';
import {writeToken} from '../../source/aws/sso/token-cache.js';
import {openEndpoint} from '../cli/run-tool.js';
import {temporaryFolder} from '../setups/temporary-folder.js';

export const startUrl = 'https://practice.awsapps.com/start';
export const account = '111122223333';
export const accessKey = 'AKIAEXAMPLEEXAMP1234';
export const role = `arn:aws:iam::${account}:role/Deploy`;
export const user = `arn:aws:iam::${account}:user/bob`;
const temporaryKey = 'ASIAEXAMPLEEXAMP1234';

/** A machine, and the AWS that it reaches. */
export type World = {
	home: string;
	/** What points a program at that AWS. */
	env: Record<string, string>;
	/** Where a container gets its keys; the service there answers with this status. */
	containerUrl: (status: number) => string;
	/** Where a pod gets its keys, if it shows its token. */
	podUrl: string;
	/** An endpoint that answers everything in one way: with an error of AWS's, a web page, or nothing. */
	answering: (status: number, what: string) => string;
	/** Writes a file below the home, and returns its path. */
	write: (name: string, content: string, mode?: number) => string;
	/** Makes an access key known to AWS. */
	know: (fields?: object) => Promise<void>;
	/** A sign-in in the cache that holds for so many seconds; below nothing it is over and AWS does not know it. */
	signIn: (seconds: number, isLegacy?: boolean) => Promise<void>;
};

/** A machine without any files, and the sandbox's AWS. */
export async function openWorld(): Promise<World> {
	const {url, control} = await openEndpoint();
	const services = await openSideServices(url);
	const home = temporaryFolder();
	const env = {
		HOME: home,
		AWS_ENDPOINT_URL: url,
		AWS_ENDPOINT_URL_STS: services,
	};
	return {
		home,
		env,
		containerUrl: (status) => `${services}/${status}`,
		podUrl: `${services}/pod`,
		answering: (status, what) => `${services}/answering/${status}/${what}`,
		write(name, content, mode = 0o600) {
			const file = path.join(home, name);
			fs.mkdirSync(path.dirname(file), {recursive: true});
			fs.writeFileSync(file, content, {mode});
			return file;
		},
		async know(fields = {}) {
			await control('POST', '/_sandbox/callers', {
				accessKeyId: accessKey,
				arn: user,
				...fields,
			});
		},
		async signIn(seconds, isLegacy = false) {
			const target = {
				key: isLegacy ? {startUrl} : {session: 'corp'},
				startUrl,
				region: 'us-east-1',
			};
			if (seconds < 0) {
				await writeToken(home, target.key, {
					startUrl,
					region: 'us-east-1',
					accessToken: 'over',
					expiresAt: Date.now() + seconds * 1000,
				});
				return;
			}

			await control('POST', '/_sandbox/identity-center', {
				interval: 1,
				tokenSeconds: seconds,
			});
			const answers: Array<Promise<unknown>> = [];
			await identityServices(env).signIn(target, {
				flow: 'device',
				signal: new AbortController().signal,
				onEvent(event) {
					if (event.type !== 'code') {
						return;
					}

					const {userCode} = event;
					answers.push(control('POST', '/_sandbox/identity-center/approve', {userCode}));
				},
			});
			await Promise.all(answers);
		},
	};
}

/** Keys of the shell, as someone exports them. */
export function shellKeys() {
	return {
		AWS_ACCESS_KEY_ID: temporaryKey,
		AWS_SECRET_ACCESS_KEY: 'practice-only',
		AWS_SESSION_TOKEN: 'token',
	};
}

export async function knowTemporary({know}: World): Promise<void> {
	await know({accessKeyId: temporaryKey, sessionToken: 'token'});
}

export async function knowExpired({know}: World): Promise<void> {
	await know({
		accessKeyId: temporaryKey,
		sessionToken: 'token',
		expired: true,
	});
}

/** A user, and a role that trusts the account. */
export async function knowRole({know}: World): Promise<void> {
	await know();
	await know({
		accessKeyId: 'ASIAEXAMPLEEXAMP9999',
		arn: `arn:aws:sts::${account}:assumed-role/Deploy/x`,
		trust: {
			Version: '2012-10-17',
			Statement: [
				{
					Effect: 'Allow',
					Principal: {AWS: `arn:aws:iam::${account}:root`},
					Action: 'sts:AssumeRole',
				},
			],
		},
	});
}

/** A program that prints keys, and a profile that runs it. */
export function writeHelper({write}: World, fields: object): void {
	const helper = write(
		'helper',
		`#!/bin/sh\necho '${JSON.stringify({Version: 1, SecretAccessKey: 'practice-only', ...fields})}'\n`,
		0o700,
	);
	write('.aws/config', `[profile it]\ncredential_process = ${helper}\n`);
}

/** What `aws login` leaves, good for so many seconds. */
export function writeLogin({write}: World, seconds: number): void {
	const name = createHash('sha256').update(user).digest('hex');
	write(
		`.aws/login/cache/${name}.json`,
		JSON.stringify({
			accessToken: {
				accessKeyId: accessKey,
				secretAccessKey: 'practice-only',
				sessionToken: 'token',
				accountId: account,
				expiresAt: new Date(Date.now() + seconds * 1000).toISOString(),
			},
			clientId: 'client',
			refreshToken: 'refresh',
			dpopKey: 'key',
		}),
	);
}

// A proxy that answers in its place says 203.
function containerAnswer(status: number): string {
	return status === 200 ? JSON.stringify(containerKeys()) : status === 203 ? '<html>' : '{}';
}

/** What the sandbox does not play: the keys of a container, and STS for web identities. All else goes on to it. */
async function openSideServices(sandbox: string): Promise<string> {
	const server = http.createServer((request, response) => {
		const answer = async () => {
			const body = await text(request);
			const {fixed, what = ''} =
				/^\/answering\/(?<fixed>\d+)\/(?<what>\w+)/v.exec(request.url ?? '')?.groups ?? {};
			if (fixed !== undefined) {
				response.writeHead(Number(fixed), {
					...(what.endsWith('Exception') && {'x-amzn-errortype': what}),
					location: 'https://proxy.example/',
				});
				response.end(
					what === 'page'
						? '<html>'
						: what === 'nothing'
							? ''
							: JSON.stringify({message: 'as AWS says it'}),
				);
				return;
			}

			const status =
				request.url === '/pod'
					? request.headers.authorization === 'HIDDEN-POD'
						? 200
						: 401
					: Number(request.url?.slice(1));
			if (status > 0) {
				response.writeHead(status, {'content-type': 'application/json'});
				response.end(containerAnswer(status));
				return;
			}

			if (body.includes('Action=AssumeRoleWithWebIdentity')) {
				const isOver = body.includes('EXPIRED');
				response.writeHead(isOver ? 400 : 200, {'content-type': 'text/xml'});
				response.end(isOver ? overXml : keysXml);
				return;
			}

			const {authorization = '', 'x-amz-security-token': token} = request.headers;
			const passed = await fetch(sandbox, {
				method: 'POST',
				headers: {
					'content-type': request.headers['content-type'] ?? '',
					authorization,
					...(typeof token === 'string' && {'x-amz-security-token': token}),
				},
				body,
			});
			response.writeHead(passed.status, {'content-type': 'text/xml'});
			response.end(await passed.text());
		};

		void answer();
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	const address = server.address();
	const port = typeof address === 'object' && address ? address.port : 0;
	return `http://127.0.0.1:${port}`;
}

function containerKeys() {
	return {
		AccessKeyId: temporaryKey,
		SecretAccessKey: 'practice-only',
		Token: 'token',
		Expiration: '2099-01-01T00:00:00Z',
	};
}

const keysXml = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>${temporaryKey}</AccessKeyId><SecretAccessKey>practice-only</SecretAccessKey><SessionToken>token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;

const overXml =
	'<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>ExpiredTokenException</Code><Message>Token expired: the date is over.</Message></Error></ErrorResponse>';
