import {mkdir, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {z} from 'zod';
import {identityServices} from '../../source/aws/identity-services.js';
import {homeFolder} from '../../source/aws/profiles/config-file.js';
import {readToken, type SsoKey} from '../../source/aws/sso/token-cache.js';
import type {FreshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {type HomeSandbox} from './home-sandbox.js';

/** The start URL of the practice Identity Center. */
export const startUrl = 'https://practice.awsapps.com/start';

/** A config file as people have it: a session, a profile on it, one of the older form, keys, and a broken one. */
export const companyConfig = `# Kept by hand.
[sso-session corp]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_registration_scopes = sso:account:access

[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Administrator
region = us-east-1

[profile older]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_account_id = 444455556666
sso_role_name = Administrator
region = us-east-1

[profile lost]
sso_session = crop
sso_account_id = 111122223333
sso_role_name = Administrator

[profile keys]
aws_access_key_id = AKIAEXAMPLEEXAMP1234
aws_secret_access_key = NEVER-SHOWN-SECRET
region = us-east-1
`;

/** A profile that takes on a role with a code from an MFA device. */
export const guardedConfig = `[profile base]
aws_access_key_id = AKIAEXAMPLEEXAMP1234
aws_secret_access_key = practice-only

[profile guarded]
role_arn = arn:aws:iam::111122223333:role/Deploy
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/bob
region = us-east-1
`;

/** Tells the practice AWS who that profile’s keys belong to, and of its role. */
export async function knowGuarded(control: HomeSandbox['control']): Promise<void> {
	await control('POST', '/_sandbox/callers', {
		accessKeyId: 'AKIAEXAMPLEEXAMP1234',
		arn: 'arn:aws:iam::111122223333:user/bob',
	});
	await control('POST', '/_sandbox/callers', {
		accessKeyId: 'ASIAEXAMPLEEXAMP1234',
		arn: 'arn:aws:sts::111122223333:assumed-role/Deploy/x',
		trust: {
			Version: '2012-10-17',
			Statement: [
				{
					Effect: 'Allow',
					Principal: {AWS: 'arn:aws:iam::111122223333:root'},
					Action: 'sts:AssumeRole',
				},
			],
		},
	});
}

/** What the session in it is kept under. */
const corp: SsoKey = {session: 'corp'};

/** Writes the config file of a home, for its owner only. */
export async function writeConfig(home: FreshHome, text = companyConfig): Promise<string> {
	const file = path.join(home.home, '.aws', 'config');
	await mkdir(path.dirname(file), {recursive: true, mode: 0o700});
	await writeFile(file, text, {mode: 0o600});
	return file;
}

/** Points a program at the practice AWS and Identity Center, without any keys, and without a browser. */
export function companyEnv({env}: HomeSandbox) {
	return {
		AWS_ENDPOINT_URL: env.AWS_ENDPOINT_URL ?? '',
		BROWSER: 'none',
	};
}

/** Sets the scene at Identity Center; see the sandbox's `settingsSchema`. Polls come as close together as the tool allows. */
export async function setCompany(
	aws: HomeSandbox,
	settings: Readonly<Record<string, number | boolean>> = {},
): Promise<void> {
	await aws.control('POST', '/_sandbox/identity-center', {
		interval: 1,
		...settings,
	});
}

/** The person's answer to a device code. */
export async function answerCode(
	aws: Pick<HomeSandbox, 'control'>,
	userCode: string,
	answer: 'approve' | 'deny' = 'approve',
): Promise<void> {
	const reply = await aws.control('POST', `/_sandbox/identity-center/${answer}`, {userCode});
	z.object({ok: z.literal(true)}).parse(reply);
}

/** Waits for a device code on screen, where it stands wide apart, and returns it. */
export async function codeOn(terminal: Terminal): Promise<string> {
	const wide = /(?:[A-Z] ){4}- (?:[A-Z] ){3}[A-Z]/v;
	const screen = await terminal.waitFor(wide);
	return (wide.exec(screen)?.[0] ?? '').replaceAll(' ', '');
}

/** The device code in what a command printed. */
export function codeIn(text: string): string | undefined {
	return /^ {2}(?<code>[A-Z]{4}-[A-Z]{4})$/mv.exec(text)?.groups?.code;
}

/** Presses a button of the consent page, and follows it back to the program, as a browser does. Returns what it says at last. */
export async function answerPage(address: string, decision: 'allow' | 'deny'): Promise<string> {
	const url = new URL(address);
	const decided = await fetch(new URL(url.pathname, url), {
		method: 'POST',
		redirect: 'manual',
		body: new URLSearchParams([...url.searchParams, ['decision', decision]]),
	});
	const response = await fetch(decided.headers.get('location') ?? '');
	return response.text();
}

/** Signs in beside the program, so that it finds a sign-in there. */
export async function signInBeside(
	home: FreshHome,
	aws: HomeSandbox,
	key: SsoKey = corp,
): Promise<void> {
	await signInFrom({...home.env, ...companyEnv(aws)}, aws, key);
}

/** Signs in with the home and the address of an environment. */
export async function signInFrom(
	env: NodeJS.ProcessEnv,
	aws: Pick<HomeSandbox, 'control'>,
	key: SsoKey = corp,
): Promise<void> {
	const answers: Array<Promise<void>> = [];
	await identityServices(env).signIn(
		{key, startUrl, region: 'us-east-1'},
		{
			flow: 'device',
			signal: new AbortController().signal,
			onEvent(event) {
				if (event.type === 'code') {
					answers.push(answerCode(aws, event.userCode));
				}
			},
		},
	);
	await Promise.all(answers);
}

/** What the token cache of a home holds for a key. */
export async function tokenOf(home: FreshHome, key: SsoKey = corp) {
	return readToken(homeFolder(home.env), key);
}
