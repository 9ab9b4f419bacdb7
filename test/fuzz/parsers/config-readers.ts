import process from 'node:process';
import {once} from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {isDeepStrictEqual} from 'node:util';
import {fromIni} from '@aws-sdk/credential-providers';
import * as z from 'zod';
import {cliView} from '../../../source/aws/profiles/cli-view.js';
import {parseConfigFile, sdkView} from '../../../source/aws/profiles/config-file.js';
import {type IdentityChoice} from '../../../source/aws/profiles/identity-choice.js';
import {readIdentities} from '../../../source/aws/profiles/read-identities.js';
import {writeToken} from '../../../source/aws/sso/token-cache.js';
import {cleanLine} from '../../../source/terminal/text.js';
import {asSdkLists, plainSections, readWithSdk} from '../../aws/profiles/config-texts.js';
import {FakeIdentityCenter} from '../../aws/sso/fake-identity-center.js';
import {type FuzzedParser} from '../parser.js';
import {type Random} from '../random.js';

/**
Random config files, read by us, by the SDK, and by botocore where this machine's python has it: which profiles there are, which
are broken, and whom a company sign-in makes of them.
*/
export const configReaders: FuzzedParser = {
	name: 'config-readers',
	bound: 5000,
	cases: 3000,
	async open() {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workato-aws-fuzz-'));
		const center = await new FakeIdentityCenter().start();
		const botocore = await openBotocore(folder);
		for (const key of [{session: 'corp'}, {startUrl}]) {
			await writeToken(folder, key, {
				startUrl,
				region: 'us-east-2',
				accessToken: 'token',
				expiresAt: Date.now() + 36e5,
			});
		}

		Object.assign(process.env, center.env, {
			HOME: folder,
			AWS_CONFIG_FILE: path.join(folder, 'config'),
			AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
		});
		return {
			async try(random) {
				const text = randomConfig(random);
				const file = parseConfigFile(text);
				same('the SDK', asSdkLists(sdkView(file)), await readWithSdk(folder, text));
				const cli = cliView(file);
				const theirs = await botocore?.read();
				if (theirs) {
					same('botocore', cli.isRejected, theirs.isRejected);
					same('botocore', plainSections(cli.profiles), theirs.profiles);
					same('botocore', plainSections(cli.sessions), theirs.sessions);
					same('botocore', plainSections(cli.services), theirs.services);
				}

				const {choices} = await readIdentities({
					env: {
						HOME: folder,
						AWS_CONFIG_FILE: path.join(folder, 'config'),
						AWS_SHARED_CREDENTIALS_FILE: path.join(folder, 'none'),
					},
				});
				for (const choice of choices) {
					if (['sso', 'sso-legacy'].includes(choice.kind)) {
						await sameIdentity(choice, center);
					}
				}
			},
			async close() {
				botocore?.close();
				await center[Symbol.asyncDispose]();
				fs.rmSync(folder, {recursive: true, force: true});
			},
		};
	},
};

const startUrl = 'https://d-1.awsapps.com/start#/';

function same(reader: string, ours: unknown, theirs: unknown): void {
	if (!isDeepStrictEqual(ours, theirs)) {
		throw new Error(
			`We and ${reader} disagree: ${JSON.stringify(ours)}, ${JSON.stringify(theirs)}`,
		);
	}
}

/** What we call ready asks Identity Center for the account and role that we show; what we call broken asks nobody, or for what cannot be. */
async function sameIdentity(
	{profile = '', account, role, state}: IdentityChoice,
	center: FakeIdentityCenter,
): Promise<void> {
	const before = center.requests.length;
	let isGiven = true;
	try {
		await fromIni({profile, ignoreCache: true})();
	} catch {
		isGiven = false;
	}

	const asked = center.requests.slice(before).map(({query}) => query);
	const isOdd = state.type === 'broken' && /is not a region’s name|not 12/v.test(state.problem);
	const isSame =
		state.type === 'ready'
			? isGiven &&
				asked.at(-1)?.get('account_id') === account &&
				cleanLine(asked.at(-1)?.get('role_name') ?? '') === role
			: !isGiven || isOdd;
	if (!isSame) {
		throw new Error(
			`The SDK takes ${profile} otherwise: ${JSON.stringify({state, account, role, isGiven, asked: asked.map(String)})}`,
		);
	}
}

const spaces = [
	'',
	'',
	'',
	' ',
	' ',
	'\t',
	'\u{A0}',
	'\u{FEFF}',
	'\u{3000}',
	'\u{85}',
	'\u{1C}',
	'\u{2028}',
	'\u{200B}',
	'\v',
];
const headers = [
	'default',
	'DEFAULT',
	'profile a',
	'profile b',
	'profile a',
	'profile "c d"',
	"profile 'e'",
	'profile  f',
	'profile\tg',
	'profileh',
	'sso-session corp',
	'sso-session corp',
	'sso-session other',
	'services s',
	'plugins',
	'profile a]',
	'[x',
	'',
];
const keys = [
	'sso_session',
	'sso_account_id',
	'sso_role_name',
	'sso_region',
	'sso_start_url',
	'region',
	'Region',
	's3',
	'output',
	'',
	'ſso_region',
	'KEY',
];
const values: Readonly<Record<string, readonly string[]>> = {
	sso_session: ['corp', 'corp', 'corp', 'other', 'corp # c'],
	sso_account_id: ['111122223333', '111122223333', '11122223333', '0'],
	sso_role_name: ['Admin', 'Admin', 'Read Only'],
	sso_region: ['us-east-2', 'us-east-2', 'eu_west_1', 'xx-new-9'],
	sso_start_url: [startUrl, startUrl, `${startUrl} ;x`],
};
const others = ['us-east-1', '', 'a = b', 'x#y', 'x ;y', '[z]', '\u{FEFF}v', 'é'];

/** Lines as people, editors and other tools leave them; most of a sound sign-in, some of it spoilt. */
function randomConfig(random: Random): string {
	const ending = random.pick(['\n', '\n', '\n', '\r\n', '\r']);
	const sound = random.oneIn(3)
		? []
		: [
				'[sso-session corp]',
				`sso_start_url = ${startUrl}`,
				'sso_region = us-east-2',
				'[profile a]',
				'sso_session = corp',
				'sso_account_id = 111122223333',
				'sso_role_name = Admin',
			];
	const count = random.below(9);
	const odd = Array.from({length: count}, () => randomLine(random));
	const lines = random.oneIn(2) ? [...sound, ...odd] : [...odd, ...sound];
	return (
		(random.oneIn(20) ? '\u{FEFF}' : '') + lines.join(ending) + (random.oneIn(4) ? '' : ending)
	);
}

function randomLine(random: Random): string {
	const space = () => random.pick(spaces);
	switch (random.pick(['header', 'setting', 'setting', 'setting', 'indented', 'comment', 'junk'])) {
		case 'header': {
			return `${space()}[${random.pick(headers)}]${space()}${random.oneIn(5) ? '# c' : ''}`;
		}

		case 'indented': {
			return `  ${random.pick(keys)}${space()}=${space()}v`;
		}

		case 'comment': {
			return `${space()}${random.pick(['#', ';'])}${random.pick(others)}`;
		}

		case 'junk': {
			return `${space()}${random.pick(['junk', '=', '[', ''])}${space()}`;
		}

		default: {
			const key = random.pick(keys);
			return `${space()}${key}${space()}${random.pick(['=', '=', '=', ':'])}${space()}${random.pick(values[key] ?? others)}${space()}`;
		}
	}
}

const program = `
import json, sys
try:
    import botocore.configloader as loader
    from botocore.exceptions import ConfigParseError
except ImportError:
    sys.exit(0)
print('ready', flush=True)
flat = lambda sections: {name: {k: v for key, value in values.items() for k, v in (
    [(key + '.' + inner, text) for inner, text in value.items()] if isinstance(value, dict) else [(key, value)])}
    for name, values in sections.items()}
for path in sys.stdin:
    try:
        found = loader.load_config(path.strip())
        answer = {'isRejected': False, 'profiles': flat(found['profiles']),
            'sessions': flat(found['sso_sessions']), 'services': flat(found['services'])}
    except ConfigParseError:
        answer = {'isRejected': True, 'profiles': {}, 'sessions': {}, 'services': {}}
    print(json.dumps(answer), flush=True)
`;

const sections = z.record(z.string(), z.record(z.string(), z.string()));
const answerShape = z.object({
	isRejected: z.boolean(),
	profiles: sections,
	sessions: sections,
	services: sections,
});

/** A python that reads the config file of `folder` whenever it is asked; nothing where there is no python with botocore. */
async function openBotocore(folder: string) {
	const child = spawn('python3', ['-X', 'utf8', '-c', program], {
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const lines = createInterface({input: child.stdout});
	const answers = lines[Symbol.asyncIterator]();
	const isThere = await Promise.race([
		answers.next().then(({value}) => value === 'ready'),
		once(child, 'error').then(() => false),
	]);
	if (!isThere) {
		console.log('  config-readers: python3 has no botocore here; only the SDK is asked.');
		return undefined;
	}

	return {
		async read() {
			child.stdin.write(`${path.join(folder, 'config')}\n`);
			const {value} = await answers.next();
			return answerShape.parse(JSON.parse(String(value)));
		},
		close() {
			child.stdin.end();
		},
	};
}
