import {expect, test, vi} from 'vitest';
import {IdentityListView} from '../../../source/app/identity/identity-list.js';
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
		<IdentityListView list={undefined} readAt={0} onSelect={onSelect} />,
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
		/>,
	);
	await press('i');
	expect(frame()).toMatch(/\/ stagi\s+1 of 2\s+❯ staging: ready/v);
});
