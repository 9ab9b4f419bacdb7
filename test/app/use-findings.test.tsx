import {Text} from 'ink';
import {expect, test, vi} from 'vitest';
import {newBackground} from '../../source/app/lifetime.js';
import {useFindings} from '../../source/app/use-findings.js';
import {runnerOf} from '../../source/app/guide-runner.js';
import {type Identity} from '../../source/aws/session.js';
import {useInput} from '../../source/ui/use-input.js';
import {ThemeProvider} from '../../source/ui/theme.js';
import {draftsBySetup} from '../../source/ui/drafts.js';
import {ekmHelp} from '../../source/guides/ekm/help.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {type EkmStepProps} from '../../source/guides/ekm/services.js';
import {type SavedSetup} from '../../source/setups/saved-setup.js';
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

test('while changes are made, no entry of the journal has anything worked out anew', async () => {
	await using home = await freshHome();
	const {saved} = openSetupStore(home.home).create({guide: 'ekm', name: 'production'});
	const plan = vi.fn<typeof definition.plan>(definition.plan);
	const check = vi.fn<typeof definition.check>(definition.check);
	const counting = {...definition, plan, check};
	const answers = definition.answers.parse(saved.setup);
	const observation = definition.emptyState(
		answers,
		{account: operator.account, region: 'us-east-1'},
		{saved},
	);
	const fixed = {
		answers,
		observation,
		complete: observation,
		connection: {...connection(), identity: {state: 'found' as const, value: operator}},
		others: new Map(),
		overlaps: {warnings: [], blockers: []},
	};

	function Findings({at, isWriting}: {readonly at: SavedSetup; readonly isWriting: boolean}) {
		const {checks} = useFindings(counting, {...fixed, saved: at, isWriting});
		return (
			<Text>
				{at.journal.length} entries, {checks.length > 0 ? 'rows' : 'no rows'}.
			</Text>
		);
	}

	const {rerender, waitForFrame} = renderAt(<Findings isWriting={false} at={saved} />);
	const counts = () => [plan, check].map(({mock}) => mock.calls.length);
	await waitForFrame('0 entries, rows.');
	const before = counts();
	const entry = {
		at: saved.createdAt,
		change: 'create-key',
		call: {service: 'kms', operation: 'CreateKey', input: {}},
		state: 'intent' as const,
	};
	for (const length of [1, 2, 3]) {
		rerender(<Findings isWriting at={{...saved, journal: Array.from({length}, () => entry)}} />);
		await waitForFrame(`${length} entries, rows.`);
	}

	expect(counts()).toEqual(before);
	const after = {...saved, journal: [entry]};
	rerender(<Findings isWriting={false} at={after} />);
	await waitForFrame('1 entries, rows.');
	expect(plan).toHaveBeenLastCalledWith(answers, observation, after);
	expect(counts()).toEqual(before.map((count) => count + 1));
});
