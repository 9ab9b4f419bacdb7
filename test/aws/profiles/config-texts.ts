import fs from 'node:fs';
import path from 'node:path';
import {loadSharedConfigFiles} from '@smithy/core/config';
import fc from 'fast-check';
import {type ConfigSection, type ConfigView} from '../../../source/aws/profiles/config-file.js';

/** Runs are the same every time. */
export const fixed = {seed: 20_261_122, numRuns: 300};

type Plain = Record<string, Record<string, string>>;

/** Sections as plain objects, for comparing. */
export const plainSections = (sections: ReadonlyMap<string, ConfigSection>): Plain =>
	Object.fromEntries(
		Array.from(sections, ([name, {settings}]) => [
			name,
			Object.fromEntries(Array.from(settings, ([key, {value}]) => [key, value])),
		]),
	);

/** A view as the SDK lists it: profiles by name, the rest with their kind in front. */
export const asSdkLists = ({profiles, sessions, services}: ConfigView): Plain => {
	const prefixed = (prefix: string, sections: ReadonlyMap<string, ConfigSection>) =>
		Object.entries(plainSections(sections)).map(
			([name, values]) => [`${prefix}.${name}`, values] as const,
		);
	return {
		...plainSections(profiles),
		...Object.fromEntries(prefixed('sso-session', sessions)),
		...Object.fromEntries(prefixed('services', services)),
	};
};

/** What the real SDK makes of a text, as the config or the credentials file. */
export async function readWithSdk(
	folder: string,
	text: string,
	kind: 'config' | 'credentials' = 'config',
): Promise<unknown> {
	const file = path.join(folder, kind);
	const none = path.join(folder, 'none');
	fs.writeFileSync(file, text);
	const files = await loadSharedConfigFiles({
		configFilepath: kind === 'config' ? file : none,
		filepath: kind === 'config' ? none : file,
		ignoreCache: true,
	});
	return structuredClone(kind === 'config' ? files.configFile : files.credentialsFile);
}

const header = fc.constantFrom(
	'[default]',
	'[profile a]',
	'[profile b]',
	'[profile "a"]',
	"[profile 'c.d']",
	'[profile my prof]',
	'[profile "my prof"]',
	'[ profile a ]',
	'[profile  a]',
	'[profile.b]',
	'[sso-session corp]',
	'[sso-session "my corp"]',
	'[services s]',
	'[a]',
	'[DEFAULT]',
	'[profile a] # home',
	'  [profile b]',
	'[]',
	'[',
	'[plugins]',
);

const setting = fc.constantFrom(
	'region = us-east-1',
	'region=eu-west-1',
	'region = us-east-1 # home',
	'region = a#b',
	'region: us-east-1',
	'Region = us-west-2',
	'region =',
	'output = json',
	'sso_session = corp',
	'sso_start_url = https://d-1.awsapps.com/start#/',
	'sso_region = us-east-2',
	'sso_account_id = 111122223333',
	'aws_access_key_id = AKIAEXAMPLEEXAMPLE12',
	's3 =',
	'  max = 10',
	'\tsignature = v4 ; x',
	' = x',
	'junk',
	'credential_process = "/opt/a b/c" --x=y',
);

const other = fc.constantFrom('', '# a comment', '; another', ' '.repeat(3), '  # deep');

/** Config files as people leave them: sound and broken lines, either line end, with or without a last one. */
export const anyConfig = fc
	.tuple(
		fc.array(
			fc.oneof(
				{weight: 2, arbitrary: header},
				{weight: 5, arbitrary: setting},
				{weight: 2, arbitrary: other},
			),
			{maxLength: 14},
		),
		fc.constantFrom('\n', '\r\n'),
		fc.boolean(),
		fc.boolean(),
	)
	.map(
		([lines, ending, isEnded, hasMark]) =>
			(hasMark && lines.length > 8 ? '\u{FEFF}' : '') +
			lines.join(ending) +
			(isEnded ? ending : ''),
	);

/** Files that the aws CLI takes too: each section once, each setting once in it. */
export const soundConfig = fc
	.tuple(
		fc.uniqueArray(
			fc.constantFrom(
				'default',
				'profile a',
				'profile b',
				'profile c.d',
				'sso-session corp',
				'sso-session other',
				'services s',
				'plugins',
			),
			{maxLength: 6},
		),
		fc.infiniteStream(
			fc.tuple(
				fc.uniqueArray(
					fc.constantFrom(
						'region = us-east-1',
						'output=json',
						'cli_pager =',
						's3 =\n  max = 10\n  signature = v4',
						'sso_start_url = https://d-1.awsapps.com/start',
						'sso_region = us-east-1',
						'sso_account_id = 111122223333',
						'sso_role_name = Admin',
						'aws_access_key_id = AKIAEXAMPLEEXAMPLE12',
						'aws_secret_access_key = secret',
						'credential_process = /opt/x --y=z',
						'# a comment',
						'',
						'; another = one',
					),
					{maxLength: 6},
				),
				fc.constantFrom('', '  '),
			),
		),
		fc.constantFrom('\n', '\r\n'),
		fc.boolean(),
	)
	.map(([headers, bodies, ending, isEnded]) => {
		const text = headers
			.flatMap((name) => {
				const next = bodies.next();
				const [lines, indent] = next.done ? [[], ''] : next.value;
				return [
					`[${name}]`,
					...lines.flatMap((line) => line.split('\n').map((part) => indent + part)),
				];
			})
			.join(ending);
		return text + (isEnded && text !== '' ? ending : '');
	});
