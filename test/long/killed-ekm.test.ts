import {test, vi} from 'vitest';
import {everyDeath, expectToRecover} from '../disturbed/killed-setup.js';
import {kindsOfSetup} from '../disturbed/kinds-of-setup.js';
import {takeSandboxKeys} from '../disturbed/sandbox-keys.js';
import {undisturbed} from '../disturbed/undisturbed.js';

vi.setConfig({testTimeout: 120_000, maxConcurrency: 2});
takeSandboxKeys();

const {newKey, existingKey} = kindsOfSetup;

test.concurrent.each([
	...everyDeath(newKey, await undisturbed(newKey)),
	...everyDeath(existingKey, await undisturbed(existingKey)),
])(
	'$name: killed at $call ($moment), it ends as if nothing had happened',
	async ({kind, whole, ...death}) => expectToRecover(kind, whole, death),
);
