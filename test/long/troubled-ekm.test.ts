import {test, vi} from 'vitest';
import {kindsOfSetup} from '../disturbed/kinds-of-setup.js';
import {takeSandboxKeys} from '../disturbed/sandbox-keys.js';
import {
	everyLostReply,
	everyTrouble,
	expectToBePatient,
	expectToGetOver,
} from '../disturbed/troubled-setup.js';
import {undisturbed} from '../disturbed/undisturbed.js';

// Most of a case is waiting for the next try.
vi.setConfig({testTimeout: 300_000, maxConcurrency: 24});
takeSandboxKeys();

const faults = [
	'throttle',
	'internal',
	'unavailable',
	'reset-before',
	'reset-after',
	'truncated',
	'expired-token',
	'denied',
	'clock-skew',
] as const;
const {newKey, existingKey} = kindsOfSetup;

const wholes = [
	[newKey, await undisturbed(newKey)],
	[existingKey, await undisturbed(existingKey)],
] as const;

test.concurrent.each(wholes.flatMap(([kind, whole]) => everyTrouble(kind, whole, faults)))(
	'$name: $fault at $at ($lasts)',
	async ({kind, whole, ...trouble}) => expectToGetOver(kind, whole, trouble),
);

test.concurrent.each(wholes.flatMap(([kind, whole]) => everyLostReply(kind, whole)))(
	'$name: $fault at $at, and what is new shows only after two looks',
	async ({kind, whole, ...trouble}) => expectToGetOver(kind, whole, trouble, {reads: 2}),
);

test.concurrent.each(
	wholes.flatMap(([kind, whole]) =>
		[1, 3, 9].map((reads) => ({name: kind.name, kind, whole, reads})),
	),
)('$name: what is new shows only after $reads looks', async (each) =>
	expectToBePatient(each.kind, each.whole, each.reads),
);
