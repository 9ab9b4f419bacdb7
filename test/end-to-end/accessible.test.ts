import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {openProgram, runProgram} from './run-program.js';
import {workatoText} from './statements.js';
import {expectInOrder, expectPlain, talkWith} from './talk.js';

vi.setConfig({testTimeout: 60_000});

test('a first EKM setup in plain lines, to a green checklist', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {
		args: ['--sandbox=fresh', '--accessible'],
		columns: 60,
	});
	const talk = talkWith(terminal);
	await talk.choose('Start: Enterprise Key Management');
	await talk.answer('');
	await talk.choose('All is ready');
	// The list is searched by typing.
	await talk.answer('europe');
	await talk.choose('Europe (eu)');
	await talk.choose('Paste it here');
	await talk.hear(/only: end/v);
	await talk.paste(`${workatoText}\nend`);
	await talk.choose('Make a new key');
	await talk.answer('workato-europe');
	await talk.answer('-');
	await talk.answer('');
	await talk.answer('');
	await talk.choose('Rotate every 365 days');
	await talk.choose('Apply all 3');
	await talk.hear(/All changes are made/v);
	await talk.choose('Continue');
	await talk.choose('Continue');
	await talk.choose('Click “Update key”');
	await talk.choose('Workato accepted the key');
	await talk.hear(/All 16 checks pass/v);
	await talk.answer('quit');
	const {exitCode} = await terminal.waitForExit();
	expect(exitCode).toBe(130);
	expectPlain(terminal);
	expectInOrder(terminal.output(), [
		'Connect AWS to Workato',
		'Sandbox: a practice AWS',
		'Name of the environment (now “production”',
		'Before you start EKM “production”, screen 1 of 8',
		'1 found for “europe”',
		'Retrieve the key policy',
		'app.eu.workato.com: Settings > Key management',
		'OK: Lets the role Workato_EKM of account 999988887777',
		'Alias (the display name)',
		'Review and apply',
		'Nothing has been changed yet. These 3 changes would be made',
		'1. Create the key (kms:CreateKey)',
		'Added:',
		'"AWS": "arn:aws:iam::999988887777:role/Workato_EKM"',
		'2. Name it alias/workato-europe',
		'Done: Create the key',
		'All changes are made',
		'arn:aws:kms:us-east-1:111122223333:key/',
		'Workato (practice): Your key is in use now.',
		'Checklist',
		'All 16 checks pass',
		'Saved as “production”',
	]);
	const checked = await runProgram(home, ['check', '--sandbox', '--json']);
	expect(checked.code).toBe(0);
});
