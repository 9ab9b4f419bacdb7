import {test, vi} from 'vitest';
import {everyDeath, expectToGoOn} from '../disturbed/killed-setup.js';
import {kindsOfSetup} from '../disturbed/kinds-of-setup.js';
import {takeSandboxKeys} from '../disturbed/sandbox-keys.js';

vi.setConfig({testTimeout: 120_000, maxConcurrency: 8});
takeSandboxKeys();

const {newKey, existingKey} = kindsOfSetup;

test.concurrent.each([...(await everyDeath(newKey)), ...(await everyDeath(existingKey))])(
	'$name: killed at $call ($moment), it ends as if nothing had happened',
	async ({remains, whole}) => expectToGoOn(remains, whole),
);
