import {cleanLine} from '../../terminal/text.js';
import {type SsoProfile, ssoProfileProblem} from './check-sso-profile.js';
import {cliView} from './cli-view.js';
import {
	appendSection,
	changeSection,
	type ConfigDiffLine,
	draftDiff,
	draftText,
	openDraft,
	type Wanted,
} from './config-draft.js';
import {
	type ConfigSection,
	type ConfigView,
	parseConfigFile,
} from './config-file.js';
import {chooseSession} from './choose-session.js';
import {ssoOnly} from './profile-kind.js';
import {readsBackAs} from './read-back.js';
import {sdkView} from './sdk-view.js';

/** Why nothing is changed. `exists` is the one that `update` answers. */
export type EditRefusal = {
	reason: 'value' | 'file' | 'session' | 'exists' | 'other kind';
	problem: string;
	line?: number;
};

/** A change ready to be shown and written. */
export type ConfigEdit = {
	text: string;
	/** Empty when the file says it all already. */
	diff: ConfigDiffLine[];
	/** The session that the profile uses: one that is there for the same address, or the new one. */
	session: string;
};

export type Views = {sdk: ConfigView; cli: ConfigView};

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
	const session = chooseSession(wanted.session, views);
	const refusal =
		fileRefusal(views) ??
		credentialsRefusal(wanted.profile.name, credentials) ??
		('reason' in session ? session : undefined);
	if (refusal ?? 'reason' in session) {
		return refusal ?? {reason: 'session', problem: ''};
	}

	const {name, accountId, roleName, region} = wanted.profile;
	const settings: Wanted = new Map([
		['sso_session', session.name],
		['sso_account_id', accountId],
		['sso_role_name', roleName],
		...(region === undefined ? [] : [['region', region] as const]),
	]);
	const existing = existingProfile(name, settings, views, update);
	if (existing && 'reason' in existing) {
		return existing;
	}

	const start = openDraft(file);
	const changed = existing
		? existing.isSame
			? start
			: changeSection(start, {
					header: existing.header,
					at: existing.at,
					wanted: settings,
					unwanted: movedToSession,
				})
		: start;
	const withSession = session.isNew
		? appendSection(changed, `sso-session ${session.name}`, session.settings)
		: changed;
	const draft = existing
		? withSession
		: appendSection(
				withSession,
				name === 'default' ? 'default' : `profile ${name}`,
				settings,
			);
	const after = draftText(draft);
	const meant = {
		profile: {
			name,
			settings: existing?.isSame
				? existing.before
				: new Map([...(existing?.before ?? []), ...settings]),
		},
		session: {name: session.name, settings: session.settings},
	};
	return readsBackAs(text, after, meant)
		? {text: after, diff: draftDiff(draft), session: session.name}
		: {
				reason: 'file',
				problem:
					'The SDK and the aws CLI would not read this change alike, so it is not made. Add the profile by hand.',
			};
}

// A profile that names a session takes these from there.
const movedToSession = [
	'sso_start_url',
	'sso_region',
	'sso_registration_scopes',
];

function fileRefusal({sdk, cli}: Views): EditRefusal | undefined {
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

type Existing = {
	header: number;
	at: ReadonlyMap<string, number>;
	/** What it says beside what moves to the session. */
	before: ReadonlyMap<string, string>;
	isSame: boolean;
};

function existingProfile(
	name: string,
	settings: Wanted,
	{sdk, cli}: Views,
	update: boolean,
): Existing | EditRefusal | undefined {
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

	if (!mine && theirs.settings.size > 0) {
		return oneReader(name, theirs, 'the aws CLI');
	}

	const isSame = [mine, theirs].every((view) =>
		[...settings].every(
			([key, value]) => view?.settings.get(key)?.value === value,
		),
	);
	return isSame || update
		? {
				header: theirs.line,
				at: new Map(
					Array.from(theirs.settings, ([key, {line}]) => [key, line]),
				),
				before: new Map(
					[...theirs.settings]
						.filter(([key]) => isSame || !movedToSession.includes(key))
						.map(([key, {value}]) => [key, value]),
				),
				isSame,
			}
		: {
				reason: 'exists',
				problem: `There is a profile ${shown} already. Change it, or choose another name.`,
				line: theirs.line,
			};
}

function oneReader(
	name: string,
	{line}: ConfigSection,
	reader: string,
): EditRefusal {
	return {
		reason: 'other kind',
		problem: `There is a profile ${cleanLine(name)} on line ${line} that only ${reader} reads. Choose another name.`,
		line,
	};
}
