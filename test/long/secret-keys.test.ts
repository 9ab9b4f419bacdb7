import {GetRolePolicyCommand} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {deployTemplate} from '../cli/deploy-template.js';
import {clientsOf, expectRecognised} from '../cli/handed-over.js';
import {keyedSecrets, type Kind} from '../cli/keyed-secrets.js';
import {openEndpoint, openHome} from '../cli/run-tool.js';
import {hasJq, openCli} from '../engine/export/aws-cli.js';

vi.setConfig({testTimeout: 120_000});

const policyShape = z.object({
	Statement: z.array(
		z.object({
			Action: z.string(),
			Resource: z.union([z.string(), z.array(z.string())]),
		}),
	),
});

type Endpoint = Awaited<ReturnType<typeof openEndpoint>>;

/** What the projects may read, and by which keys of their own; each kind has two projects, so that a key cannot reach the wrong one. */
const kinds = {
	'a list under AWS’s own key': {keys: [0, 0]},
	'a list under a key of its own': {keys: [1, 0]},
	'a list under two keys, each project its own': {keys: [2, 1]},
	'a list under a key of another account': {keys: [1, 0], isForeign: true},
	'a prefix under two keys': {keys: [2, 0], isPrefix: true},
	'a list for a role that is there': {keys: [1, 1], isUsed: true},
} as const;

/** The keys that a role may decrypt with. */
async function keysOfRole(endpoint: Endpoint, role: string): Promise<string[]> {
	const {iam} = clientsOf(endpoint);
	const {PolicyDocument = ''} = await iam.send(
		new GetRolePolicyCommand({RoleName: role, PolicyName: 'workato-secrets'}),
	);
	iam.destroy();
	return policyShape
		.parse(JSON.parse(decodeURIComponent(PolicyDocument)))
		.Statement.filter(({Action}) => Action === 'kms:Decrypt')
		.flatMap(({Resource}) => Resource)
		.toSorted();
}

const ways = ['AWS is asked', '--offline'] as const;

const cases = Object.entries(kinds).flatMap(([name, kind]: [string, Kind]) =>
	ways.flatMap((way) =>
		(['shell', 'cloudformation'] as const)
			// A template cannot add to a role that is there.
			.filter((format) => format === 'shell' || !kind.isUsed)
			.map((format) => ({name, kind, way, format})),
	),
);

test.for(cases)(
	'$name, $format, $way: each role gets its own keys, and the setup here finds it done',
	async ({kind, way, format}, {skip}) => {
		skip(format === 'shell' && !hasJq);
		const endpoint = await openEndpoint();
		const {keys, setup} = await keyedSecrets(endpoint, kind);
		const home = openHome();
		const file = home.write(setup);
		const isOffline = way === '--offline';
		const {stdout, stderr, code} = await home.run(
			['export', format, '-f', file, ...(isOffline ? ['--offline'] : [])],
			{env: endpoint.environment},
		);
		// Keys that nobody knows yet come as parameters, in a file beside the template.
		const isWithFile = format === 'cloudformation' && isOffline;
		expect(code).toBe(0);
		expect(stderr).toMatch(isWithFile ? /parameters\.json/v : /^$/v);
		if (format === 'shell') {
			const run = await openCli(endpoint);
			expect(await run(stdout)).toMatchObject({code: 0, stderr: ''});
		} else {
			const asked: string[] = [];
			await deployTemplate(stdout, '111122223333', (parameter) => {
				const index = /^RoleTeam(?<number>\d)SecretKeys$/v.exec(parameter)?.groups?.number;
				if (index === undefined) {
					return undefined;
				}

				asked.push(parameter);
				const own = keys[Number(index) - 1] ?? [];
				return own.length === 0 ? 'none' : own.join(',');
			});
			expect(asked.length).toBe(isOffline ? 2 : 0);
		}

		for (const [index, own] of keys.entries()) {
			const role = kind.isUsed ? `Used-${index}` : `Workato-Team-${index + 1}`;
			expect(await keysOfRole(endpoint, role)).toEqual(own);
		}

		// A key of another account does not say whether it is enabled; a role that others use, too, is warned of.
		await expectRecognised(home, endpoint, file, {
			code: kind.isForeign ? 3 : 0,
			warn: kind.isUsed ? 3 : 0,
		});
	},
);
