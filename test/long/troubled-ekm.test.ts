import {test, vi} from 'vitest';
import {kindsOfSetup} from '../disturbed/kinds-of-setup.js';
import {takePracticeKeys} from '../disturbed/practice-keys.js';
import {everyTrouble, expectToGetOver} from '../disturbed/troubled-setup.js';
import {undisturbed} from '../disturbed/undisturbed.js';

// Most of a case is waiting for the next try.
vi.setConfig({testTimeout: 300_000, maxConcurrency: 8});
takePracticeKeys();

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

test.concurrent.each([
	...everyTrouble(newKey, await undisturbed(newKey), faults),
	...everyTrouble(existingKey, await undisturbed(existingKey), faults),
])('$name: $fault at $at ($lasts)', async ({kind, whole, ...trouble}) =>
	expectToGetOver(kind, whole, trouble),
);
