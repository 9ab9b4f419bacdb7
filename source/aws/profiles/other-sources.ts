import {cleanLine} from '../../terminal/text.js';
import {parseArn} from '../arn.js';
import {type IdentityChoice, type IdentityState} from './identity-choice.js';
import {isTemporaryId, shortKey} from './key-label.js';
import {type Surroundings} from './surroundings.js';

/** The identities that come with the shell or the machine, in the order in which the SDK asks for them. */
export function otherSources(surroundings: Surroundings): IdentityChoice[] {
	return [
		...shellKeys(surroundings),
		...webIdentity(surroundings),
		...container(surroundings),
		...server(surroundings),
	];
}

function shellKeys({env, now}: Surroundings): IdentityChoice[] {
	const id = env.AWS_ACCESS_KEY_ID;
	if (!id && !env.AWS_SECRET_ACCESS_KEY) {
		return [];
	}

	const short = shortKey(id ?? '');
	const isTemporary = Boolean(env.AWS_SESSION_TOKEN) || isTemporaryId(id ?? '');
	return [
		{
			id: 'shell-keys',
			kind: 'shell-keys',
			label: `${isTemporary ? 'Temporary keys' : 'Keys'} from this shell${short && ` (${short})`}`,
			...(env.AWS_ACCOUNT_ID && {account: cleanLine(env.AWS_ACCOUNT_ID)}),
			state: shellState(env, isTemporary, now),
			warnings: isTemporary
				? []
				: [
						{
							kind: 'long-lived key',
							message:
								'This key never expires by itself. A company sign-in (SSO) is safer where there is one.',
						},
					],
		},
	];
}

function shellState(
	env: NodeJS.ProcessEnv,
	isTemporary: boolean,
	now: number,
): IdentityState {
	const missing = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'].find(
		(name) => !env[name],
	);
	if (missing) {
		return {type: 'broken', problem: `${missing} is not set in this shell.`};
	}

	if (isTemporary && !env.AWS_SESSION_TOKEN) {
		return {
			type: 'broken',
			problem:
				'These keys are temporary and need AWS_SESSION_TOKEN, which is not set in this shell.',
		};
	}

	const expiresAt = Date.parse(env.AWS_CREDENTIAL_EXPIRATION ?? '');
	if (!Number.isFinite(expiresAt)) {
		return {type: isTemporary ? 'unknown' : 'ready'};
	}

	return expiresAt > now
		? {type: 'ready', expiresAt}
		: {
				type: 'broken',
				problem: 'These keys have run out. Export new ones in this shell.',
			};
}

function webIdentity({env, fileExists}: Surroundings): IdentityChoice[] {
	const file = env.AWS_WEB_IDENTITY_TOKEN_FILE;
	if (!file) {
		return [];
	}

	const arn = parseArn(env.AWS_ROLE_ARN ?? '');
	const role = arn?.resource.split('/').at(-1);
	const problem = env.AWS_ROLE_ARN
		? fileExists(file)
			? undefined
			: 'The file in AWS_WEB_IDENTITY_TOKEN_FILE does not exist.'
		: 'AWS_ROLE_ARN is not set in this shell.';
	return [
		{
			id: 'web-identity',
			kind: 'web-identity',
			label: 'CI / Kubernetes identity',
			...(arn && {account: arn.account}),
			...(role && {role: cleanLine(role)}),
			state: problem ? {type: 'broken', problem} : {type: 'ready'},
			warnings: [],
		},
	];
}

function container({env}: Surroundings): IdentityChoice[] {
	const isThere = [
		env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI,
		env.AWS_CONTAINER_CREDENTIALS_FULL_URI,
	].some(Boolean);
	return isThere
		? [
				{
					id: 'container',
					kind: 'container',
					label:
						env.AWS_EXECUTION_ENV === 'CloudShell'
							? 'Your CloudShell identity'
							: 'Container role',
					state: {type: 'unknown'},
					warnings: [],
				},
			]
		: [];
}

function server({env, isServer}: Surroundings): IdentityChoice[] {
	const isOff =
		env.AWS_EC2_METADATA_DISABLED &&
		env.AWS_EC2_METADATA_DISABLED.toLowerCase() !== 'false';
	return isServer && !isOff
		? [
				{
					id: 'server',
					kind: 'server',
					label: 'This server’s role',
					state: {type: 'unknown'},
					warnings: [],
				},
			]
		: [];
}
