import {test, vi} from 'vitest';
import {expectDeployed, prefixed} from '../cli/deploy-exported.js';
import {keyedSecrets, type Kind} from '../cli/keyed-secrets.js';
import {manyProjects} from '../cli/many-projects.js';
import {setupFields, type openEndpoint} from '../cli/run-tool.js';

vi.setConfig({testTimeout: 120_000});

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;

const keyed = (kind: Kind) => async (endpoint: Endpoint) => {
	const {setup} = await keyedSecrets(endpoint, kind);
	return setup;
};

const setups: ReadonlyArray<
	[
		name: string,
		make: (endpoint: Endpoint) => Promise<unknown>,
		ending?: {code: number; warn: number},
	]
> = [
	['a new key', async () => setupFields],
	['a list of secrets', async (endpoint) => manyProjects(endpoint, 2)],
	['a prefix', async (endpoint) => prefixed(endpoint, 2)],
	[
		'all secrets, for the workspace',
		async (endpoint) => {
			const setup = await manyProjects(endpoint, 1);
			const projects = setup.projects.map((each) => ({...each, secrets: 'all'}));
			return {...setup, scope: 'workspace', projects};
		},
	],
	['forty projects', async (endpoint) => prefixed(endpoint, 40)],
	['one key', keyed({keys: [1]})],
	['two keys', keyed({keys: [2, 1], isPrefix: true})],
	['keys of another account', keyed({keys: [1], isForeign: true}), {code: 3, warn: 0}],
];

test.for(
	setups.flatMap(([name, ...rest]) => [
		[`${name}, new`, false, ...rest] as const,
		[`${name}, applied before`, true, ...rest] as const,
	]),
)('%s: the stack holds it, and nothing is left to do', async ([, isApplied, make, ending]) => {
	await expectDeployed(make, isApplied, ending);
});
