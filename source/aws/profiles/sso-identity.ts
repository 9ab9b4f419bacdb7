import {cleanLine} from '../../terminal/text.js';
import {suggest} from '../../terminal/names.js';
import {isRegionForm} from '../regions.js';
import {quoteValue} from '../../terminal/foreign-text.js';
import {
	type IdentityChoice,
	type IdentityState,
	type IdentityWarning,
	brokenAt,
	identityState,
	type IdentityContext,
} from './identity-choice.js';
import {type LocatedSection} from './read-profiles.js';

/** What a kind of profile adds to its choice. */
export type ProfilePart = Omit<IdentityChoice, 'id' | 'profile' | 'warnings' | 'region'> & {
	warnings?: IdentityWarning[];
};

/** The choice for a profile with company sign-in, either form, as the SDK takes it: the session's values win. */
export function ssoPart(section: LocatedSection, context: IdentityContext): ProfilePart {
	const get = (key: string) => section.settings.get(key)?.value;
	const name = get('sso_session');
	// Where the start URL and Identity Center's region stand.
	const session = name === undefined ? section : context.files.sdk.sessions.get(name);
	const startUrl = session?.settings.get('sso_start_url')?.value;
	const ssoRegion = session?.settings.get('sso_region')?.value;
	const account = get('sso_account_id');
	const role = get('sso_role_name');
	const part = {
		...(account && {account: cleanLine(account)}),
		...(role && {role: cleanLine(role)}),
		...(name && {ssoSession: name}),
		...(startUrl && {startUrl}),
		...(ssoRegion && {ssoRegion}),
		...(name !== undefined && scopesOf(session)),
	};
	const fault =
		sessionFault(section, context) ??
		missingFault(section, {startUrl, ssoRegion}) ??
		valueFault(section, session ?? section);
	const state =
		fault ??
		identityState(
			context.ssoState(name === undefined ? {startUrl: startUrl ?? ''} : {session: name}),
		);
	return name === undefined
		? {
				...part,
				kind: 'sso-legacy',
				label: 'Company sign-in (older format)',
				state,
				warnings: [
					{
						kind: 'older form',
						message:
							'This older format lasts eight hours and does not renew itself. A profile with an sso-session does.',
					},
				],
			}
		: {
				...part,
				kind: 'sso',
				label: `Company sign-in (session ${cleanLine(name)})`,
				state,
			};
}

// Divided by commas.
function scopesOf(session: LocatedSection | undefined): Pick<IdentityChoice, 'ssoScopes'> {
	const text = session?.settings.get('sso_registration_scopes')?.value ?? '';
	const scopes = text
		.split(',')
		.map((scope) => scope.trim())
		.filter((scope) => scope !== '');
	return scopes.length > 0 ? {ssoScopes: scopes} : {};
}

// Without the session the SDK ends in a TypeError that says nothing.
function sessionFault(
	section: LocatedSection,
	{files}: IdentityContext,
): IdentityState | undefined {
	const name = section.settings.get('sso_session')?.value;
	if (name === undefined) {
		return undefined;
	}

	const session = files.sdk.sessions.get(name);
	const shown = cleanLine(name);
	if (!session) {
		return brokenAt(
			section,
			'sso_session',
			files.cli.sessions.has(name)
				? `Only the aws CLI reads the section [sso-session ${shown}]: give the session a name without spaces and at least one setting.`
				: `There is no section [sso-session ${shown}].${suggest(
						name,
						Array.from(files.sdk.sessions, ([known]) => cleanLine(known)),
					)}`,
		);
	}

	const missing = ['sso_start_url', 'sso_region'].filter((key) => !session.settings.has(key));
	return missing.length > 0
		? brokenAt(
				session,
				undefined,
				`The section [sso-session ${shown}] has no ${missing.join(' and no ')}.`,
			)
		: undefined;
}

function missingFault(
	section: LocatedSection,
	found: {startUrl?: string | undefined; ssoRegion?: string | undefined},
): IdentityState | undefined {
	const missing = [
		...(found.startUrl ? [] : ['sso_start_url']),
		...(found.ssoRegion ? [] : ['sso_region']),
		...['sso_account_id', 'sso_role_name'].filter((key) => !section.settings.has(key)),
	];
	return missing.length > 0
		? brokenAt(
				section,
				undefined,
				`The company sign-in is not complete: there is no ${missing.join(', no ')}.`,
			)
		: undefined;
}

// Nobody should sign in first, only to be told afterwards that this cannot work. A region that is merely new passes.
function valueFault(section: LocatedSection, session: LocatedSection): IdentityState | undefined {
	const region = session.settings.get('sso_region')?.value ?? '';
	if (!isRegionForm(region.toLowerCase())) {
		return brokenAt(
			session,
			'sso_region',
			`${quoteValue(region)} is not a region’s name. Write the region of Identity Center, such as us-east-1.`,
		);
	}

	const account = section.settings.get('sso_account_id')?.value ?? '';
	if (/^\d{12}$/v.test(account)) {
		return undefined;
	}

	return brokenAt(
		section,
		'sso_account_id',
		/^\d{1,11}$/v.test(account)
			? `The account ID ${quoteValue(account)} has ${account.length} digits, not 12. A zero at its start is easily lost.`
			: `The account ID ${quoteValue(account)} is not 12 digits.`,
	);
}
