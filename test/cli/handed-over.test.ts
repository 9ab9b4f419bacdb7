import {expect, test, vi} from 'vitest';
import {expectRecognised, handOver, hasCli} from './handed-over.js';
import {manyProjects, tryRoles} from './many-projects.js';
import {openEndpoint, openHome, setupFields} from './run-tool.js';

vi.setConfig({testTimeout: 90_000});

test.skipIf(!hasCli)('a key that another team made with the script is recognised', async () => {
	const endpoint = await openEndpoint();
	const home = openHome();
	const file = home.write(setupFields);
	const {stdout} = await home.run(['export', 'shell', '-f', file]);
	await handOver.shell(stdout, home);
	await expectRecognised(home, endpoint, file);
});

test('a key that another team made from the template is recognised', async () => {
	const endpoint = await openEndpoint();
	const home = openHome();
	const file = home.write(setupFields);
	const {stdout} = await home.run(['export', 'cloudformation', '-f', file]);
	await handOver.cloudformation(stdout, home);
	await expectRecognised(home, endpoint, file);
});

test('roles that another team made from the template are recognised, and Workato takes them', async () => {
	const endpoint = await openEndpoint();
	const home = openHome();
	const file = home.write(await manyProjects(endpoint, 2));
	const {stdout} = await home.run(['export', 'cloudformation', '-f', file], {
		env: endpoint.environment,
	});
	await handOver.cloudformation(stdout, home);
	const {roles = {}} = await expectRecognised(home, endpoint, file);
	expect(await tryRoles(endpoint, roles)).toEqual([true, true]);
});
