import {afterEach, beforeEach, expect, test} from 'vitest';
import {farewell} from '../../source/app/lifetime.js';
import {
	ownCommand,
	ownProgram,
	programOf,
	rememberStart,
} from '../../source/terminal/command-line.js';

const reset = () => {
	rememberStart({program: 'workato-aws', sandbox: false, profile: undefined});
};

beforeEach(reset);
afterEach(reset);

test.each([
	[
		{saved: 'production', hasApplied: true, hasUnicode: true},
		'Saved as “production”. Go on any time with: workato-aws',
	],
	[
		{saved: 'production', hasApplied: true, hasUnicode: false},
		'Saved as "production". Go on any time with: workato-aws',
	],
	[
		{saved: undefined, hasApplied: false, hasUnicode: true},
		'Nothing was changed in AWS. Start again with: workato-aws',
	],
	[
		{saved: undefined, hasApplied: true, hasUnicode: true},
		'What was done is saved with its setup. Go on any time with: workato-aws',
	],
])('%j: %s', (leaving, words) => {
	expect(farewell(leaving)).toBe(words);
	rememberStart({program: 'npm start', sandbox: true, profile: 'a b'});
	expect(farewell(leaving)).toBe(
		words.replace('workato-aws', 'npm start -- --sandbox --profile "a b"'),
	);
});

test.each([
	[['node', '/usr/bin/workato-aws'], {}, 'workato-aws'],
	[['node', '/usr/lib/node_modules/workato-aws/build/cli.js'], {}, 'workato-aws'],
	[['node', '/home/a/.npm/_npx/1f/node_modules/.bin/workato-aws'], {}, 'npx workato-aws'],
	[['node', '/home/ana/tool/build/cli.js'], {}, 'node build/cli.js'],
	[['node', '/other/build/cli.js'], {}, 'node /other/build/cli.js'],
	[['node', '/home/ana/tool/build/cli.js'], {npm_lifecycle_event: 'start'}, 'npm start'],
	[['node', '/usr/bin/workato-aws'], {npm_lifecycle_event: 'test'}, 'workato-aws'],
])('started as %j with %j: %s', (argv, env, program) => {
	expect(programOf(argv, env, '/home/ana/tool')).toBe(program);
});

test('a command is said as it can be typed: in the same world, and npm start needs dashes before options', () => {
	rememberStart({sandbox: true, profile: 'security'});
	expect(ownCommand('list')).toBe('workato-aws list --sandbox --profile security');
	expect(ownCommand('login --profile other')).toBe('workato-aws login --profile other --sandbox');
	expect(ownCommand('', true)).toBe('workato-aws --sandbox');
	rememberStart({program: 'npm start'});
	expect(ownProgram('check --help')).toBe('npm start -- check --help');
	rememberStart({sandbox: false, profile: undefined});
	expect(ownCommand()).toBe('npm start');
});
