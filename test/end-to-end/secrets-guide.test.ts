import fs from 'node:fs/promises';
import path from 'node:path';
import {IAMClient, ListRolesCommand} from '@aws-sdk/client-iam';
import {expect, test, vi} from 'vitest';
import {z} from 'zod';
import {sandboxStateFile} from '../../source/setups/home-folder.js';
import {freshHome, type FreshHome} from '../support/fresh-home.js';
import type {Terminal} from '../support/pseudo-terminal.js';
import {expectNoOverflow, expectNoStackedFrames} from '../support/screen-assertions.js';
import {homeSandbox} from './home-sandbox.js';
import {openProgram, runProgram} from './run-program.js';
import {choose} from './walk.js';

vi.setConfig({testTimeout: 90_000});

/** Waits for a sign of a screen, looks whether it stands, and does what leads on. */
async function at(
	terminal: Terminal,
	title: string,
	sign: RegExp,
	leave: () => Promise<void>,
): Promise<void> {
	await terminal.waitFor(sign);
	expectNoOverflow(terminal);
	expectNoStackedFrames(terminal, new RegExp(`^(?:(?:──|--) )?${title}(?: (?:─|-| )|$)`, 'mv'));
	await leave();
}

/** From the first screen to the projects. */
async function walkToProjects(terminal: Terminal): Promise<void> {
	const enter = async () => terminal.press('enter');
	await at(terminal, 'Start: Secrets for projects', /Name of the environment/v, enter);
	await at(terminal, 'Before you start', /Your policies allow all/v, enter);
	await at(terminal, 'Before you start', /United States \(us\)/v, enter);
	await at(terminal, 'Select the scope', /1\. Each project/v, enter);
	await at(terminal, 'Select the scope', /stops? working/v, async () =>
		choose(terminal, 'I understand'),
	);
	await terminal.waitFor(/Which of your Workato projects/v);
}

// In every seeded secret's value, in the practice keys, and in the token of the practice Workato.
const mark = 'practice-only';

/** The files of a home that hold a text, by their path in it. */
async function filesWith(home: FreshHome, text: string): Promise<string[]> {
	const entries = await fs.readdir(home.home, {
		recursive: true,
		withFileTypes: true,
	});
	const files = entries
		.filter((entry) => entry.isFile())
		.map((entry) => path.join(entry.parentPath, entry.name));
	const texts = await Promise.all(files.map(async (file) => fs.readFile(file, 'utf8')));
	return files
		.filter((_, index) => texts[index]?.includes(text))
		.map((file) => path.relative(home.home, file));
}

const checklistReport = z.object({
	setups: z.array(z.object({checks: z.array(z.object({id: z.string(), status: z.string()}))})),
});

async function failing(home: FreshHome): Promise<string[]> {
	const {stdout} = await runProgram(home, ['check', '--sandbox', '--json']);
	return checklistReport
		.parse(JSON.parse(stdout))
		.setups.flatMap(({checks}) => checks)
		.filter(({status}) => status === 'fail')
		.map(({id}) => id);
}

test('one project by hand: from the scope to Workato’s yes and the text for its connections', async () => {
	await using home = await freshHome();
	await using terminal = openProgram(home, {
		args: ['secrets', '--sandbox=fresh'],
	});
	const enter = async () => terminal.press('enter');
	const tickAndTake = async () => terminal.press('tab', 'enter');
	await walkToProjects(terminal);
	await terminal.press('ctrl+l');
	await at(terminal, 'Select the projects', /\[ \] Orders/v, tickAndTake);
	await at(terminal, 'Select the projects', /Continue with this/v, enter);
	await at(terminal, 'Account ID and external ID', /AWS Account ID/v, async () =>
		terminal.press('ctrl+p'),
	);
	await at(terminal, 'Account ID and external ID', /Both have the right form/v, async () =>
		terminal.press('ctrl+d'),
	);
	await at(terminal, 'The IAM role', /1\. Make a new role Work/v, enter);
	await at(terminal, 'Which secrets', /1\. Choose from a list/v, enter);
	await at(terminal, 'Which secrets', /\[ \] workato/v, async () =>
		terminal.type('workato/orders/d'),
	);
	await at(terminal, 'Which secrets', /1 of \d+/v, tickAndTake);
	await at(terminal, 'Review and apply', /Nothing has been changed/v, async () =>
		terminal.type('a'),
	);
	await at(terminal, 'Review and apply', /All changes are made/v, enter);
	await at(terminal, 'The role ARN', /1\. Add the role/v, enter);
	await at(terminal, 'The role ARN', /1\. Workato took the role/v, enter);
	await at(terminal, 'Checklist', /❯ Continue: use the secrets/v, enter);
	await at(terminal, 'Use the secrets', /[>❯] 1\. workato\/orders/v, enter);
	await at(terminal, 'Use the secrets', /\{\{workato:sm:<key-name>/v, enter);
	await terminal.waitFor(/Enter copies its text/v);
	await terminal.press('escape');
	await at(terminal, 'Use the secrets', /3\. Have the checklist/v, async () => terminal.type('3'));
	await at(terminal, 'Checklist', /✔ The secrets \(3\)/v, async () => terminal.press('ctrl+c'));
	await terminal.waitForExit();
	expect(await failing(home)).toEqual([]);
	expect(terminal.output()).not.toContain(mark);
	expect(await filesWith(home, mark)).toEqual([
		path.relative(home.home, sandboxStateFile(home.env)),
	]);
});

test('many projects from a file: stopped in the middle, resumed, one role each', async () => {
	await using home = await freshHome();
	const file = path.join(home.home, 'projects.csv');
	const count = 12;
	const rows = Array.from(
		{length: count},
		(_, index) => `Project ${index + 1},workato/p${index + 1}/`,
	);
	await fs.writeFile(file, ['project,prefix', ...rows].join('\n'));
	await using terminal = openProgram(home, {
		args: ['secrets', '--sandbox=fresh'],
	});
	const enter = async () => terminal.press('enter');
	await walkToProjects(terminal);
	// Copied from a spreadsheet, in a terminal that marks no paste.
	await terminal.pasteRaw('Project\tPrefix\nSales, EMEA\tworkato/sales/\n');
	await terminal.waitFor(/adds 1 project/v);
	await terminal.press('ctrl+d');
	await terminal.waitFor(/Sales, EMEA +reaches no secret +new: Workato-Sales/v);
	await terminal.press('escape');
	await terminal.waitFor(/Type or paste it here/v);
	await terminal.press('ctrl+u');
	await terminal.paste(file);
	await terminal.waitFor(/This is the path of a file/v);
	// An Enter so close to a paste may belong to it.
	await terminal.press('ctrl+d');
	await at(terminal, 'Select the projects', /what was read: 12 projects/v, enter);
	await at(terminal, 'Select the projects', /Continue with these 12/v, enter);
	await at(terminal, 'Account ID and external ID', /12 digits/v, async () =>
		terminal.press('ctrl+p'),
	);
	await at(terminal, 'Account ID and external ID', /\d{12}$/mv, enter);
	await at(terminal, 'Account ID and external ID', /[>❯] Take them from/v, enter);
	await at(terminal, 'Account ID and external ID', /[>❯] Continue/v, enter);
	await at(terminal, 'The IAM role', /1\. A new role for each/v, enter);
	await at(terminal, 'Which secrets', /1\. Keep your choices/v, enter);
	await at(terminal, 'Who reads what', /[>❯] Continue to the review/v, enter);
	await at(terminal, 'Review and apply', /[>❯] Apply all 24 changes/v, enter);
	await at(terminal, 'Review and apply', /2\. Apply all 24/v, async () => terminal.type('2'));
	await terminal.waitFor(/[1-9] of 12 projects done/v);
	await terminal.type('s');
	await at(terminal, 'Review and apply', /Look again and plan what is/v, enter);
	await at(
		terminal,
		'Review and apply',
		/has made changes before.*[>❯] Apply (?:all|the)/sv,
		enter,
	);
	await at(terminal, 'Review and apply', /2\. Apply all/v, async () => terminal.type('2'));
	await terminal.waitFor(/All changes are made/v);
	await terminal.press('enter');
	await terminal.waitFor(/12 of 12 projects have their role/v);
	await terminal.press('ctrl+c');
	await terminal.waitForExit();
	await using aws = await homeSandbox(home);
	const iam = new IAMClient({
		endpoint: aws.env.AWS_ENDPOINT_URL ?? '',
		region: 'us-east-1',
		credentials: {
			accessKeyId: aws.env.AWS_ACCESS_KEY_ID ?? '',
			secretAccessKey: aws.env.AWS_SECRET_ACCESS_KEY ?? '',
			sessionToken: aws.env.AWS_SESSION_TOKEN ?? '',
		},
	});
	const {Roles = []} = await iam.send(new ListRolesCommand({MaxItems: 1000}));
	const made = Roles.map(({RoleName = ''}) => RoleName).filter((name) =>
		name.startsWith('Workato-Project-'),
	);
	expect(made).toHaveLength(count);
});
