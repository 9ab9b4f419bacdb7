import {chmod, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {expectNoOverflow} from '../support/screen-assertions.js';
import {openProgram} from './run-program.js';
import {workatoStatement, workatoText} from './statements.js';
import {screenOf, waitForWords, walk, wordsOn} from './walk.js';

vi.setConfig({testTimeout: 60_000});

const nextStep = '1. Make a new key';
const grants =
	'Lets the role Workato_EKM of account 999988887777 encrypt and decrypt with this key.';

// As in Workato’s document, with its placeholders and its comment.
const documentSample = `{
  "Id": "key-consolepolicy-3",
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Enable IAM User Permissions",
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::TODO-ACCOUNTID:root"
      },
      "Action": "kms:*",
      "Resource": "*"
    }, /* Comma before next object */
    {
      "Sid": "Allow use of the key",
      "Effect": "Allow",
      "Principal": {
        "AWS": "arn:aws:iam::TODO - ACCOUNTID:role/Workato_EKM"
      },
      "Action": [
        "kms:Encrypt",
        "kms:Decrypt"
      ],
      "Resource": "*"
    }
  ]
}`;

const withFields = (fields: object) =>
	JSON.stringify({...workatoStatement, ...fields}, undefined, 2);

// What is pasted, and what is said about it.
const refused: ReadonlyArray<readonly [string, string, RegExp]> = [
	['the document’s sample', documentSample, /Line 18, column 16: .*TODO - ACCOUNTID/v],
	['broken JSON', '{\n  "Sid": "x",\n  "Effect" "Allow"\n}', /Line 3, column 12: /v],
	[
		'everyone',
		withFields({Principal: '*'}),
		/Line 4, column 16: Principal "\*" opens the key to everyone/v,
	],
	[
		'administration',
		withFields({Action: 'kms:*'}),
		/Line 7, column 13: "kms:\*" hands over the administration of the key/v,
	],
	[
		'one administrative action among others',
		withFields({Action: ['kms:Encrypt', 'kms:PutKeyPolicy']}),
		/Line 9, column 5: "kms:PutKeyPolicy" hands over the administration/v,
	],
	['a Deny', withFields({Effect: 'Deny'}), /This denies something/v],
];

/** Back from the next step to the box, emptied. */
async function startAnew(terminal: Terminal): Promise<void> {
	await terminal.press('escape');
	await waitForWords(terminal, 'Lets the role');
	await terminal.press('ctrl+u');
	await terminal.waitFor(screenOf('policy').sign);
}

test('a paste is judged as it stands, marked or not; what must not be pasted is refused; more than documented needs a yes; a path is read', async () => {
	await using home = await freshHome();
	await writeFile(
		path.join(home.home, 'statement.json'),
		// As Notepad saves it.
		`\u{FEFF}${workatoText.replaceAll('\n', '\r\n')},`,
	);
	await using terminal = openProgram(home);
	await walk(terminal, 'policy');
	for (const [name, text, words] of refused) {
		await terminal.paste(text);
		await terminal.waitUntil(
			() => words.test(wordsOn(terminal)),
			`${name} to be refused with ${String(words)}`,
		);
		expectNoOverflow(terminal);
		// The box is still there to be emptied.
		await terminal.press('ctrl+d', 'ctrl+u');
		await terminal.waitFor('It is read as you paste it');
	}

	await terminal.press('ctrl+d');
	await terminal.waitFor('Paste the content of “Permission to access key” first');

	for (const kind of ['bracketed', 'raw'] as const) {
		await (kind === 'raw' ? terminal.pasteRaw(workatoText) : terminal.paste(workatoText));
		await waitForWords(terminal, grants);
		// A person’s Enter comes later than those of a paste.
		await terminal.settled();
		await terminal.press('enter');
		await terminal.waitFor(nextStep);
		await startAnew(terminal);
	}

	// No comes first.
	await terminal.paste(withFields({Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:DescribeKey']}));
	await waitForWords(terminal, '1 thing to agree to before you go on.');
	await terminal.press('ctrl+d');
	await waitForWords(terminal, 'The statement allows kms:DescribeKey. Workato’s document');
	await terminal.press('enter');
	await terminal.waitFor(screenOf('policy').sign);
	expect(wordsOn(terminal)).toContain('1 thing to agree to');
	await terminal.press('ctrl+d');
	await terminal.waitFor('2. Yes, I agree');
	await terminal.press('down', 'enter');
	await terminal.waitFor(nextStep);
	await startAnew(terminal);

	await terminal.type('./no-such-file.json');
	await terminal.waitFor(/^ +1[ │]+\.\/no-such-file\.json$/mv);
	await terminal.waitFor('it is read when you continue');
	await terminal.press('ctrl+d');
	await terminal.waitFor(/✘ .*no-such-file\.json/sv);
	await terminal.press('ctrl+u');
	await terminal.type('./statement.json');
	await terminal.waitFor(/^ +1[ │]+\.\/statement\.json$/mv);
	await terminal.press('ctrl+d');
	await waitForWords(terminal, grants);
	await terminal.press('ctrl+d');
	await terminal.waitFor(nextStep);
});

test('the person’s own editor; one that cannot be started is named', async () => {
	await using home = await freshHome();
	const editor = path.join(home.home, 'editor.sh');
	await using terminal = openProgram(home, {env: {EDITOR: editor}});
	await walk(terminal, 'policy');
	await terminal.paste('{"kept": true}');
	await terminal.waitFor('kept');
	await terminal.press('ctrl+g');
	await waitForWords(terminal, 'could not be started');
	expect(terminal.screen()).toContain('"kept"');
	expect(terminal.isAlternateScreen).toBe(true);

	await writeFile(
		editor,
		`#!/bin/sh\nstty -a | grep -q -- ' icanon' || exit 1\ncat > "$1" <<'END'\n${workatoText}\nEND\n`,
	);
	await chmod(editor, 0o700);
	await terminal.press('ctrl+g');
	await waitForWords(terminal, grants);
	expect(terminal.isAlternateScreen).toBe(true);
	expectNoOverflow(terminal);
	await terminal.press('ctrl+d');
	await terminal.waitFor(nextStep);
});
