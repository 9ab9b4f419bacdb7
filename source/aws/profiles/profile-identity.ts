import path from 'node:path';
import {cleanLine} from '../../terminal/text.js';
import {parseArn} from '../arn.js';
import {type IdentityChoice, type IdentityState} from './identity-choice.js';
import {isTemporaryId, keyLabel} from './key-label.js';
import {type PlacedSection} from './merge-views.js';
import {sdkKind} from './profile-kind.js';
import {rolePart} from './role-identity.js';
import {profileDiffers} from './same-identity.js';
import {splitWords} from './split-words.js';
import {type ProfilePart, ssoPart} from './sso-identity.js';
import {brokenAt, identityState, type Surroundings} from './surroundings.js';

/** The choice for one profile, as the SDK will take it. No secret value goes into it. */
export function profileIdentity(
	name: string,
	section: PlacedSection,
	surroundings: Surroundings,
): IdentityChoice {
	const {warnings = [], ...part} = profilePart(name, section, surroundings, []);
	const region = section.settings.get('region')?.value;
	return {
		id: `profile:${name}`,
		profile: name,
		...(region && {region: cleanLine(region)}),
		...part,
		warnings: [
			...warnings,
			...profileDiffers(name, surroundings.files).map((message) => ({
				kind: 'differs from aws CLI' as const,
				message,
			})),
		],
	};
}

function profilePart(
	name: string,
	section: PlacedSection,
	surroundings: Surroundings,
	visited: readonly string[],
): ProfilePart {
	switch (sdkKind(section.settings, visited.length > 0)) {
		case 'role': {
			return rolePart(
				section,
				surroundings,
				[...visited, name],
				(source, found, seen) => profilePart(source, found, surroundings, seen),
			);
		}

		case 'keys': {
			return keysPart(section);
		}

		case 'web-identity': {
			return webIdentityPart(section, surroundings);
		}

		case 'program': {
			return programPart(section);
		}

		case 'sso': {
			return ssoPart(section, surroundings);
		}

		case 'console': {
			return consolePart(section, surroundings);
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

function keysPart(section: PlacedSection): ProfilePart {
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

function webIdentityPart(
	section: PlacedSection,
	{fileExists}: Surroundings,
): ProfilePart {
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
function programPart(section: PlacedSection): ProfilePart {
	const command = section.settings.get('credential_process')?.value ?? '';
	const [program = ''] = splitWords(command) ?? command.split(' ');
	return {
		kind: 'program',
		label: `External program: ${cleanLine(path.basename(program))}`,
		state: {type: 'unknown'},
	};
}

function consolePart(
	section: PlacedSection,
	{loginState}: Surroundings,
): ProfilePart {
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

function incomplete(section: PlacedSection): IdentityState {
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
