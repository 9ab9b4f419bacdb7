import {test, vi} from 'vitest';
import {everyDeath, expectToGoOn, expectToRecover} from '../disturbed/killed-setup.js';
import {kindsOfSetup} from '../disturbed/kinds-of-setup.js';
import {takeSandboxKeys} from '../disturbed/sandbox-keys.js';
import {undisturbed} from '../disturbed/undisturbed.js';

vi.setConfig({testTimeout: 120_000, maxConcurrency: 8});
takeSandboxKeys();

const {oneProject, threeProjects} = kindsOfSetup;

test.concurrent.each([...(await everyDeath(oneProject)), ...(await everyDeath(threeProjects))])(
	'$name: killed at $call ($moment), it ends as if nothing had happened',
	async ({remains, whole}) => expectToGoOn(remains, whole),
);

test.concurrent.each([1, 2, 5])(
	'a role that was just made and that IAM does not show for %i reads is not made again',
	async (reads) => {
		const death = {call: 'iam:CreateRole 1', moment: 'acted'} as const;
		await expectToRecover(oneProject, await undisturbed(oneProject), death, {reads});
	},
);
