import {UpdateAssumeRolePolicyCommand} from '@aws-sdk/client-iam';
import {
	CreateKeyCommand,
	EnableKeyRotationCommand,
	GetKeyRotationStatusCommand,
} from '@aws-sdk/client-kms';
import {expect, test, vi} from 'vitest';
import {clientsOf, expectRecognised, hasCli, runScript, writes} from '../cli/handed-over.js';
import {makeRole, manyProjects, trustedBy, tryRoles} from '../cli/many-projects.js';
import {openEndpoint, openHome, setupFields} from '../cli/run-tool.js';

// The aws CLI takes a second or two for each call.
vi.setConfig({testTimeout: 300_000});

test.skipIf(!hasCli)(
	'roles that another team made with the script are recognised, and Workato takes them',
	async () => {
		const endpoint = await openEndpoint();
		const home = openHome();
		const file = home.write(await manyProjects(endpoint, 3));
		const {stdout} = await home.run(['export', 'shell', '-f', file, '--offline']);
		expect(await runScript(stdout, home)).toBe(0);
		const {roles = {}} = await expectRecognised(home, endpoint, file);
		expect(await tryRoles(endpoint, roles)).toEqual([true, true, true]);
	},
);

test.skipIf(!hasCli)(
	'the script adds to a key and to roles that are there, keeps what else is in them, and changes nothing the second time',
	async () => {
		const endpoint = await openEndpoint();
		const home = openHome();
		const {kms, iam} = clientsOf(endpoint);
		const {KeyMetadata} = await kms.send(new CreateKeyCommand({}));
		const use = KeyMetadata?.Arn ?? '';
		await kms.send(new EnableKeyRotationCommand({KeyId: use, RotationPeriodInDays: 500}));
		const ekm = home.write({...setupFields, name: 'ekm', key: {use}}, 'ekm.yaml');
		const {projects, ...rest} = await manyProjects(endpoint, 2);
		for (const {name} of projects) {
			await makeRole(endpoint, name, [{Service: 'lambda.amazonaws.com'}]);
		}

		const team = home.write({
			...rest,
			projects: projects.map((each) => ({...each, role: {use: each.name}})),
		});
		for (const [file, warnings] of [
			[ekm, 0],
			[team, 3],
		] as const) {
			const {stdout} = await home.run(['export', 'shell', '-f', file, '--offline']);
			expect(await runScript(stdout, home)).toBe(0);
			await endpoint.control('DELETE', '/_sandbox/calls');
			expect(await runScript(stdout, home)).toBe(0);
			expect(await writes(endpoint)).toEqual([]);
			await expectRecognised(home, endpoint, file, {warn: warnings});
		}

		const rotation = await kms.send(new GetKeyRotationStatusCommand({KeyId: use}));
		expect(rotation.RotationPeriodInDays).toBe(500);
		expect(await trustedBy(endpoint, 'Team-1')).toContainEqual({
			Service: 'lambda.amazonaws.com',
		});
		iam.destroy();
	},
);

test.skipIf(!hasCli)(
	'the script adds nothing to a role of the setup that trusts others, too, and keeps its hands off numbers that jq would round',
	async () => {
		const endpoint = await openEndpoint();
		const home = openHome();
		const {iam} = clientsOf(endpoint);
		const file = home.write(await manyProjects(endpoint, 1));
		const env = endpoint.environment;
		await home.run(['apply', '-f', file, '--yes'], {env});
		const {stdout} = await home.run(['export', 'shell', 'production'], {env});
		const trust = (days: string) => `{"Version":"2012-10-17","Statement":[{
			"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},
			"Action":"sts:AssumeRole","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":${days}}}}]}`;
		for (const days of ['12345678901234567890', '3600']) {
			await iam.send(
				new UpdateAssumeRolePolicyCommand({
					RoleName: 'Workato-Team-1',
					PolicyDocument: trust(days),
				}),
			);
			await endpoint.control('DELETE', '/_sandbox/calls');
			expect(await runScript(stdout, home)).toBe(1);
			expect(await writes(endpoint)).toEqual([]);
		}

		iam.destroy();
	},
);

test.skipIf(!hasCli)('the script of a setup that is there already changes nothing', async () => {
	const endpoint = await openEndpoint();
	const home = openHome();
	const file = home.write(await manyProjects(endpoint, 1));
	const env = endpoint.environment;
	await home.run(['apply', '-f', file, '--yes'], {env});
	const {stdout} = await home.run(['export', 'shell', 'production'], {
		env,
	});
	await endpoint.control('DELETE', '/_sandbox/calls');
	expect(await runScript(stdout, home)).toBe(0);
	expect(await writes(endpoint)).toEqual([]);
});
