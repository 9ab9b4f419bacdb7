import {expect, test, vi} from 'vitest';
import {FileProblemsView, IdentityListView} from '../../../source/app/identity/identity-list.js';
import {type IdentityChoice} from '../../../source/aws/profiles/identity-choice.js';
import {keys, renderAt} from '../../support/render-at.js';

const profile = (name: string): IdentityChoice => ({
	id: `profile:${name}`,
	kind: 'access-key',
	label: 'Access key in a file',
	profile: name,
	state: {type: 'ready'},
	warnings: [],
});

test('what is typed before the list is there filters it; Enter takes nothing that was not seen', async () => {
	const onSelect = vi.fn<(choice: unknown) => void>();
	const {frame, press, rerender} = renderAt(
		<IdentityListView
			list={undefined}
			readAt={0}
			onSelect={onSelect}
			onBack={vi.fn<() => void>()}
		/>,
	);
	expect(frame()).toMatch(/Who are you in AWS\?.*Reading your AWS files/sv);
	await press('stag');
	await press(keys.enter);
	expect(onSelect).not.toHaveBeenCalled();
	rerender(
		<IdentityListView
			list={{
				choices: [profile('production'), profile('staging')],
				problems: [],
			}}
			readAt={0}
			onSelect={onSelect}
			onBack={vi.fn<() => void>()}
		/>,
	);
	await press('i');
	expect(frame()).toMatch(/\/ stagi\s+1 of 2\s+❯ staging: ready/v);
});

test('many odd places in the files are one line that opens, and the list stays on screen', async () => {
	const onSelect = vi.fn<(choice: unknown) => void>();
	const problems = Array.from({length: 61}, (_, index) => ({
		path: '/home/ana/.aws/config',
		line: index + 1,
		message: 'This section is there already, on line 1.',
		reader: index === 60 ? ('aws CLI' as const) : ('SDK' as const),
	}));
	const {frame, press} = renderAt(
		<IdentityListView
			list={{choices: [profile('production'), profile('staging')], problems}}
			readAt={0}
			onSelect={onSelect}
			onBack={vi.fn<() => void>()}
		/>,
	);
	const text = frame().replaceAll(/\s+/gv, ' ');
	expect(text).toContain(
		'61 places in your AWS files are not read as they stand. The aws CLI refuses /home/ana/.aws/config.',
	);
	expect(text).not.toContain('line 7');
	expect(frame()).toContain('❯ production: ready');
	await press('see what');
	await press(keys.enter);
	expect(onSelect).toHaveBeenCalledWith({type: 'problems'});
	const view = renderAt(<FileProblemsView problems={problems} onBack={() => undefined} />);
	expect(view.frame()).toContain('/home/ana/.aws/config: the aws CLI refuses this file.');
	expect(view.frame()).toContain('Line 1: This section is there already');
	await view.press(keys.end);
	await view.waitForFrame('Line 61');
});
