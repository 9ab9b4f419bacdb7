import {renderToString} from 'ink';
import {type ReactNode} from 'react';
import {Checklist} from '../../../source/ui/checklist.js';
import {FilterList} from '../../../source/ui/filter-list.js';
import {ScrollBox} from '../../../source/ui/scroll-box.js';
import {Message} from '../../../source/ui/message.js';
import {Select} from '../../../source/ui/select.js';
import {changeLines} from '../../../source/guides/steps/changes-view.js';
import {type Change} from '../../../source/resources/call.js';
import {symbols} from '../../../source/terminal/symbols.js';
import {assertPlain} from '../drawn.js';
import {mutateText} from '../mutate-text.js';
import {type FuzzedParser} from '../parser.js';
import {type Random} from '../random.js';
import {randomPolicy} from '../random-policy.js';

const samples = [
	'alias/finance',
	'arn:aws:iam::111122223333:role/Workato-DB',
	'The key policy lets Workato encrypt and decrypt.',
	'',
];

// What Ink itself writes to colour and to style; everything else with an escape in it came from outside.
// eslint-disable-next-line no-control-regex, regexp/no-control-character -- these are what is looked for.
const style = /\u{1B}\[[\d;]*m/gv;

/** Names, notes and policies of others on the screens' own components. */
export const screens: FuzzedParser = {
	name: 'screens',
	bound: 5000,
	cases: 3000,
	open: () => ({
		try(random) {
			const columns = random.pick([20, 40, 80, 120]);
			const drawn = renderToString(element(random), {columns});
			assertPlain(drawn.replaceAll(style, ''));
		},
	}),
};

const nothing = () => undefined;

function element(random: Random): ReactNode {
	const text = () => mutateText(random, samples).slice(0, 120);
	switch (random.below(6)) {
		case 0: {
			return <Message kind="problem" text={text()} />;
		}

		case 1: {
			return (
				<Checklist
					rows={12}
					checks={[
						{
							id: 'a',
							title: text(),
							status: random.pick(['pass', 'warn', 'fail', 'unknown']),
							detail: text(),
							fix: text(),
						},
					]}
				/>
			);
		}

		case 2: {
			return (
				<FilterList
					rows={8}
					placeholder={text()}
					items={['1', '2'].map((id) => ({
						id,
						label: text(),
						detail: text(),
						value: id,
					}))}
					onSelect={nothing}
				/>
			);
		}

		case 3: {
			return <ScrollBox rows={8} lines={[{gutter: text(), text: text()}]} />;
		}

		case 4: {
			const [before, after] = [randomPolicy(random, 'key'), randomPolicy(random, 'key')];
			const policy = {
				before: {...before, [text()]: text()},
				after: {...after, Statement: [{Sid: text()}, ...after.Statement]},
			};
			const change: Change = {
				id: 'a',
				title: 'Write the policy',
				why: 'It lacks a statement.',
				call: {service: 'kms', operation: 'PutKeyPolicy', input: {Policy: text()}},
				policy,
			};
			const lines = changeLines(
				[change],
				random.pick(['summary', 'diff', 'json', 'commands'] as const),
				{
					symbols: symbols(true),
					columns: random.pick([20, 40, 80, 120]),
					session: {region: 'us-east-1', sandbox: false},
					isReasoned: true,
				},
			);
			return <ScrollBox rows={10} lines={lines} />;
		}

		default: {
			return <Select items={[{label: text(), hint: text(), value: 1}]} onSelect={nothing} />;
		}
	}
}
