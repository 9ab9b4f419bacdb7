import {expect, test, vi} from 'vitest';
import {type Check} from '../../../../source/guides/guide.js';
import {
	ChecklistStep,
	splitChecks,
} from '../../../../source/guides/secrets/steps/checklist-step.js';
import {StepContextProvider} from '../../../../source/guides/step-frame.js';
import {renderAt} from '../../../support/render-at.js';
import {secretsProps} from './secrets-props.js';

const names = ['Orders', 'Billing', 'Payroll', 'Stock'];

const rowsOf = (known: number): Check[] =>
	names.map((name, index) => ({
		id: `role:${name}`,
		title: 'The role is there',
		status: index < known ? 'pass' : 'waiting',
		detail: '',
		fix: '',
		group: name,
	}));

test('while AWS is asked about many projects, it says how many are known, the list can be used, and Esc leaves', async () => {
	const onBack = vi.fn<() => void>();
	const step = (known: number) => {
		const {props} = secretsProps(
			{projects: names.map((name) => ({name}))},
			{},
			{checks: rowsOf(known), isRefreshing: known < names.length},
		);
		return (
			<StepContextProvider
				value={{
					title: 'Checklist',
					location: '',
					steps: [],
					banner: [],
					identity: [],
					help: undefined,
					onBack,
					signIn: {isNeeded: false, go: () => undefined},
				}}
			>
				<ChecklistStep {...props} />
			</StepContextProvider>
		);
	};

	const {frame, press, rerender} = renderAt(step(2));
	expect(frame()).toMatch(/4 in all · asked 2 of 4 projects\s/v);
	await press('look');
	expect(frame()).toMatch(/❯ Looking again/v);
	await press('\u{1B}');
	await vi.waitFor(() => {
		expect(onBack).toHaveBeenCalledOnce();
	});
	rerender(step(4));
	expect(frame()).toMatch(/No project matches · 4 in all\s+❯ Look again/v);
	expect(frame()).not.toContain('asked');
});

const row = (id: string, status: Check['status'], isSupplementary = false): Check => ({
	id,
	title: id,
	status,
	detail: '',
	fix: '',
	group: 'A',
	isSupplementary,
});

test('whose a row is is not told by its id', () => {
	const checks = [row('role:A', 'pass'), {...row('x:A', 'fail'), group: 'x:A'}];
	const {general, byProject} = splitChecks(checks, ['A', 'x:A']);
	expect(general).toEqual([]);
	expect(byProject.map(({name, status}) => [name, status])).toEqual([
		['x:A', 'fail'],
		['A', 'pass'],
	]);
});

test.each<[string, Check[], string]>([
	['all pass', [row('role:A', 'pass')], 'All 1 checks pass'],
	[
		'what could not be looked at does not pass',
		[row('role:A', 'pass'), row('json:A', 'unknown', true), row('used:A', 'waiting', true)],
		'1 pass; 1 cannot be told, 1 waiting',
	],
	['a failure', [row('role:A', 'fail')], 'Fail: role:A'],
])('a project in the list: %s', (_name, checks, detail) => {
	expect(splitChecks(checks, ['A']).byProject[0]?.detail).toBe(detail);
});
