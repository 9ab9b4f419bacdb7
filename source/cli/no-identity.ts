import {isIdentityLost, type AwsErrorKind, type AwsProblem, type Lookup} from '../aws/errors.js';
import {
	ssoTarget,
	type IdentityChoice,
	type IdentityKind,
} from '../aws/profiles/identity-choice.js';
import {type IdentityList} from '../aws/profiles/list-identities.js';
import {readIdentities} from '../aws/profiles/read-identities.js';
import {formatValue} from '../terminal/foreign-text.js';
import {cleanLine, sentences} from '../terminal/text.js';
import {ownCommand, shellWord} from '../terminal/command-line.js';
import {type AwsAccess} from './open-aws.js';
import {CommandProblem, exitCodes} from './problems.js';

type Access = Pick<AwsAccess, 'env' | 'flags'>;

/** Why AWS gave no identity, what was looked for, and how to get one. Reads the files of this machine only. */
export async function noIdentity(
	found: Exclude<Lookup<unknown>, {state: 'found'}>,
	access: Access,
): Promise<CommandProblem> {
	const problem = problemOf(found);
	const {kind, code, message, hint} = problem;
	const list = await listOf(access);
	const choice = chosenOf(list);
	const isBroken = choice?.state.type === 'broken';
	const words =
		isIdentityLost(kind) || isBroken
			? describeProblem(problem, list, access)
			: {
					message: sentences(`AWS did not say who you are: ${message}`),
					hint: `Nothing was changed. ${choice && ssoTarget(choice) ? (signInHints[kind] ?? hint) : hint}`,
				};
	return new CommandProblem({
		...words,
		code,
		kind,
		exitCode: exitCodes.noAccess,
	});
}

function problemOf(found: Exclude<Lookup<unknown>, {state: 'found'}>): AwsProblem {
	return found.state === 'unknown'
		? {kind: 'refused', hint: '', ...found, message: found.reason}
		: {
				kind: 'no-identity',
				code: 'CredentialsProviderError',
				message: 'AWS knows no identity for these credentials.',
				hint: '',
			};
}

// Signed in, and the company's portal gives no keys for this account and role: another sign-in would not help.
const signInHints: Partial<Record<AwsErrorKind, string>> = {
	denied: 'Choose another account or role, or ask your Identity Center administrator.',
	refused: 'Check sso_account_id and sso_role_name of the profile.',
};

/** What to do when AWS stops taking the identity in the middle of the work: it can be gone on with afterwards. */
export async function renewHint(access: Access): Promise<string> {
	const choice = chosenOf(await listOf(access));
	return choice
		? describeRenewal(choice)
		: 'Nothing is lost. Sign in again, then run the same command again.';
}

async function listOf({env, flags}: Access): Promise<IdentityList> {
	return readIdentities({env, ...(flags.profile && {flag: flags.profile})});
}

// The default profile stands for itself, also when it is broken.
function chosenOf({
	choices,
	preselect = 'profile:default',
}: IdentityList): IdentityChoice | undefined {
	return choices.find(({id}) => id === preselect);
}

function describeProblem(
	{kind, code, message: reason}: AwsProblem,
	list: IdentityList,
	access: Access,
): {message: string; hint: string} {
	const choice = chosenOf(list);
	if (!choice) {
		return nothingFound(list, access);
	}

	const {state, profile, label} = choice;
	const shown = profile === undefined ? label : `Profile ${cleanLine(profile)}`;
	if (state.type === 'broken') {
		return {
			message: `${shown} cannot be used: ${state.problem}${formatLocation(state)}`,
			hint: 'Mend that, or name another one with --profile. Nothing is lost.',
		};
	}

	const isSignInOver = kind === 'expired' || /^(?:Credentials|Token)ProviderError$/v.test(code);
	return {
		message:
			ssoTarget(choice) && isSignInOver
				? `${shown} is not signed in, or its sign-in is over.`
				: `AWS did not take ${profile === undefined ? label.toLowerCase() : `profile ${cleanLine(profile)}`}: ${reason}`,
		hint: describeRenewal(choice),
	};
}

function describeRenewal(choice: IdentityChoice): string {
	const {kind, profile = 'default'} = choice;
	const shown = cleanLine(profile);
	const line = ssoTarget(choice)
		? ownCommand(`login --profile ${shellWord(shown)}`)
		: kind === 'console'
			? `aws login --profile ${shown}`
			: undefined;
	return line === undefined
		? `Nothing is lost. ${howElse(choice)} Then run the same command again.`
		: `Nothing is lost. Sign in, then run the same command again: ${line}`;
}

function nothingFound(
	{choices, problems}: IdentityList,
	{env}: Pick<Access, 'env'>,
): {message: string; hint: string} {
	const names = choices.flatMap(({profile}) => profile ?? []);
	const shown = names
		.slice(0, 5)
		.map((name) => cleanLine(name))
		.join(', ');
	const {AWS_DEFAULT_PROFILE: cliDefault} = env;
	const unread = problems
		.filter(({reader}) => reader === 'both')
		.map(({path, message}) => ` ${cleanLine(path)}: ${message}`);
	return {
		message: `AWS did not say who you are: there is no identity here. Looked for: keys in this shell (AWS_ACCESS_KEY_ID), the profile “default”, a web identity (AWS_WEB_IDENTITY_TOKEN_FILE), and a role of this container or server.${unread.join('')}`,
		hint: cliDefault
			? `AWS_DEFAULT_PROFILE names the profile ${cleanLine(cliDefault)}, and only the aws CLI follows it: give it with --profile ${cleanLine(cliDefault)}, or in AWS_PROFILE. To practise without an account, add --sandbox.`
			: names.length > 0
				? `Name one of your profiles with --profile: ${shown}${names.length > 5 ? ', ...' : ''}. To practise without an account, add --sandbox.`
				: `Sign in on screen with: ${ownCommand()}. To practise without an account, add --sandbox.`,
	};
}

/** Where something in a file is, as the end of a sentence: “ (/home/ana/.aws/config, line 3)”. */
export function formatLocation({path, line}: {path?: string; line?: number}): string {
	return path === undefined
		? ''
		: ` (${formatValue(path, 60)}${line === undefined ? '' : `, line ${line}`})`;
}

/** How an identity that does not go through Identity Center is signed in to, or renewed. */
export function howElse({kind, profile = 'default', mfa}: IdentityChoice): string {
	if (kind === 'console') {
		return `Sign in with: aws login --profile ${cleanLine(profile)}`;
	}

	return kind === 'role' && mfa
		? `The role wants a code from an MFA device, and the assistant asks for it, in a terminal: ${ownCommand(`--profile ${shellWord(cleanLine(profile))}`)}. Without a terminal, give the profile keys that carry the code (aws sts get-session-token) or a credential_process.`
		: (ways[kind] ?? 'It needs no sign-in; check that it is still valid in AWS.');
}

const ways: Partial<Record<IdentityKind, string>> = {
	'temporary-keys':
		'Get new keys where these came from, and put them in the place of the old ones.',
	'shell-keys': 'Export new keys in this shell.',
	role: 'It takes on a role and needs no sign-in of its own; what it starts from may.',
	'web-identity': 'Its token comes from the platform it runs on (CI or Kubernetes).',
	program: 'Its program signs in by itself, or says how.',
};
