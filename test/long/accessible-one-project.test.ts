import {expect, test, vi} from 'vitest';
import {openProgram} from '../end-to-end/run-program.js';
import {expectPlain, talkWith} from '../end-to-end/talk.js';
import {freshHome} from '../support/fresh-home.js';

vi.setConfig({testTimeout: 120_000});

test('one project in plain lines; a paste at a question obeys none of its lines', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {
		args: ['secrets', '--sandbox=fresh', '--accessible'],
		columns: 40,
	});
	const talk = talkWith(terminal);
	await talk.hear(/Name of the environment/v);
	await talk.answer('orders');
	await talk.hear(/All is ready/v);
	// A paste is one answer: none of its lines is obeyed.
	await talk.paste(['1', 'quit', 'Orders'].join('\n'));
	await talk.hear(/3 lines at once/v);
	await talk.choose('All is ready');
	await talk.choose('United States (us)');
	await talk.choose('Each project has its own role');
	await talk.choose('I understand');
	await talk.choose('Type or paste it here');
	await terminal.type('Orders\r');
	await terminal.type('end\r');
	await talk.hear(/Continue with this project/v);
	await talk.choose('Continue with this project');
	await talk.choose('Type: AWS Account ID; External ID for Orders');
	await talk.answer('999988887777');
	await talk.answer('workato_iam_external_id_27411_640118');
	await talk.choose('Make a new role Workato-Orders');
	await talk.choose('Choose from a list');
	await talk.answer('orders/database');
	await talk.choose('Not ticked, workato/orders/database');
	await talk.hear(/Ticked: workato\/orders\/database/v);
	await talk.answer('all of them');
	await talk.choose('The whole list again');
	await talk.choose('Done: take the 1 ticked');
	await talk.choose('Apply all 2');
	await talk.hear(/All changes are made/v);
	await talk.choose('Continue');
	await talk.hear(/arn:aws:iam::111122223333:role\/Workato-Orders/v);
	await talk.choose('Add the role in the practice Workato');
	await talk.hear(/Workato \(practice\): /v);
	await talk.answer('1');
	await talk.hear(/ pass; 1 cannot be told/v);
	await talk.choose('Continue: use the secrets');
	await talk.hear(/Use the secrets/v);
	await talk.answer('quit');
	const {exitCode} = await terminal.waitForExit();
	// Nothing is left to do in it.
	expect(exitCode).toBe(0);
	expectPlain(terminal);
});
