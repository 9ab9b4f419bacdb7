import {type ReactElement} from 'react';
import {describe, expect, test, vi} from 'vitest';
import {BodySizeProvider} from '../../source/ui/theme.js';
import {WayProvider, DraftsProvider} from '../../source/ui/drafts.js';
import {QuestionBody, QuestionScreen} from '../../source/ui/question-screen.js';
import {type Question, type TextQuestion, type Typing} from '../../source/ui/question.js';
import {useQuestion} from '../../source/ui/use-question.js';
import {keys, renderAt} from '../support/render-at.js';
import {renderKit} from '../support/render-kit.js';

function Asked<Value, Id extends string>({
	question,
	rows = 20,
}: {
	readonly question: Question<Value, Id>;
	readonly rows?: number;
}) {
	const asked = useQuestion(question);
	return (
		<BodySizeProvider value={{columns: 80, rows}}>
			<QuestionBody {...asked} />
		</BodySizeProvider>
	);
}

const days = (onAnswer: (value: number) => void): TextQuestion<number> => ({
	kind: 'text',
	id: 'days',
	text: 'AWS makes new key material.',
	label: 'Days',
	initial: '365',
	remark: (text) => ({kind: 'info', text: `${text.length} digits.`}),
	validate: (text) => (Number(text) >= 90 ? {value: Number(text)} : {problem: 'At least 90.'}),
	onAnswer,
});

describe('a text', () => {
	test('is remarked on while it stands there, and taken as what it means', async () => {
		const onAnswer = vi.fn<(value: number) => void>();
		const {frame, press} = renderKit(<Asked question={days(onAnswer)} />);
		expect(frame()).toBe(
			['AWS makes new key material.', '', 'Days', '❯ 365', '', 'i 3 digits.'].join('\n'),
		);
		await press(keys.ctrl('u'), '4', '0', keys.enter);
		expect(frame()).toContain('✘ At least 90.');
		expect(onAnswer).not.toHaveBeenCalled();
		await press('0');
		expect(frame()).toContain('i 3 digits.');
		await press(keys.enter);
		expect(onAnswer).toHaveBeenCalledExactlyOnceWith(400, expect.anything());
	});

	test('that comes in one read with its Enter is validated whole', async () => {
		const onAnswer = vi.fn<(value: number) => void>();
		const {pour} = renderAt(<Asked question={days(onAnswer)} />);
		await pour(`${keys.ctrl('u')}730\r`);
		await vi.waitFor(() => {
			expect(onAnswer).toHaveBeenCalledExactlyOnceWith(730, expect.anything());
		});
	});

	test('is still there when the person comes back, unless it begins anew', async () => {
		const drafts = new Map<string, string>();
		const asked = (question: Question<number>): ReactElement => (
			<DraftsProvider value={drafts}>
				<Asked key={question.id} question={question} />
			</DraftsProvider>
		);
		const question = days(vi.fn<(value: number) => void>());
		const other: Question = {kind: 'choice', id: 'other', options: []};
		const {frame, press, rerender} = renderKit(asked(question));
		await press(keys.ctrl('u'), '9', '0');
		rerender(<Asked question={other} />);
		expect(frame()).not.toContain('90');
		rerender(asked(question));
		expect(frame()).toContain('❯ 90');
		rerender(asked({...question, id: 'fresh', isFresh: true}));
		expect(frame()).toContain('❯ 365');
	});

	test('its own keys put another text in place, and say what they could not', async () => {
		const onChange = vi.fn<(text: string) => void>();
		const {frame, press} = renderKit(
			<Asked
				question={{
					...days(vi.fn<(value: number) => void>()),
					onChange,
					keys: [
						{
							key: 'Ctrl+P',
							does: 'practice value',
							press({change}: Typing<string>) {
								change('100');
							},
						},
						{
							key: 'Ctrl+O',
							does: 'open the page',
							press({notify}: Typing<string>) {
								notify({kind: 'warning', text: 'Not opened.'});
							},
						},
					],
				}}
			/>,
		);
		await press(keys.ctrl('p'));
		expect(frame()).toContain('❯ 100');
		expect(onChange).toHaveBeenCalledExactlyOnceWith('100', expect.anything());
		await press(keys.ctrl('o'));
		expect(frame()).toContain('! Not opened.');
	});
});

describe('a form', () => {
	const form = (
		validate: Extract<Question<string, 'alias' | 'tags'>, {kind: 'form'}>['validate'],
		onAnswer: (key: string) => void,
	): Question<string, 'alias' | 'tags'> => ({
		kind: 'form',
		id: 'new key',
		fields: [
			{id: 'alias', label: 'Alias', initial: 'workato'},
			{id: 'tags', label: 'Tags', placeholder: 'optional'},
		],
		waiting: 'Asking AWS',
		validate,
		onAnswer,
	});

	test('is validated as a whole, and waits for what AWS says', async () => {
		const asked = Promise.withResolvers<{value: string}>();
		const validate = vi.fn(async () => asked.promise);
		const onAnswer = vi.fn<(key: string) => void>();
		const {frame, press} = renderKit(<Asked question={form(validate, onAnswer)} />);
		await press(keys.enter, 'a', '=', '1', keys.enter);
		expect(validate).toHaveBeenCalledExactlyOnceWith({
			alias: 'workato',
			tags: 'a=1',
		});
		expect(frame()).toContain('Asking AWS');
		asked.resolve({value: 'fine'});
		await vi.waitFor(() => {
			expect(onAnswer).toHaveBeenCalledExactlyOnceWith('fine', expect.anything());
		});
		expect(frame()).not.toContain('Asking AWS');
	});

	test('an answer that was changed while AWS was asked is none', async () => {
		const asked = Promise.withResolvers<{value: string}>();
		const onAnswer = vi.fn<(key: string) => void>();
		const {frame, press} = renderKit(
			<Asked question={form(async () => asked.promise, onAnswer)} />,
		);
		await press(keys.ctrl('d'), keys.end, 'x');
		asked.resolve({value: 'too late'});
		await press(keys.down);
		expect(frame()).toContain('workatox');
		expect(onAnswer).not.toHaveBeenCalled();
	});
});

describe('a form of fields that are judged', () => {
	const onAnswer = vi.fn<(given: Readonly<Record<string, string>>) => void>();
	const question: Question<Readonly<Record<string, string>>, 'days' | 'tag' | 'owner'> = {
		kind: 'form',
		id: 'judged',
		isFresh: true,
		fields: [
			{
				id: 'days',
				label: 'Days',
				problemOf: (text) => (text === '' ? 'Give a number.' : undefined),
			},
			{
				id: 'tag',
				label: 'Tag',
				problemOf: (text) => (text.includes('!') ? 'No exclamation.' : undefined),
			},
			{id: 'owner', label: 'Owner'},
		],
		validate: (given) =>
			given.owner === 'nobody' ? {problem: 'AWS knows nobody.', at: 'owner'} : {value: given},
		onAnswer,
	};

	test('says what is wrong below the field that was left, until that changes', async () => {
		const {frame, press} = renderKit(<Asked question={question} />);
		expect(frame()).not.toContain('Problem');
		await press('\t');
		expect(frame()).toMatch(/Days\n\n✘ Give a number\.\n\nTag/v);
		await press('x');
		expect(frame()).toContain('Give a number.');
		await press(keys.up, '9');
		expect(frame()).not.toContain('Give a number.');
	});

	test('is not handed over with a field that is wrong: the caret goes to the first of them', async () => {
		const {frame, press} = renderKit(<Asked question={question} />);
		await press('\t', '!', keys.ctrl('d'));
		expect(frame()).toMatch(/❯\n✘ Give a number\.\n\nTag\n {2}!\n✘ No excl/v);
		expect(onAnswer).not.toHaveBeenCalled();
		await press('9', '\t', keys.backspace, '\t', ...'nobody', keys.enter);
		expect(frame()).toMatch(/Owner\n❯ nobody\n✘ AWS knows nobody\./v);
		await press('!', keys.enter);
		expect(onAnswer).toHaveBeenCalledExactlyOnceWith(
			{days: '9', tag: '', owner: 'nobody!'},
			expect.anything(),
		);
	});
});

describe('what is found wrong with a text', () => {
	const question: Question<number> = {
		kind: 'text',
		id: 'days of two digits',
		isFresh: true,
		label: 'Days',
		remark: (text) =>
			text.length === 2
				? {kind: 'success', text: 'Fine.'}
				: {kind: 'problem', text: 'Two digits, please.'},
		validate: (text) =>
			text.length === 2 ? {value: Number(text)} : {problem: 'Two digits, please.'},
		onAnswer: vi.fn<(days: number) => void>(),
	};

	test('is said at Enter, and not while one types', async () => {
		const {frame, press} = renderKit(<Asked question={question} />);
		await press('9');
		expect(frame()).not.toContain('Two digits');
		await press(keys.enter);
		expect(frame()).toContain('✘ Two digits, please.');
		await press('0', '0');
		expect(frame()).not.toContain('Two digits');
		await press(keys.backspace);
		expect(frame()).toContain('✔ Fine.');
	});

	test('is said of a paste at once: it came whole', async () => {
		const {frame, press} = renderKit(<Asked question={question} />);
		await press(keys.paste('365'));
		expect(frame()).toContain('✘ Two digits, please.');
	});

	test('with the field that was left', async () => {
		const form: Question<Readonly<Record<string, string>>, 'one' | 'other'> = {
			kind: 'form',
			id: 'two texts',
			isFresh: true,
			fields: [
				{id: 'one', label: 'One'},
				{id: 'other', label: 'Other'},
			],
			remark: ({one}) => (one === 'x' ? {kind: 'warning', text: 'Not x.'} : undefined),
			validate: (given) => ({value: given}),
			onAnswer: vi.fn<() => void>(),
		};
		const {frame, press} = renderKit(<Asked question={form} />);
		await press('x');
		expect(frame()).not.toContain('Not x.');
		await press('\t');
		expect(frame()).toContain('! Not x.');
	});
});

describe('who comes back', () => {
	const option = (label: string) => ({label, choose: vi.fn<() => void>()});
	const rows = ['orders', 'invoices'].map((id) => ({id, label: id}));
	test.each<[string, Question, string, string]>([
		[
			'to a menu',
			{kind: 'choice', id: 'key', options: [option('New'), option('Listed')]},
			'❯ 1. New',
			'❯ 2. Listed',
		],
		[
			'to what can be done in a list',
			{
				kind: 'list',
				id: 'keys',
				actions: [option('Continue'), option('Add')],
				rows: [...rows, ...['stock', 'sales', 'people'].map((id) => ({id, label: id}))],
				onAnswer: vi.fn<() => void>(),
			},
			'❯ Continue',
			'❯ Add',
		],
	])('%s is where they were', async (_, question, first, row) => {
		const onBack = vi.fn<() => void>();
		const other: Question = {kind: 'choice', id: 'other', options: [option('Go on')], onBack};
		const asked = (now: Question) => (
			<WayProvider>
				<QuestionScreen
					key={now.id}
					title="A question"
					help={{what: '', why: '', troubles: [], terms: [], pages: []}}
					question={now}
				/>
			</WayProvider>
		);
		const {press, waitForFrame, rerender} = renderAt(asked(question));
		const go = async (sign: string, ...by: string[]) => {
			await waitForFrame(sign);
			await press(...by);
		};

		await go(first, keys.down, keys.enter);
		rerender(asked(other));
		await go('❯ Go on', '\u{1B}');
		await vi.waitFor(() => {
			expect(onBack).toHaveBeenCalledOnce();
		});
		rerender(asked(question));
		await go(row);
		// What was answered meanwhile leads on.
		rerender(asked(other));
		await go('❯ Go on', keys.enter);
		rerender(asked(question));
		await waitForFrame(first);
	});
});

describe('a choice', () => {
	test('with a text to read leaves it the room, and the arrows to the menu', async () => {
		const {frame, press} = renderKit(
			<Asked
				rows={10}
				question={{
					kind: 'choice',
					id: 'written',
					reading: Array.from({length: 30}, (_, index) => ({text: `line ${index + 1}`})),
					text: 'Once it is applied, come back.',
					message: [
						{kind: 'success', text: 'Saved.'},
						{kind: 'info', text: 'It is new.'},
					],
					options: [
						{label: 'Save it', choose: vi.fn<() => void>()},
						{label: 'Copy it', choose: vi.fn<() => void>()},
					],
				}}
			/>,
		);
		const below = [
			'Once it is applied, come back.',
			'✔ Saved.',
			'i It is new.',
			'',
			'  1. Save it',
			'❯ 2. Copy it',
		];
		await press(keys.down);
		expect(frame()).toBe(['line 1', 'line 2', 'line 3', 'lines 1–3 of 30', ...below].join('\n'));
		await press(keys.pageDown);
		expect(frame()).toBe(['line 3', 'line 4', 'line 5', 'lines 3–5 of 30', ...below].join('\n'));
	});

	test('does what its option does, which may say why it cannot', async () => {
		const {frame, press} = renderKit(
			<Asked
				question={{
					kind: 'choice',
					id: 'scope',
					text: 'Who shares a role?',
					options: [
						{label: 'Each project', choose: vi.fn<() => void>()},
						{
							label: 'The workspace',
							choose({notify}) {
								notify({kind: 'problem', text: 'Two projects are there.'});
							},
						},
					],
				}}
			/>,
		);
		expect(frame()).toBe(
			['Who shares a role?', '', '❯ 1. Each project', '  2. The workspace'].join('\n'),
		);
		await press('2');
		expect(frame()).toContain('✘ Two projects are there.');
	});

	test('yes or no begins with no', async () => {
		const onYes = vi.fn<() => void>();
		const onNo = vi.fn<() => void>();
		const {frame, press} = renderKit(
			<Asked
				question={{
					kind: 'confirm',
					id: 'agree',
					warnings: ['It is open to the world.'],
					no: 'No, go back',
					yes: 'Yes, I agree',
					onYes,
					onNo,
				}}
			/>,
		);
		expect(frame()).toBe(
			[
				'! It is open to the world.',
				'',
				'Is this what you want?',
				'❯ 1. No, go back',
				'  2. Yes, I agree',
			].join('\n'),
		);
		await press(keys.enter);
		expect(onNo).toHaveBeenCalledOnce();
		await press('2');
		expect(onYes).toHaveBeenCalledOnce();
	});
});

describe('a list', () => {
	const rows = ['orders', 'invoices', 'customers', 'stock', 'sales'].map((id) => ({
		id,
		label: `Project ${id}`,
	}));

	test('of a few bare rows is a menu, as is what remains when it has none', () => {
		const asked = (given: typeof rows) =>
			renderKit(
				<Asked
					question={{
						kind: 'list',
						id: 'projects',
						actions: [{label: 'Add one', choose: vi.fn<() => void>()}],
						rows: given,
						onAnswer: vi.fn<(id: string) => void>(),
					}}
				/>,
			).frame();
		expect(asked([])).toContain('❯ Add one');
		expect(asked([])).not.toContain('filter');
		expect(asked(rows.slice(0, 4))).toContain('  5. Project stock');
		expect(asked(rows)).toContain('/ Type to filter');
	});

	test('has what can be done above its rows, and takes one', async () => {
		const add = vi.fn<() => void>();
		const onAnswer = vi.fn<(id: string) => void>();
		const {frame, press} = renderKit(
			<Asked
				question={{
					kind: 'list',
					id: 'projects',
					text: '5 projects.',
					actions: [{label: 'Add one', choose: add}],
					rows,
					onAnswer,
				}}
			/>,
		);
		expect(frame()).toContain('❯ Add one');
		await press(keys.enter);
		expect(add).toHaveBeenCalledOnce();
		await press('i', 'n', 'v', keys.enter);
		expect(onAnswer).toHaveBeenCalledExactlyOnceWith('invoices');
	});

	test('takes several that are ticked, in its own order', async () => {
		const onAnswer = vi.fn<(ids: readonly string[]) => void>();
		const {press} = renderKit(
			<Asked
				question={{
					kind: 'multiselect',
					id: 'secrets',
					initial: ['customers'],
					rows,
					onAnswer,
				}}
			/>,
		);
		await press('\t', keys.enter);
		expect(onAnswer).toHaveBeenCalledExactlyOnceWith(['orders', 'customers']);
	});
});

test('a text of several lines goes on a line of its own in a list, and shows where its problems are', async () => {
	const onAnswer = vi.fn<(count: number) => void>();
	const {frame, press, waitForFrame} = renderAt(
		<Asked
			question={{
				kind: 'paste',
				id: 'table',
				label: 'Paste it here',
				isList: true,
				initial: 'one',
				marks: (text) => (text.includes('!') ? [{line: 2, column: 1}] : []),
				validate: (text) =>
					text.includes('!')
						? {problem: 'Line 2 cannot be read.'}
						: {value: text.split('\n').length},
				onAnswer,
			}}
		/>,
	);
	await press(keys.paste('!'), keys.ctrl('d'));
	await waitForFrame('✘ Line 2 cannot be read.');
	expect(frame()).toContain('2! !');
	await press(keys.backspace, 't', 'w', 'o', keys.ctrl('d'));
	await vi.waitFor(() => {
		expect(onAnswer).toHaveBeenCalledExactlyOnceWith(2, expect.anything());
	});
});
