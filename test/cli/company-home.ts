import fs from 'node:fs';
import path from 'node:path';
import {onTestFinished} from 'vitest';
import {identityServices} from '../../source/aws/identity-services.js';
import {type SsoTarget} from '../../source/aws/profiles/identity-choice.js';
import {openEndpoint, openHome, setEnvironment} from './run-tool.js';

/** The practice Identity Center. */
export const startUrl = 'https://practice.awsapps.com/start';

const config = `[sso-session corp]
sso_start_url = ${startUrl}
sso_region = us-east-1

[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Administrator
region = us-east-1

[profile read]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = ReadOnly
region = us-east-1
`;

/** A second sign-in beside the one of `dev`. */
export const older = `
[profile older]
sso_start_url = ${startUrl}
sso_region = us-east-1
sso_account_id = 444455556666
sso_role_name = Administrator
region = us-east-1
`;

/** Commands on a machine whose AWS files name a company sign-in; `more` is added to its config file. */
export async function openCompanyHome(more = '') {
	const {url, control} = await openEndpoint();
	const home = openHome();
	const folder = path.join(home.folder, 'person');
	fs.mkdirSync(path.join(folder, '.aws'), {recursive: true});
	fs.writeFileSync(path.join(folder, '.aws', 'config'), config + more);
	const env = {
		HOME: folder,
		AWS_ENDPOINT_URL: url,
		BROWSER: 'none',
	};
	setEnvironment(env);
	await control('POST', '/_sandbox/identity-center', {interval: 1});
	const pending: Array<Promise<unknown>> = [];
	onTestFinished(async () => {
		await Promise.all(pending);
	});
	const answer = (userCode: string, how: 'approve' | 'deny') => {
		pending.push(control('POST', `/_sandbox/identity-center/${how}`, {userCode}));
	};

	/** Hears what a command prints, and answers the code in it. */
	const answering = (how: 'approve' | 'deny') => {
		let text = '';
		let isAnswered = false;
		return (written: string) => {
			text += written;
			const code = /^ {2}(?<code>[A-Z]{4}-[A-Z]{4})$/mv.exec(text)?.groups?.code;
			if (code === undefined || isAnswered) {
				return;
			}

			isAnswered = true;
			answer(code, how);
		};
	};

	const services = identityServices(env);
	const corp: SsoTarget = {
		key: {session: 'corp'},
		startUrl,
		region: 'us-east-1',
	};
	const signIn = async (target = corp) =>
		services.signIn(target, {
			flow: 'device',
			signal: new AbortController().signal,
			onEvent(event) {
				if (event.type === 'code') {
					answer(event.userCode, 'approve');
				}
			},
		});
	return {
		...home,
		env,
		control,
		answering,
		services,
		corp,
		signIn,
		person: folder,
	};
}
