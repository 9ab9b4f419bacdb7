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
const {oneProject, threeProjects} = kindsOfSetup;

test.concurrent.each([
	...everyTrouble(oneProject, await undisturbed(oneProject), faults),
	...everyTrouble(threeProjects, await undisturbed(threeProjects), faults),
])('$name: $fault at $at ($lasts)', async ({kind, whole, ...trouble}) =>
	expectToGetOver(kind, whole, trouble),
);
