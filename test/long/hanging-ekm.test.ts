import {test, vi} from 'vitest';
import type * as Network from '../../source/aws/network.js';
import {kindsOfSetup} from '../disturbed/kinds-of-setup.js';
import {takeSandboxKeys} from '../disturbed/sandbox-keys.js';
import {everyTrouble, expectToGetOver} from '../disturbed/troubled-setup.js';
import {undisturbed} from '../disturbed/undisturbed.js';

vi.setConfig({testTimeout: 300_000, maxConcurrency: 8});
takeSandboxKeys();
// A person waits 15 seconds for a call that hangs; all that is tested here is what follows.
vi.mock('../../source/aws/network.js', async (importOriginal) => {
	const network = await importOriginal<typeof Network>();
	const requestHandler: typeof network.requestHandler = (env) =>
		network.requestHandler(env, {connect: 5000, request: 1500});
	return {...network, requestHandler};
});

const {newKey, existingKey} = kindsOfSetup;

test.concurrent.each([
	...everyTrouble(newKey, await undisturbed(newKey), ['hang']),
	...everyTrouble(existingKey, await undisturbed(existingKey), ['hang']),
])('$name: $at hangs ($lasts)', async ({kind, whole, ...trouble}) =>
	expectToGetOver(kind, whole, trouble),
);
