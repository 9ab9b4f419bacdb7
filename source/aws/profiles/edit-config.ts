import {cleanLine} from '../../terminal/text.js';
import {type SsoProfile, ssoProfileProblem} from './sso-profile.js';
import {cliView} from './cli-view.js';
import {
	appendSection,
	changeSection,
	type ConfigDiffLine,
	type ConfigDraft,
	draftDiff,
	draftText,
	openDraft,
	type Wanted,
	readsBackAs,
} from './config-draft.js';
import {parseConfigFile, sdkView, type ConfigSection, type ConfigView} from './config-file.js';
import {utf16Problem} from './read-profiles.js';
import {ssoOnly} from './profile-kind.js';

/** A change ready to be shown and written. */
export type ConfigEdit = {
	text: string;
	/** Empty when the file says it all already. */
	diff: ConfigDiffLine[];
	/** The session that the profile uses: one that is there for the same address, or the new one. */
	session: string;
};

/**
Adds an SSO profile, and its session unless one for the same address is there, to the text of a config file. Touches no
other line. An SSO profile of that name is changed only when `update` says so, any other never. `credentials` is the text
of the credentials file, whose profiles go before. What comes out was read back by both readers' rules; else it is refused.
*/
export function addSsoProfile(
	text: string,
	wanted: SsoProfile,
	{update = false, credentials = ''}: {update?: boolean; credentials?: string} = {},
): ConfigEdit | EditRefusal {
	const problem = ssoProfileProblem(wanted);
	if (problem) {
		return {reason: 'value', problem};
	}

	const file = parseConfigFile(text);
	const views = {sdk: sdkView(file), cli: cliView(file)};
	const refusal = fileRefusal(text, views) ?? credentialsRefusal(wanted.profile.name, credentials);
	if (refusal) {
		return refusal;
	}

	const session = chooseSession(wanted.session, views);
	if ('reason' in session) {
		return session;
	}

	const {name} = wanted.profile;
	const settings = profileSettings(wanted, session);
	const existing = existingProfile(name, settings, views, update);
	if (existing && 'reason' in existing) {
		return existing;
	}

	const draft = edit(openDraft(file), {name, settings, session, existing});
	const after = draftText(draft);
	const isRight = readsBackAs(text, after, {
		profile: {
			name,
			set: existing?.isSame ? new Map() : settings,
			unset: existing?.isSame ? [] : movedToSession,
		},
		session: {name: session.name, set: session.settings, unset: []},
	});
	return isRight
		? {text: after, diff: draftDiff(draft), session: session.name}
		: {
				reason: 'file',
				problem:
					'The SDK and the aws CLI would not read this change alike, so it is not made. Add the profile by hand.',
			};
}

function profileSettings(
	{profile: {accountId, roleName, region}}: SsoProfile,
	session: ChosenSession,
): Wanted {
	return new Map([
		['sso_session', session.name],
		['sso_account_id', accountId],
		['sso_role_name', roleName],
		...(region === undefined ? [] : [['region', region] as const]),
	]);
}

function edit(
	start: ConfigDraft,
	{
		name,
		settings,
		session,
		existing,
	}: {
		name: string;
		settings: Wanted;
		session: ChosenSession;
		existing: ExistingProfile | undefined;
	},
): ConfigDraft {
	const changed =
		existing && !existing.isSame
			? changeSection(start, {
					header: existing.header,
					at: existing.at,
					wanted: settings,
					unwanted: movedToSession,
				})
			: start;
	const withSession =
		session.settings.size > 0
			? appendSection(changed, `sso-session ${session.name}`, session.settings)
			: changed;
	return existing
		? withSession
		: appendSection(withSession, name === 'default' ? 'default' : `profile ${name}`, settings);
}

// A profile that names a session takes these from there.
const movedToSession = ['sso_start_url', 'sso_region', 'sso_registration_scopes'];

function fileRefusal(text: string, {sdk, cli}: Views): EditRefusal | undefined {
	if (text.includes('\u{0}')) {
		return {reason: 'file', problem: `The config file is ${utf16Problem}`};
	}

	// What was not UTF-8 in the file became this character: writing it back would lose what was there.
	const bad = text.indexOf('\u{FFFD}');
	if (bad !== -1) {
		const line = text.slice(0, bad).split('\n').length;
		return {
			reason: 'file',
			problem: `Mend line ${line} of the config file first: it is not UTF-8 text.`,
			line,
		};
	}

	const rejected = [sdk, cli].find(({isRejected}) => isRejected);
	const [first] = rejected?.problems ?? [];
	return (
		first && {
			reason: 'file',
			problem: `Mend line ${first.line} of the config file first: ${first.message} Until then the aws CLI reads nothing from it.`,
			line: first.line,
		}
	);
}

function credentialsRefusal(name: string, credentials: string): EditRefusal | undefined {
	const found = sdkView(parseConfigFile(credentials, 'credentials')).profiles.get(name);
	return (
		found && {
			reason: 'other kind',
			problem: `The credentials file has a profile ${cleanLine(name)} too, and it would go before the sign-in. Choose another name.`,
			line: found.line,
		}
	);
}

/** A profile that is there and may be changed: where its header and its settings are. */
type ExistingProfile = {
	header: number;
	at: ReadonlyMap<string, number>;
	/** It says everything already. */
	isSame: boolean;
};

/**
Looks for a profile of that name. Nothing when there is none; a refusal when it signs in another way, when only one of the
readers sees it, or when it says something else and `update` is not set.
*/
function existingProfile(
	name: string,
	wanted: Wanted,
	{sdk, cli}: Views,
	update: boolean,
): ExistingProfile | EditRefusal | undefined {
	const mine = sdk.profiles.get(name);
	const theirs = cli.profiles.get(name);
	if (!theirs) {
		return mine && oneReader(name, mine, 'the SDK');
	}

	const shown = cleanLine(name);
	if (!ssoOnly(theirs.settings) || (mine && !ssoOnly(mine.settings))) {
		return {
			reason: 'other kind',
			problem: `There is a profile ${shown} that signs in another way. Choose another name.`,
			line: theirs.line,
		};
	}

	// The SDK does not see an empty section either.
	if (!mine && theirs.settings.size > 0) {
		return oneReader(name, theirs, 'the aws CLI');
	}

	const isSame = [mine, theirs].every((view) =>
		[...wanted].every(([key, value]) => view?.settings.get(key)?.value === value),
	);
	return isSame || update
		? {
				header: theirs.line,
				at: new Map(Array.from(theirs.settings, ([key, {line}]) => [key, line])),
				isSame,
			}
		: {
				reason: 'exists',
				problem: `There is a profile ${shown} already. Change it, or choose another name.`,
				line: theirs.line,
			};
}

function oneReader(name: string, {line}: ConfigSection, reader: string): EditRefusal {
	return {
		reason: 'other kind',
		problem: `There is a profile ${cleanLine(name)} on line ${line} that only ${reader} reads. Choose another name.`,
		line,
	};
}

/** The session that a new profile names, and what has to be written for it; nothing for one that is there. */
type ChosenSession = {name: string; settings: Wanted};

const accountScope = 'sso:account:access';

/**
Takes the session of that name when it is for the same address, else any other that is, so that one sign-in serves both;
else a new one. One of that name for another address is a refusal: it is never changed.
*/
function chooseSession(
	wanted: SsoProfile['session'],
	{sdk, cli}: Views,
): ChosenSession | EditRefusal {
	const {name} = wanted;
	const mine = sdk.sessions.get(name);
	const theirs = cli.sessions.get(name);
	if (mine ?? theirs) {
		return mine && theirs && fits(mine, wanted) && fits(theirs, wanted)
			? {name, settings: new Map()}
			: {
					reason: 'session',
					problem: `There is a session ${cleanLine(name)} already, and it is for another address, region or use. Choose another name.`,
					line: (mine ?? theirs)?.line ?? 1,
				};
	}

	for (const [other, section] of cli.sessions) {
		const same = sdk.sessions.get(other);
		if (same && fits(same, wanted) && fits(section, wanted)) {
			return {name: other, settings: new Map()};
		}
	}

	return {
		name,
		settings: new Map([
			['sso_start_url', wanted.startUrl],
			['sso_region', wanted.region],
			['sso_registration_scopes', (wanted.scopes ?? [accountScope]).join(', ')],
		]),
	};
}

function fits(
	{settings}: ConfigSection,
	{startUrl, region, scopes = [accountScope]}: SsoProfile['session'],
): boolean {
	const get = (key: string) => settings.get(key)?.value;
	const granted = new Set(
		(get('sso_registration_scopes') ?? accountScope).split(',').map((scope) => scope.trim()),
	);
	return (
		address(get('sso_start_url') ?? '') === address(startUrl) &&
		get('sso_region') === region &&
		scopes.every((scope) => granted.has(scope))
	);
}

// People copy the address with and without these; Identity Center takes it as the same.
function address(startUrl: string): string {
	return startUrl.replace(/\/?#?\/?$/v, '');
}

const tries = 20;

/**
The session that a new profile for this address would use: one that is in the file for the same address, so that one
sign-in serves both; else a free name from the address's first part. `text` is the config file.
*/
export function proposeSession(
	text: string,
	{startUrl, region}: {startUrl: string; region: string},
): string {
	const base = plainName(startUrl);
	for (let count = 1; count <= tries; count++) {
		const name = count === 1 ? base : `${base}-${count}`;
		// Only asked, never written: the editor knows which sessions fit.
		const asked = addSsoProfile(text, {
			session: {name, startUrl, region},
			profile: {
				name: 'workato-aws.not-written',
				accountId: '000000000000',
				roleName: 'Any',
			},
		});
		if ('session' in asked) {
			return asked.session;
		}

		if (asked.reason !== 'session') {
			return name;
		}
	}

	return base;
}

function plainName(startUrl: string): string {
	const host = URL.canParse(startUrl) ? new URL(startUrl).hostname : '';
	const [first = ''] = host.split('.', 1);
	return first.replaceAll(/[^\w\-]/gv, '') || 'company';
}

/** Why a config file is not changed. `exists` is the one that `update` answers. */
type EditRefusal = {
	reason: 'value' | 'file' | 'session' | 'exists' | 'other kind';
	problem: string;
	line?: number;
};

/** A file as both readers see it. */
type Views = {sdk: ConfigView; cli: ConfigView};
