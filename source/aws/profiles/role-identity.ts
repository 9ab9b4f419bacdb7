import {nearest} from '../../terminal/nearest-word.js';
import {cleanLine} from '../../terminal/text.js';
import {parseArn} from '../arn.js';
import {type IdentityState} from './identity-choice.js';
import {type PlacedSection} from './merge-views.js';
import {type ProfilePart} from './sso-identity.js';
import {brokenAt, type Surroundings} from './surroundings.js';

/** Looks at another profile on behalf of a role. */
export type ReadSource = (
	name: string,
	section: PlacedSection,
	visited: readonly string[],
) => ProfilePart;

const credentialSources = new Map([
	['Environment', 'the keys from this shell'],
	['EcsContainer', 'the container role'],
	['Ec2InstanceMetadata', 'this server’s role'],
]);

/** The choice for a profile that assumes a role: ready when what it starts from is. `visited` ends with this profile. */
export function rolePart(
	section: PlacedSection,
	surroundings: Surroundings,
	visited: readonly string[],
	readSource: ReadSource,
): ProfilePart {
	const get = (key: string) => section.settings.get(key)?.value;
	const arn = get('role_arn');
	const parsed = arn === undefined ? undefined : parseArn(arn);
	const role = cleanLine(
		(parsed?.resource ?? arn ?? '').split('/').at(-1) ?? '',
	);
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
			? {state: namedSource(section, surroundings)}
			: profileSource(
					{section, sourceProfile, visited},
					surroundings,
					readSource,
				);
	const isRole =
		parsed?.service === 'iam' && parsed.resource.startsWith('role/');
	return {
		kind: 'role',
		label: arn === undefined ? `Through ${via}` : `Role ${role}, via ${via}`,
		...(role && {role}),
		...(isRole && {account: parsed.account}),
		...(mfa && {mfa: cleanLine(mfa)}),
		...source,
		...(arn !== undefined &&
			!isRole && {
				state: brokenAt(
					section,
					'role_arn',
					'The role_arn is not a role’s ARN.',
				),
			}),
	};
}

function profileSource(
	{
		section,
		sourceProfile,
		visited,
	}: {
		section: PlacedSection;
		sourceProfile: string;
		visited: readonly string[];
	},
	{files}: Surroundings,
	readSource: ReadSource,
): Pick<
	ProfilePart,
	'state' | 'ssoSession' | 'startUrl' | 'ssoRegion' | 'ssoScopes'
> {
	const {profiles} = files.sdk;
	const source = profiles.get(sourceProfile);
	const shown = cleanLine(sourceProfile);
	if (!source) {
		const meant = nearest(
			sourceProfile,
			Array.from(profiles, ([name]) => name),
		);
		return {
			state: brokenAt(
				section,
				'source_profile',
				`The source_profile ${shown} does not exist.` +
					(meant ? ` Did you mean ${cleanLine(meant)}?` : ''),
			),
		};
	}

	const hasKeys =
		source.settings.has('aws_access_key_id') &&
		source.settings.has('aws_secret_access_key');
	// Saved keys end a chain, so a profile may build on itself.
	if (visited.includes(sourceProfile) && !hasKeys) {
		return {
			state: brokenAt(
				section,
				'source_profile',
				`The profiles go round in a circle: ${[...visited, sourceProfile].map((name) => cleanLine(name)).join(' → ')}.`,
			),
		};
	}

	const {state, ssoSession, startUrl, ssoRegion, ssoScopes} = readSource(
		sourceProfile,
		source,
		visited,
	);
	return {
		state:
			state.type === 'broken' && !state.problem.startsWith('The profiles go')
				? {...state, problem: `Profile ${shown}: ${state.problem}`}
				: state,
		...(ssoSession && {ssoSession}),
		...(startUrl && {startUrl}),
		...(ssoRegion && {ssoRegion}),
		...(ssoScopes && {ssoScopes}),
	};
}

function namedSource(
	section: PlacedSection,
	{env}: Surroundings,
): IdentityState {
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
