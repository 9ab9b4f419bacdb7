import {describe, expect, test} from 'vitest';
import {Loading, ProgressList, type ProgressItem} from '../../source/ui/loading.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {renderAt} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

const items: readonly ProgressItem[] = [
	{id: '1', title: 'Create the key', status: 'done'},
	{
		id: '2',
		title: 'Create the alias',
		status: 'failed',
		error: 'The alias is taken.',
	},
	{id: '3', title: 'Turn on rotation', status: 'planned'},
	{id: '4', title: 'Tag the key', status: 'skipped'},
];

describe('progress', () => {
	test('says how far each change is, and what went wrong', () => {
		const {frame} = renderKit(<ProgressList items={items} />);
		expect(frame()).toBe(
			[
				'✔ Create the key',
				'✘ Create the alias',
				'  The alias is taken.',
				'• Turn on rotation',
				'─ Tag the key',
			].join('\n'),
		);
	});

	test('follows the change that runs', async () => {
		const many: ProgressItem[] = Array.from({length: 20}, (_, index) => ({
			id: String(index),
			title: `change ${index}`,
			status: index < 9 ? 'done' : index === 9 ? 'running' : 'planned',
		}));
		const {frame} = renderKit(
			<ThemeProvider hasUnicode={false}>
				<ProgressList items={many} rows={3} />
			</ThemeProvider>,
		);
		expect(frame()).toMatch(/^\[ok\] change 7\n\[ok\] change 8\n. change 9$/v);
	});

	test('moves while something runs', async () => {
		const running: ProgressItem = {id: '1', title: 'Wait', status: 'running'};
		const {frame, waitForFrame} = renderAt(<ProgressList items={[running]} />);
		expect(frame()).toBe('⠋ Wait');
		await waitForFrame('⠙ Wait');
	});

	test('is plain words to a screen reader', () => {
		const {frame} = renderAt(
			<>
				<ProgressList items={[{id: '1', title: 'Wait', status: 'running'}]} />
				<Loading text="Reading the key" />
			</>,
			{isScreenReader: true},
		);
		expect(frame()).toBe('list: → Running: Wait\nprogressbar: (busy) Reading the key');
	});
});
