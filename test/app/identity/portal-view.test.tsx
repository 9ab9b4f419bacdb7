import {expect, test} from 'vitest';
import {PortalView} from '../../../source/app/identity/portal-view.js';
import {keys, renderAt} from '../../support/render-at.js';

test.each([
	[40, 15],
	[40, 20],
	[80, 24],
])(
	'the question for the region begins with its first words at %i by %i',
	async (columns, rows) => {
		const {press, waitForFrame} = renderAt(
			<PortalView
				startUrl="https://d-1234567890.awsapps.com/start"
				onPortal={() => undefined}
				onBack={() => undefined}
			/>,
			{columns, rows},
		);
		await waitForFrame('Start URL');
		await press(keys.enter);
		const frame = await waitForFrame('in all');
		expect(frame).toContain('In which region');
		expect(frame).toMatch(/❯ [a-z]+-[a-z]+-\d/v);
		expect(frame).not.toContain('above: PageUp');
	},
);
