import {cleanLine} from '../../terminal/text.js';
import {type SsoProfile, ssoProfileProblem} from './check-sso-profile.js';
import {type ChosenSession, chooseSession} from './choose-session.js';
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
} from './config-draft.js';
import {parseConfigFile} from './config-file.js';
import {type EditRefusal, type Views} from './edit-refusal.js';
import {existingProfile, type ExistingProfile} from './existing-profile.js';
import {readsBackAs} from './read-back.js';
import {utf16Words} from './read-profiles.js';
import {sdkView} from './sdk-view.js';

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
	{
		update = false,
		credentials = '',
	}: {update?: boolean; credentials?: string} = {},
): ConfigEdit | EditRefusal {
	const problem = ssoProfileProblem(wanted);
	if (problem) {
		return {reason: 'value', problem};
	}

	const file = parseConfigFile(text);
	const views = {sdk: sdkView(file), cli: cliView(file)};
	const refusal =
		fileRefusal(text, views) ??
		credentialsRefusal(wanted.profile.name, credentials);
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
		: appendSection(
				withSession,
				name === 'default' ? 'default' : `profile ${name}`,
				settings,
			);
}

// A profile that names a session takes these from there.
const movedToSession = [
	'sso_start_url',
	'sso_region',
	'sso_registration_scopes',
];

function fileRefusal(text: string, {sdk, cli}: Views): EditRefusal | undefined {
	if (text.includes('\u{0}')) {
		return {reason: 'file', problem: `The config file is ${utf16Words}`};
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

function credentialsRefusal(
	name: string,
	credentials: string,
): EditRefusal | undefined {
	const found = sdkView(
		parseConfigFile(credentials, 'credentials'),
	).profiles.get(name);
	return (
		found && {
			reason: 'other kind',
			problem: `The credentials file has a profile ${cleanLine(name)} too, and it would go before the sign-in. Choose another name.`,
			line: found.line,
		}
	);
}
