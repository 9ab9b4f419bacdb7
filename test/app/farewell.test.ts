import {expect, test} from 'vitest';
import {farewell} from '../../source/app/farewell.js';

const npm = {npm_lifecycle_event: 'start'};
const shell = {npm_lifecycle_event: 'test'};

test.each([
	[
		{saved: 'production', hasApplied: true, isSandbox: false, env: {}},
		'Saved as “production”. Go on any time with: workato-aws',
	],
	[
		{saved: 'production', hasApplied: false, isSandbox: true, env: npm},
		'Saved as “production”. Go on any time with: npm start -- --sandbox',
	],
	[
		{saved: undefined, hasApplied: false, isSandbox: true, env: shell},
		'Nothing was changed in AWS. Start again with: workato-aws --sandbox',
	],
	[
		{saved: undefined, hasApplied: false, isSandbox: false, env: npm},
		'Nothing was changed in AWS. Start again with: npm start',
	],
	[
		{saved: undefined, hasApplied: true, isSandbox: false, env: {}},
		'What was done is saved with its setup. Go on any time with: workato-aws',
	],
])('%j: %s', (leaving, words) => {
	expect(farewell(leaving)).toBe(words);
});
