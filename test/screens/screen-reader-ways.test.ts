import {describe, expect, test, vi} from 'vitest';
import {workatoText} from '../end-to-end/statements.js';
import {sceneOf} from './all-scenes.js';
import {openScreenReaderStage} from './screen-reader-stage.js';
import {paperTools} from './paper-tools.js';

vi.setConfig({testTimeout: 60_000});

test('a long text comes in parts, can be left out, and goes into a file', async () => {
	const saveFile = vi.fn<typeof paperTools.saveFile>(async (path) => ({
		ok: true,
		path,
	}));
	await using stage = await openScreenReaderStage(sceneOf('ekm/review/hand-over'), {
		...paperTools,
		saveFile,
	});
	await stage.answer('2');
	await stage.waitFor(/more lines\. Enter goes on/v);
	expect(stage.since()).toContain('AWSTemplateFormatVersion');
	expect(stage.since()).not.toContain('Choose:');
	await stage.answer('3');
	await stage.waitFor(/“3” is no answer here.*more lines/v);
	let said = '';
	while (!said.includes('Choose:')) {
		await stage.answer('');
		await stage.waitFor(/(?:Choose:.*quit|more lines\. .*): $/v);
		said = stage.since();
	}

	await stage.answer('again');
	await stage.waitFor(/more lines/v);
	await stage.answer('stop');
	await stage.waitFor(/1\. Save it to a file.*quit: $/v);
	await stage.answer('1');
	await stage.waitFor(/now “.*template\.yaml”.*: $/v);
	await stage.answer('mine.yaml');
	await stage.waitFor(
		/^OK: Saved: [^#]*mine\.yaml .* same as before; again says it\. Choose: 1\. .*quit: $/v,
	);
	expect(stage.since()).not.toContain('AWSTemplateFormatVersion');
	expect(saveFile).toHaveBeenCalledExactlyOnceWith(
		'mine.yaml',
		expect.stringContaining('AWSTemplateFormatVersion'),
	);
});

test('the editor: the terminal is lent to it, and what comes back is judged', async () => {
	await using stage = await openScreenReaderStage(sceneOf('ekm/policy'), {
		...paperTools,
		edit: async () => ({ok: true, text: workatoText}),
	});
	await stage.answer('3');
	await stage.waitFor(/OK: Lets the role Workato_EKM.*Choose: 1\. Continue.*quit: $/v);
});

test('a run can be stopped; the end of the input leaves', async () => {
	await using stage = await openScreenReaderStage(sceneOf('ekm/review/running'));
	await stage.waitFor(/1\. Stop.*quit: $/v);
	await stage.answer('1');
	await stage.waitFor(/Stopping after the call under way.*quit: $/v);
	stage.endInput();
	expect(await stage.left).toMatchObject({
		type: 'cancelled',
		saved: 'production',
	});
});

test('a word can be a text', async () => {
	await using stage = await openScreenReaderStage(sceneOf('new'));
	await stage.answer(String.raw`\help`);
	await stage.waitFor(/Before you start EKM “help”, screen 1 of 8/v);
});

test('the code of an MFA device is asked for by itself, and said to be wrong', async () => {
	await using stage = await openScreenReaderStage(sceneOf('sign-in/mfa'));
	await stage.waitFor(
		/This role asks for a code from arn:aws:iam::111122223333:mfa\/bob\. Six digits: $/v,
	);
	await stage.answer('12345');
	await stage.waitFor(/^Problem: The code has six digits\. Six digits/v);
	await stage.answer('123456');
	await stage.waitFor(/Connect AWS to Workato .*111122223333, us-east-1, .*Deploy.*quit: $/v);
});

test('a run over many projects is told in counts; so is what came of it', async () => {
	await using stage = await openScreenReaderStage(sceneOf('secrets/review/many-confirm'));
	await stage.answer('2');
	await stage.waitFor(/All changes are made\. 12 of 12 projects done\..*quit: $/v);
	expect(stage.since()).not.toMatch(/Running|Done: Project|Planned/v);
	expect(stage.since()).not.toContain('12 of 12 projects done. 24 of 24');
});

describe('several lines at once are one answer', () => {
	test('where a number is asked for none of them is obeyed, and they are kept for a text', async () => {
		await using stage = await openScreenReaderStage(sceneOf('secrets/projects/one'));
		await stage.answer('1\nquit\nback\n3');
		await stage.waitFor(/^That was 4 lines at once, so they are one answer.*Choose: .*quit: $/v);
		await stage.answer('3');
		await stage.waitFor(/List from .*quit: $/v);
		await stage.answer('1');
		await stage.waitFor(/Enter alone takes the 4 lines that you pasted before\..*Text: $/v);
		await stage.answer('');
		await stage.waitFor(
			/what was read: 4 projects.*1, no external ID yet.*quit, no external ID yet/v,
		);
	});

	test('in a text they are what they are, words that mean something among them', async () => {
		await using stage = await openScreenReaderStage(sceneOf('secrets/projects'));
		await stage.answer('1');
		await stage.waitFor(/Text: $/v);
		await stage.answer('Orders\tx\nquit\nback');
		await stage.waitFor(/^3 lines are taken\. End with a line/v);
		stage.line('end');
		await stage.waitFor(/what was read: 3 projects/v);
	});

	test('the line that ends a text may come with it, and blank lines behind that', async () => {
		await using stage = await openScreenReaderStage(sceneOf('secrets/projects'));
		await stage.answer('1');
		await stage.waitFor(/Text: $/v);
		await stage.answer('Orders\tx\nquit\nend\n\n');
		await stage.waitFor(/what was read: 2 projects/v);
	});

	test('where a value stands with blank lines around it, it is that value', async () => {
		await using stage = await openScreenReaderStage(sceneOf('new'));
		await stage.answer('\nstaging\n');
		await stage.waitFor(/Before you start EKM “staging”/v);
	});
});
