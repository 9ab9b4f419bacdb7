import {expect, test} from 'vitest';
import * as checkText from '../../source/cli/check-text.js';
import {lineText} from '../../source/cli/context.js';
import {checkExitCode} from '../../source/cli/check-setup.js';
import {checkJson, type CheckedSetup} from '../../source/guides/checklist-table.js';
import {type Check} from '../../source/guides/guide.js';
import {symbols} from '../../source/terminal/symbols.js';

const signs = symbols(true);

const checkLines = (...input: Parameters<typeof checkText.checkLines>) =>
	checkText.checkLines(...input).map((line) => lineText(line));

const fitChecklist = (...input: Parameters<typeof checkText.fitChecklist>) =>
	checkText.fitChecklist(...input).map((line) => lineText(line));

const row = (id: string, status: Check['status'] = 'pass', more: Partial<Check> = {}): Check => ({
	id,
	title: `Row ${id}`,
	status,
	detail: `What AWS says of ${id}.`,
	fix: status === 'pass' ? '' : `Mend ${id}.`,
	...more,
});

const setup = (checks: Check[], more: Partial<CheckedSetup> = {}): CheckedSetup => ({
	name: 'production',
	guide: 'ekm',
	account: '111122223333',
	region: 'us-east-1',
	checks,
	...more,
});

test('problems come first, the worst of them before all others; what passes is one line', () => {
	const checks = [
		row('a'),
		row('b', 'waiting'),
		row('c', 'warn'),
		row('d'),
		row('e', 'fail'),
		row('f', 'unknown', {isSupplementary: true}),
	];
	expect(checkLines([setup(checks)], signs)).toEqual([
		'production · ekm · account 111122223333 · us-east-1',
		'  ✘ Fail: Row e',
		'    What AWS says of e.',
		'    → Mend e.',
		'  ! Warn: Row c',
		'    What AWS says of c.',
		'    → Mend c.',
		'  ? Cannot tell: Row f',
		'    What AWS says of f.',
		'    → Mend f.',
		'  … Waiting: Row b',
		'    What AWS says of b.',
		'    → Mend b.',
		'  ✔ 2 pass',
		'',
		'2 pass, 1 warn, 1 fail, 1 cannot tell, 1 waiting',
	]);
	const all = checkLines([setup(checks)], signs, 'all');
	expect(all.slice(-6)).toEqual([
		'  ✔ Pass: Row a',
		'    What AWS says of a.',
		'  ✔ Pass: Row d',
		'    What AWS says of d.',
		'',
		'2 pass, 1 warn, 1 fail, 1 cannot tell, 1 waiting',
	]);
});

test('what cannot be told for one reason is said once, with what it is about below', () => {
	const blind = {
		detail: 'AWS refuses kms:GetKeyPolicy.',
		fix: 'Ask for it.',
		cause: 'denied',
	};
	const checks = [
		row('a', 'unknown', blind),
		row('b', 'unknown', {detail: 'Another reason.', fix: ''}),
		row('c', 'unknown', blind),
		row('d', 'pass', blind),
	];
	expect(checkLines([setup(checks)], signs)).toEqual([
		'production · ekm · account 111122223333 · us-east-1',
		'  ? Cannot tell: 2 rows',
		'    AWS refuses kms:GetKeyPolicy.',
		'    → Ask for it.',
		'    • Row a',
		'    • Row c',
		'  ? Cannot tell: Row b',
		'    Another reason.',
		'  ✔ 1 pass',
		'',
		'1 pass, 3 cannot tell',
	]);
});

/** Two hundred projects of which one fails, and some are alike in what they wait for. */
function manyProjects(failing: string): CheckedSetup {
	const names = Array.from({length: 200}, (_, index) => `Team-${index + 1}`);
	return setup(
		[
			row('total', 'fail', {title: 'Projects that are ready'}),
			...names.flatMap((group) => [
				row('role', group === failing ? 'fail' : 'pass', {
					group,
					detail: `There is no role Workato-${group}.`,
				}),
				row('secrets', group.endsWith('0') ? 'warn' : 'pass', {
					group,
					detail: `No secret begins with ${group}/.`,
					alike: 'no-secret',
				}),
				row('proof', 'waiting', {group, isSupplementary: true}),
			]),
		],
		{guide: 'secrets'},
	);
}

test('the failing project of two hundred comes first, and projects that are alike are one', () => {
	const lines = checkLines([manyProjects('Team-177')], signs);
	expect(lines).toEqual([
		'production · secrets · account 111122223333 · us-east-1',
		'  ✘ Fail: Projects that are ready',
		'    What AWS says of total.',
		'    → Mend total.',
		'  Team-177',
		'  ✘ Fail: Row role',
		'    There is no role Workato-Team-177.',
		'    → Mend role.',
		'  … Waiting: Row proof',
		'    What AWS says of proof.',
		'    → Mend proof.',
		'  Team-10; the same for Team-20, Team-30, Team-40 and 16 more',
		'  ! Warn: Row secrets',
		'    No secret begins with Team-10/.',
		'    → Mend secrets.',
		'  … Waiting: Row proof',
		'    What AWS says of proof.',
		'    → Mend proof.',
		'  … Waiting: Row proof',
		'    Team-1, Team-2, Team-3, Team-4, Team-5, Team-6, Team-7, Team-8, Team-9, Team-11 and 169 more (--all lists them)',
		'  ✔ 379 pass, 179 of 200 projects in order',
		'',
		'379 pass, 20 warn, 2 fail, 200 waiting',
	]);
});

test('projects are alike by what is found of each, not by the names in its words', () => {
	const failing = (group: string, alike?: string) =>
		row(`role:${group}`, 'fail', {
			group,
			question: 'role',
			title: 'The role exists',
			detail: `There is no role Workato-${group}.`,
			...(alike !== undefined && {alike}),
		});
	const heads = (...checks: Check[]) =>
		checkLines([setup(checks)], signs).filter((line) => /^ {2}\w/v.test(line));
	expect(heads(failing('A', 'none'), failing('B', 'none'))).toEqual(['  A; the same for B']);
	expect(heads(failing('A', 'none'), failing('B', 'other'))).toHaveLength(2);
	expect(heads(failing('A'), failing('B'))).toHaveLength(2);
});

test('the JSON of a check holds what it always did, and nothing of how rows are folded', () => {
	const check = row('a', 'unknown', {
		group: 'A',
		question: 'a',
		cause: 'x',
		alike: 'y',
		trouble: 'denied',
		isSupplementary: true,
	});
	expect(checkJson([setup([check])])).toStrictEqual({
		version: 1,
		setups: [
			{
				name: 'production',
				guide: 'ekm',
				account: '111122223333',
				region: 'us-east-1',
				checks: [
					{
						id: 'a',
						title: 'Row a',
						status: 'unknown',
						detail: 'What AWS says of a.',
						fix: 'Mend a.',
					},
				],
			},
		],
		summary: {pass: 0, warn: 0, fail: 0, unknown: 1, waiting: 0},
	});
});

test.each([
	[80, 24],
	[40, 12],
])('a watch of %i by %i shows it, whole words only', (columns, rows) => {
	const lines = fitChecklist([setup([row('a')], {name: 'fine'}), manyProjects('Team-177')], signs, {
		columns,
		rows: rows - 3,
		view: 'problems',
	});
	expect(lines.length).toBeLessThanOrEqual(rows - 3);
	expect(lines.join('\n')).toContain('  Team-177\n  ✘ Fail: Row role');
});

test('a setup that was taken back is one line, and so is every setup of a summary', () => {
	const setups = [
		setup([row('a'), row('b', 'waiting')], {name: 'fine'}),
		setup([row('a', 'fail'), row('b', 'unknown')], {
			name: 'gone',
			takenBackAt: '2026-11-30T10:00:00.000Z',
		}),
		setup([row('a', 'warn'), row('b', 'unknown')], {name: 'blind'}),
		setup([row('a', 'fail'), row('b')], {name: 'broken'}),
	];
	const gone =
		'• gone (ekm, 111122223333, us-east-1): taken back with undo on 2026-11-30; the assistant, or apply with its setup file, sets it up again.';
	expect(checkLines(setups, signs, 'summary')).toEqual([
		'✘ Fail: broken, 1 pass, 1 fail',
		'? Cannot tell: blind, 1 warn, 1 cannot tell',
		'… Waiting: fine, 1 pass, 1 waiting',
		gone,
	]);
	const lines = checkLines(setups, signs);
	expect(lines).toContain(gone);
	expect(lines.at(-1)).toBe('2 pass, 1 warn, 1 fail, 1 cannot tell, 1 waiting');
	expect(checkLines(setups.slice(1, 2), signs)).toEqual([gone]);
	expect(checkLines(setups, signs, 'all')).not.toContain(gone);
});

test('projects that only wait are folded, and named by what they wait for', () => {
	const names = Array.from({length: 12}, (_, index) => `Team-${index + 1}`);
	const checks = [
		...names.flatMap((group) => [
			row(`role:${group}`, 'pass', {
				group,
				question: 'role',
				title: 'The role exists',
			}),
			row(`used:${group}`, 'waiting', {
				group,
				question: 'used',
				title: 'Proof: used',
			}),
		]),
		row('role:Odd', 'fail', {group: 'Odd', title: 'The role exists'}),
		row('inside:Sales', 'unknown', {
			group: 'Sales',
			title: 'Each secret is JSON with keys',
			isSupplementary: true,
		}),
	];
	const lines = checkLines([setup(checks, {guide: 'secrets'})], signs);
	expect(lines.slice(1, -2)).toEqual([
		'  Odd',
		'  ✘ Fail: The role exists',
		'    What AWS says of role:Odd.',
		'    → Mend role:Odd.',
		'  ? Cannot tell: Each secret is JSON with keys',
		'    Sales',
		'  … Waiting: Proof: used',
		`    ${names.slice(0, 10).join(', ')} and 2 more (--all lists them)`,
		'  ✔ 12 pass, 13 of 14 projects in order',
	]);
});

test('what fails in a setup that was taken back is no failure; what could not be looked at, and other setups, count', () => {
	const gone = (...checks: Check[]) => setup(checks, {takenBackAt: '2026-11-30T10:00:00.000Z'});
	const failing = row('a', 'fail');
	expect(checkExitCode([gone(failing)])).toBe(0);
	expect(checkExitCode([gone(failing, row('b', 'unknown'))])).toBe(3);
	expect(checkExitCode([gone(failing), setup([failing])])).toBe(1);
});
