import {expect, test} from 'vitest';
import {identityServices} from '../../source/aws/identity-services.js';
import {enterSandbox} from '../../source/sandbox/saved-sandbox.js';
import {freshHome} from '../support/fresh-home.js';

test('whoever enters the sandbox finds a profile to sign in with, as its help says', async () => {
	await using home = await freshHome();
	const {env, close} = await enterSandbox({HOME: home.home, WORKATO_AWS_HOME: home.home}, false);
	try {
		const {choices} = await identityServices(env).list();
		expect(choices).toContainEqual(
			expect.objectContaining({profile: 'security', state: {type: 'needs sign-in'}}),
		);
	} finally {
		await close();
	}
});
