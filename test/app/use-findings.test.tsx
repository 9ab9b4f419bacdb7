import {Text} from 'ink';
import {expect, test, vi} from 'vitest';
import {newBackground} from '../../source/app/lifetime.js';
import {runnerOf} from '../../source/app/guide-runner.js';
import {type Identity} from '../../source/aws/session.js';
import {useInput} from '../../source/ui/use-input.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {draftsBySetup} from '../../source/ui/drafts.js';
import {ekmHelp} from '../../source/guides/ekm/help.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {type EkmStepProps} from '../../source/guides/ekm/services.js';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {connection} from '../guides/steps/step-props.js';
import {freshHome} from '../support/fresh-home.js';
import {renderAt} from '../support/render-at.js';

const {definition} = ekmScreens;
const operator: Identity = {
	account: '111122223333',
	arn: 'arn:aws:iam::111122223333:user/ada',
	partition: 'aws',
	source: 'environment',
};

function Screen({plan, checks, answers, send}: EkmStepProps) {
	useInput((input) => {
		if (input === 'n') {
			send({type: 'note', answers: {accepted: true}});
		}
	});
	return (
		<Text>
			{plan ? 'Planned' : 'Not planned'}, {checks.length} rows, accepted: {String(answers.accepted)}
			.
		</Text>
	);
}

test('plan, rows and outputs are worked out once for each observation and answers, however often a screen is drawn', async () => {
	await using home = await freshHome();
	const store = openSetupStore(home.home);
	const {saved} = store.create(
		{guide: 'ekm', name: 'production', key: {use: 'alias/ours'}},
		{account: operator.account},
	);
	const seen = definition.emptyState(
		definition.answers.parse(saved.setup),
		{account: operator.account, region: 'us-east-1'},
		{saved},
	);
	const plan = vi.fn<typeof definition.plan>(definition.plan);
	const check = vi.fn<typeof definition.check>(definition.check);
	const outputs = vi.fn<typeof definition.outputs>(definition.outputs);
	const Runner = runnerOf({
		...ekmScreens,
		definition: {
			...definition,
			plan,
			check,
			outputs,
			observe: async () => seen,
		},
		steps: [
			{
				id: 'arn',
				title: 'The key ARN',
				short: 'the key arn',
				help: ekmHelp.arn,
				isRefreshing: true,
				Screen,
			},
		],
	});
	const drafts = draftsBySetup()('production');
	const given = {
		...connection(),
		identity: {state: 'found' as const, value: operator},
	};
	const drawn = (warning: string) => (
		<ThemeProvider hasUnicode hasColor={false}>
			<Runner
				saved={saved}
				at="arn"
				drafts={drafts}
				store={store}
				connection={{...given, warnings: [warning]}}
				background={newBackground()}
				onHome={vi.fn<() => void>()}
				onSignIn={vi.fn<() => void>()}
			/>
		</ThemeProvider>
	);
	const counts = () => [plan, check, outputs].map(({mock}) => mock.calls.length);
	const {rerender, waitForFrame, press} = renderAt(drawn('one'));
	await waitForFrame('Planned, ');
	const before = counts();
	expect(plan).toHaveBeenCalledOnce();
	for (const warning of ['two', 'three', 'four']) {
		rerender(drawn(warning));
	}

	expect(counts()).toEqual(before);
	await press('n');
	await waitForFrame('accepted: true');
	expect(plan).toHaveBeenCalledTimes(2);
});
