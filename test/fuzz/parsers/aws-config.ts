import {Buffer} from 'node:buffer';
import {addSsoProfile} from '../../../source/aws/profiles/edit-config.js';
import {listIdentities} from '../../../source/aws/profiles/list-identities.js';
import {readProfiles} from '../../../source/aws/profiles/read-profiles.js';
import {drawLines} from '../drawn.js';
import {mutateText} from '../mutate-text.js';
import {type FuzzedParser} from '../parser.js';
import {configSamples} from '../samples.js';

const secrets = ['wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'];

/** The aws CLI's config and credentials files: read, listed, and a profile added. */
export const awsConfig: FuzzedParser = {
	name: 'aws-config',
	bound: 2000,
	cases: 100_000,
	open: () => ({
		async try(random) {
			const config = mutateText(random, configSamples);
			const credentials = mutateText(random, configSamples);
			const env = {
				AWS_CONFIG_FILE: '/config',
				AWS_SHARED_CREDENTIALS_FILE: '/credentials',
				...(random.oneIn(2) && {
					AWS_PROFILE: random.pick(['dev', 'a', '', '__proto__']),
				}),
			};
			const files = await readProfiles({
				env,
				readBytes: async (path) => Buffer.from(path.endsWith('config') ? config : credentials),
			});
			const list = listIdentities({
				env,
				files,
				ssoState: () => ({state: 'absent'}),
				loginState: () => ({state: 'absent'}),
				fileExists: () => false,
				isServer: false,
				now: 0,
			});
			const lines = [
				...list.problems.map(({message, path}) => `${path} ${message}`),
				...list.choices.map((choice) => JSON.stringify(choice)),
			];
			drawLines(lines);
			for (const {message} of list.problems) {
				if (secrets.some((secret) => message.includes(secret))) {
					throw new Error('A problem of the file shows a secret value.');
				}
			}

			const edit = addSsoProfile(
				config,
				{
					session: {
						name: 'corp',
						startUrl: 'https://d-1234567890.awsapps.com/start',
						region: 'us-east-1',
					},
					profile: {
						name: 'new',
						accountId: '111122223333',
						roleName: 'Admin',
						region: 'us-east-1',
					},
				},
				{credentials},
			);
			drawLines([JSON.stringify(edit)]);
			if ('text' in edit && !keepsLines(config, edit.text)) {
				throw new Error('Adding a profile changed another line.');
			}
		},
	}),
};

// What was there is still there, in order: lines are only added.
function keepsLines(before: string, after: string): boolean {
	let place = 0;
	for (const line of before.split('\n')) {
		const found = after.indexOf(line, place);
		if (found === -1) {
			return false;
		}

		place = found + line.length;
	}

	return true;
}
