import path from 'node:path';
import {cleanLine} from '../../terminal/text.js';
import {parseArn} from '../arn.js';
import {suggest} from '../../terminal/names.js';
import {
	type IdentityChoice,
	type IdentityState,
	isTemporaryId,
	keyLabel,
	brokenAt,
	identityState,
	type IdentityContext,
} from './identity-choice.js';
import {type LocatedSection} from './read-profiles.js';
import {sdkKind, profileDiffers} from './profile-kind.js';
import {splitWords} from './cli-view.js';
import {type ProfilePart, ssoPart} from './sso-identity.js';

/** The choice for one profile, as the SDK will take it. No secret value goes into it. */
export function profileIdentity(
	name: string,
	section: LocatedSection,
	context: IdentityContext,
): IdentityChoice {
	const {warnings = [], ...part} = profilePart(name, section, context, []);
	const region = section.settings.get('region')?.value;
	return {
		id: `profile:${name}`,
		profile: name,
		...(region && {region: cleanLine(region)}),
		...part,
		warnings: [
			...warnings,
			...profileDiffers(name, context.files).map((message) => ({
				kind: 'differs from aws CLI' as const,
				message,
			})),
		],
	};
}

function profilePart(
	name: string,
	section: LocatedSection,
	context: IdentityContext,
	visited: readonly string[],
): ProfilePart {
	switch (sdkKind(section.settings, visited.length > 0)) {
		case 'role': {
			return rolePart(section, context, [...visited, name]);
		}

		case 'keys': {
			return keysPart(section);
		}

		case 'web-identity': {
			return webIdentityPart(section, context);
		}

		case 'program': {
			return programPart(section);
		}

		case 'sso': {
			return ssoPart(section, context);
		}

		case 'console': {
			return consolePart(section, context);
		}

		case 'none': {
			return {
				kind: 'none',
				label: 'No way to sign in',
				state: incomplete(section),
			};
		}
	}
}

function keysPart(section: LocatedSection): ProfilePart {
	const get = (key: string) => section.settings.get(key)?.value;
	const id = get('aws_access_key_id') ?? '';
	const account = get('aws_account_id');
	const hasToken = section.settings.has('aws_session_token');
	return {
		...keyLabel(id, {isTemporary: hasToken}),
		...(account && {account: cleanLine(account)}),
		...(isTemporaryId(id) &&
			!hasToken && {
				state: brokenAt(
					section,
					'aws_access_key_id',
					'These keys are temporary, and there is no aws_session_token with them.',
				),
			}),
	};
}

function webIdentityPart(section: LocatedSection, {fileExists}: IdentityContext): ProfilePart {
	const arn = parseArn(section.settings.get('role_arn')?.value ?? '');
	const file = section.settings.get('web_identity_token_file')?.value ?? '';
	const role = arn?.resource.split('/').at(-1);
	return {
		kind: 'web-identity',
		label: 'CI / Kubernetes identity',
		...(arn && {account: arn.account}),
		...(role && {role: cleanLine(role)}),
		state: fileExists(file)
			? {type: 'ready'}
			: brokenAt(
					section,
					'web_identity_token_file',
					'The file in web_identity_token_file does not exist.',
				),
	};
}

// The program's arguments may hold secrets; its name does not.
function programPart(section: LocatedSection): ProfilePart {
	const command = section.settings.get('credential_process')?.value ?? '';
	const [program = ''] = splitWords(command) ?? command.split(' ');
	return {
		kind: 'program',
		label: `External program: ${cleanLine(path.basename(program))}`,
		state: {type: 'unknown'},
	};
}

function consolePart(section: LocatedSection, {loginState}: IdentityContext): ProfilePart {
	const session = section.settings.get('login_session')?.value ?? '';
	const arn = parseArn(session);
	const isRoot = arn?.resource === 'root';
	const who = isRoot ? 'root user' : (arn?.resource.split('/').at(-1) ?? '?');
	return {
		kind: 'console',
		label: `AWS console sign-in (${cleanLine(who)})`,
		...(arn && {account: arn.account}),
		state: arn
			? identityState(loginState(session))
			: brokenAt(section, 'login_session', 'The login_session is not an ARN.'),
		warnings: isRoot
			? [
					{
						kind: 'root',
						message:
							'This is the account’s root user. Use an identity with fewer rights for the setup.',
					},
				]
			: [],
	};
}

function incomplete(section: LocatedSection): IdentityState {
	const has = (key: string) => section.settings.has(key);
	if (has('role_arn') || has('source_profile')) {
		return has('source_profile') && has('credential_source')
			? brokenAt(
					section,
					'credential_source',
					'It has both source_profile and credential_source. Keep one.',
				)
			: brokenAt(
					section,
					has('role_arn') ? 'role_arn' : 'source_profile',
					has('role_arn')
						? 'It names a role, and neither source_profile nor credential_source to start from.'
						: 'It has a source_profile and no role_arn.',
				);
	}

	if (has('aws_access_key_id') || has('aws_secret_access_key')) {
		return brokenAt(
			section,
			has('aws_access_key_id') ? 'aws_access_key_id' : 'aws_secret_access_key',
			has('aws_access_key_id')
				? 'It has an access key ID and no secret key.'
				: 'It has a secret key and no access key ID.',
		);
	}

	return brokenAt(section, undefined, 'It does not say how to sign in.');
}

const credentialSources = new Map([
	['Environment', 'the keys from this shell'],
	['EcsContainer', 'the container role'],
	['Ec2InstanceMetadata', 'this server’s role'],
]);

/** The choice for a profile that assumes a role: ready when what it starts from is. `visited` ends with this profile. */
function rolePart(
	section: LocatedSection,
	context: IdentityContext,
	visited: readonly string[],
): ProfilePart {
	const get = (key: string) => section.settings.get(key)?.value;
	const arn = get('role_arn');
	const parsed = arn === undefined ? undefined : parseArn(arn);
	const role = cleanLine((parsed?.resource ?? arn ?? '').split('/').at(-1) ?? '');
	const sourceProfile = get('source_profile');
	const mfa = get('mfa_serial');
	const via = cleanLine(
		sourceProfile ??
			credentialSources.get(get('credential_source') ?? '') ??
			get('credential_source') ??
			'',
	);
	const source =
		sourceProfile === undefined
			? {state: namedSource(section, context)}
			: profileSource({section, sourceProfile, visited}, context);
	const isRole = parsed?.service === 'iam' && parsed.resource.startsWith('role/');
	return {
		kind: 'role',
		label: arn === undefined ? `Through ${via}` : `Role ${role}, via ${via}`,
		...(role && {role}),
		...(isRole && {account: parsed.account}),
		...(mfa && {mfa: cleanLine(mfa)}),
		...source,
		...(arn !== undefined &&
			!isRole && {
				state: brokenAt(section, 'role_arn', 'The role_arn is not a role’s ARN.'),
			}),
	};
}

function profileSource(
	{
		section,
		sourceProfile,
		visited,
	}: {
		section: LocatedSection;
		sourceProfile: string;
		visited: readonly string[];
	},
	context: IdentityContext,
): Pick<ProfilePart, 'state' | 'ssoSession' | 'startUrl' | 'ssoRegion' | 'ssoScopes'> {
	const {profiles} = context.files.sdk;
	const source = profiles.get(sourceProfile);
	const shown = cleanLine(sourceProfile);
	if (!source) {
		return {
			state: brokenAt(
				section,
				'source_profile',
				`The source_profile ${shown} does not exist.${suggest(
					sourceProfile,
					Array.from(profiles, ([name]) => cleanLine(name)),
				)}`,
			),
		};
	}

	const hasKeys =
		source.settings.has('aws_access_key_id') && source.settings.has('aws_secret_access_key');
	// Saved keys end a chain, so a profile may build on itself.
	if (visited.includes(sourceProfile) && !hasKeys) {
		return {
			state: {
				...brokenAt(
					section,
					'source_profile',
					`The profiles go round in a circle: ${[...visited, sourceProfile].map((name) => cleanLine(name)).join(' → ')}.`,
				),
				isWhole: true,
			},
		};
	}

	const {state, ssoSession, startUrl, ssoRegion, ssoScopes} = profilePart(
		sourceProfile,
		source,
		context,
		visited,
	);
	return {
		state:
			state.type === 'broken' && !state.isWhole
				? {...state, problem: `Profile ${shown}: ${state.problem}`}
				: state,
		...(ssoSession && {ssoSession}),
		...(startUrl && {startUrl}),
		...(ssoRegion && {ssoRegion}),
		...(ssoScopes && {ssoScopes}),
	};
}

function namedSource(section: LocatedSection, {env}: IdentityContext): IdentityState {
	const name = section.settings.get('credential_source')?.value ?? '';
	if (!credentialSources.has(name)) {
		return brokenAt(
			section,
			'credential_source',
			`The credential_source is none of ${Array.from(credentialSources, ([known]) => known).join(', ')}.`,
		);
	}

	if (name !== 'Environment') {
		return {type: 'unknown'};
	}

	return env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY
		? {type: 'ready'}
		: brokenAt(
				section,
				'credential_source',
				'It needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in this shell.',
			);
}
