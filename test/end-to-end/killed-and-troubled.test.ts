import {expect, test, vi} from 'vitest';
import {expectToRecover} from '../disturbed/killed-setup.js';
import {kindsOfSetup} from '../disturbed/kinds-of-setup.js';
import {takeSandboxKeys} from '../disturbed/sandbox-keys.js';
import {expectToGetOver} from '../disturbed/troubled-setup.js';
import {undisturbed} from '../disturbed/undisturbed.js';

// A sample: the long tests have every call and every fault.
vi.setConfig({testTimeout: 90_000, maxConcurrency: 4});
takeSandboxKeys();

test.each([
	['newKey', 'kms:CreateKey 1', 'acted'],
	['existingKey', 'kms:PutKeyPolicy 1', 'answered'],
	['threeProjects', 'iam:UpdateAssumeRolePolicy 1', 'acted'],
] as const)(
	'killed in %s at %s (%s), it ends as if nothing had happened',
	async (which, call, moment) => {
		const kind = kindsOfSetup[which];
		await expectToRecover(kind, await undisturbed(kind), {call, moment});
	},
);

test.concurrent.each([
	['newKey', 'kms:CreateKey 1', 'unavailable', 'once'],
	['newKey', 'sts:GetCallerIdentity 2', 'clock-skew', 'from then on'],
	['newKey', 'kms:CreateAlias 1', 'reset-after', 'from then on'],
	['existingKey', 'kms:PutKeyPolicy 1', 'expired-token', 'once'],
	['existingKey', 'kms:GetKeyPolicy 1', 'truncated', 'from then on'],
	['oneProject', 'secretsmanager:ListSecrets 1', 'internal', 'from then on'],
	['oneProject', 'iam:CreateRole 1', 'reset-before', 'once'],
	['threeProjects', 'iam:PutRolePolicy 2', 'denied', 'from then on'],
] as const)(
	'%s at %s: %s (%s): it ends right, or stops in clear words and goes on later',
	async (which, name, fault, lasts) => {
		const kind = kindsOfSetup[which];
		const whole = await undisturbed(kind);
		const position = whole.calls.findIndex((call) => call.name === name);
		const call = whole.calls[position];
		expect(call).toBeDefined();
		await expectToGetOver(kind, whole, {
			call: call!,
			position,
			fault,
			lasts,
		});
	},
);
