import {Buffer} from 'node:buffer';
import {type IdentityChoice} from '../../../source/aws/profiles/identity-choice.js';
import {listIdentities} from '../../../source/aws/profiles/list-identities.js';
import {readProfiles} from '../../../source/aws/profiles/read-profiles.js';
import {type TokenState} from '../../../source/aws/sso/token-cache.js';

/** A moment for tests; milliseconds. */
export const now = Date.parse('2026-11-22T12:00:00Z');

export const minutes = (count: number) => count * 60_000;

export const valid: TokenState = {
	state: 'valid',
	timeLeft: minutes(30),
	until: now + minutes(30),
};

export type Machine = {
	config?: string;
	credentials?: string;
	env?: NodeJS.ProcessEnv;
	/** By session name or start URL. */
	sso?: Record<string, TokenState>;
	login?: Record<string, TokenState>;
	existing?: string[];
	isServer?: boolean;
	flag?: string;
};

/** The files of a machine as they would be read; a missing one is not there. */
export async function filesOf({config, credentials, env = {}}: Machine) {
	return readProfiles({
		env: {HOME: '/home/ana', ...env},
		async readBytes(path) {
			const text = path.endsWith('config') ? config : credentials;
			if (text === undefined) {
				throw Object.assign(new Error('absent'), {code: 'ENOENT'});
			}

			return Buffer.from(text);
		},
	});
}

/** The list of identities on a machine. */
export async function identitiesOf(machine: Machine) {
	const absent: TokenState = {state: 'absent'};
	return listIdentities(
		{
			env: machine.env ?? {},
			files: await filesOf(machine),
			ssoState: (key) => machine.sso?.['session' in key ? key.session : key.startUrl] ?? absent,
			loginState: (session) => machine.login?.[session] ?? absent,
			fileExists: (path) => machine.existing?.includes(path) ?? false,
			isServer: machine.isServer ?? false,
			now,
		},
		machine.flag,
	);
}

/** The one choice with that id. */
export async function choiceOf(machine: Machine, id: string): Promise<IdentityChoice> {
	const {choices} = await identitiesOf(machine);
	const found = choices.filter((choice) => choice.id === id);
	if (found.length !== 1) {
		throw new Error(
			`${found.length} choices ${id} among ${choices.map((choice) => choice.id).join(', ')}`,
		);
	}

	return found[0]!;
}
