import {expect, test} from 'vitest';
import {DraftsProvider} from '../../../../source/ui/drafts.js';
import {ArnsStep} from '../../../../source/guides/secrets/steps/arns-step.js';
import {IdsStep} from '../../../../source/guides/secrets/steps/ids-step.js';
import {ProjectsStep} from '../../../../source/guides/secrets/steps/projects-step.js';
import {RoleStep} from '../../../../source/guides/secrets/steps/role-step.js';
import {ScopeStep} from '../../../../source/guides/secrets/steps/scope-step.js';
import {SecretsChoiceStep} from '../../../../source/guides/secrets/steps/secrets-choice-step.js';
import {UsingStep} from '../../../../source/guides/secrets/steps/using-step.js';
import {ToolsProvider} from '../../../../source/terminal/tools.js';
import {paperTools} from '../../../screens/paper-tools.js';
import {keys, renderAt} from '../../../support/render-at.js';
import {roleOf} from '../secrets-setup.js';
import {secretsProps} from './secrets-props.js';

const account = '353360065216';
const idOf = (project: number) => `workato_iam_external_id_12345_${project}`;

test('there is no way past the scope without the acknowledgement', async () => {
	const {props, sent} = secretsProps({
		scope: undefined,
		scopeAcknowledged: undefined,
	});
	const {press, waitForFrame} = renderAt(<ScopeStep {...props} />);
	await press('1');
	await waitForFrame('stops working');
	// “Not yet” comes first.
	await press(keys.enter);
	await waitForFrame('1. Each project has its own role');
	expect(sent).toEqual([]);
	await press('1');
	await waitForFrame('2. I understand');
	await press('2');
	expect(sent).toEqual([
		{type: 'answer', answers: {scope: 'project', scopeAcknowledged: true}},
		{type: 'next'},
	]);
});

test('what is kept is not offered a second time', async () => {
	const {props} = secretsProps({});
	const {frame, waitForFrame} = renderAt(<ScopeStep {...props} />);
	await waitForFrame('1. Keep your choice: each project has its own role');
	expect(frame()).not.toContain('Each project has its own role (recommended)');
	expect(frame()).toContain('2. One role for the whole workspace');
});

test('in a low window a long verdict leaves both ID fields in sight', async () => {
	const {props} = secretsProps({projects: [{name: 'Orders'}]});
	const {press, waitForFrame} = renderAt(
		<DraftsProvider value={new Map()}>
			<IdsStep {...props} />
		</DraftsProvider>,
		{columns: 40, rows: 15},
	);
	await waitForFrame('External ID for Orders');
	await press(keys.paste('111122223333'));
	const frame = await waitForFrame('  policy and role in AWS” in Workato.\nAWS Account ID');
	expect(frame).toContain('AWS Account ID\n❯ 111122223333\n');
	expect(frame).toContain('External ID for Orders');
	expect(frame).toContain('above: PageUp');
});

test('a table of projects is read as it is pasted, and a line to mend is named', async () => {
	const {props, sent} = secretsProps({});
	const {frame, press, waitForFrame} = renderAt(<ProjectsStep {...props} />);
	await waitForFrame('Type or paste it here');
	// Nothing stands there yet, so nothing is wrong.
	expect(frame()).not.toContain('1!');
	await press(keys.paste('project,external id\nShop,two words\n'));
	await waitForFrame('Line 2: The external ID of “Shop” has spaces in it');
	await press(keys.ctrl('u'));
	await press(keys.paste(`project,external id\nShop,${idOf(1)}\nStock,\n`));
	await waitForFrame('This adds 2 projects.');
	await press(keys.ctrl('d'));
	await waitForFrame('This is what was read: 2 projects. Nothing is taken yet.');
	expect(sent).toEqual([]);
	await press(keys.enter);
	expect(sent).toEqual([
		{
			type: 'answer',
			answers: {
				projects: [{name: 'Shop', externalId: idOf(1)}, {name: 'Stock'}],
			},
		},
	]);
});

test('two hundred projects: the rows are found by typing, and say what is missing', async () => {
	const projects = Array.from({length: 200}, (_, index) => ({
		name: `Project ${index + 1}`,
		...(index > 0 && {externalId: idOf(index)}),
		secrets: {prefix: `workato/p${index + 1}/`},
	}));
	const {props} = secretsProps({projects});
	const {press, frame} = renderAt(<ProjectsStep {...props} />, {columns: 40});
	expect(frame()).toContain('Continue with these 200 projects');
	expect(frame()).toContain('Project 1    needs external ID');
	await press('project 177');
	expect(frame()).toContain('2 of 200');
	expect(frame()).toContain('❯ Project 177  ready');
});

/** An API whose host is one of Workato's. */
const ownDataCentre = {
	host: () => 'www.workato.com',
	unknownHost: () => undefined,
	agree: () => undefined,
};

const longHost = 'www.workato.com.api.data-centre-of-the-united-states.attacker-example.net';

/** The API of a setup that names a stranger's host, and how often it was asked. */
function strangersApi() {
	const asked: string[] = [];
	let isAgreed = false;
	return {
		asked,
		workatoApi: {
			host: () => longHost,
			unknownHost: () => (isAgreed ? undefined : longHost),
			agree(host: string) {
				isAgreed = host === longHost;
			},
			async projects() {
				asked.push('projects');
				return {state: 'found' as const, value: [{id: '1', name: 'Shop'}]};
			},
			async clearCache() {
				asked.push('clearCache');
				return {state: 'found' as const, value: true as const};
			},
		},
	};
}

test.each([40, 80])(
	'a host that is not Workato’s is shown whole, and asked about before it gets the token (%i columns)',
	async (columns) => {
		const {asked, workatoApi} = strangersApi();
		const {props} = secretsProps({}, {workatoApi});
		const {press, frame, waitForFrame} = renderAt(<ProjectsStep {...props} />, {
			columns,
		});
		await press(keys.ctrl('l'));
		await waitForFrame('WORKATO_API_TOKEN');
		expect(frame().replaceAll(/\s/gv, '')).toContain(longHost);
		// “No” comes first.
		await press(keys.enter);
		await waitForFrame('Type or paste it here');
		expect(asked).toEqual([]);
		await press(keys.ctrl('l'));
		await waitForFrame('WORKATO_API_TOKEN');
		await press(keys.down, keys.enter);
		await waitForFrame('[ ] Shop');
		expect(asked).toEqual(['projects']);
	},
);

test('nor is Workato’s cache cleared at such a host before it was agreed to', async () => {
	const {asked, workatoApi} = strangersApi();
	const {props} = secretsProps({projects: [{name: 'Shop'}]}, {workatoApi});
	const {press, frame, waitForFrame} = renderAt(<UsingStep {...props} />);
	await press('clear', keys.enter);
	await waitForFrame('WORKATO_API_TOKEN');
	expect(frame().replaceAll(/\s/gv, '')).toContain(longHost);
	await press(keys.enter);
	await waitForFrame('Clear Workato’s cache of secrets');
	expect(asked).toEqual([]);
	await press('clear', keys.enter);
	await waitForFrame('WORKATO_API_TOKEN');
	await press(keys.down, keys.enter);
	await waitForFrame('Workato has cleared its cache');
	expect(asked).toEqual(['clearCache']);
});

test('projects listed by Workato are ticked, and keep their IDs', async () => {
	const {props, sent} = secretsProps(
		{},
		{
			workatoApi: {
				...ownDataCentre,
				projects: async () => ({
					state: 'found',
					value: [
						{id: '1', name: 'Shop'},
						{id: '2', name: 'Stock'},
						{id: '3', name: 'Twin'},
						{id: '4', name: 'Twin'},
					],
				}),
				clearCache: async () => ({state: 'found', value: true}),
			},
		},
	);
	const {press, waitForFrame} = renderAt(<ProjectsStep {...props} />);
	// Who gets the token is on screen before it leaves.
	await waitForFrame('Ctrl+L list from www.workato.com');
	await press(keys.ctrl('l'));
	await waitForFrame('[ ] Stock  project 2');
	await waitForFrame('Twin   (not usable: project 3 shares its name');
	await press(keys.ctrl('a'), keys.enter);
	expect(sent).toEqual([
		{
			type: 'answer',
			answers: {
				projects: [
					{name: 'Shop', id: '1'},
					{name: 'Stock', id: '2'},
				],
			},
		},
	]);
});

test('what is typed while Workato is asked filters its projects when they come; those of the setup are ticked', async () => {
	const answer = Promise.withResolvers<void>();
	const {props, sent} = secretsProps(
		{projects: [{name: 'Stock 2'}, {name: 'Not in Workato'}]},
		{
			workatoApi: {
				...ownDataCentre,
				async projects() {
					await answer.promise;
					const names = ['Shop', 'Stock 1', 'Stock 2'];
					return {
						state: 'found',
						value: names.map((name, index) => ({id: String(index), name})),
					};
				},
				clearCache: async () => ({state: 'found', value: true}),
			},
		},
	);
	const {press, waitForFrame} = renderAt(<ProjectsStep {...props} />);
	await press(keys.down, keys.enter);
	await waitForFrame('Asking Workato for its projects');
	// Nothing is there to be taken yet.
	await press('stock', keys.enter);
	answer.resolve();
	const frame = await waitForFrame('2 of 3 · 1 ticked');
	expect(frame).toContain('❯ [ ] Stock 1  project 1');
	expect(frame).toContain('[x] Stock 2');
	expect(frame).not.toContain('Shop');
	await press('\t', keys.enter);
	expect(sent).toMatchObject([
		{
			answers: {
				projects: [{name: 'Stock 2'}, {name: 'Not in Workato'}, {name: 'Stock 1', id: '1'}],
			},
		},
	]);
});

test.each([
	[[], 'lists no projects', ['Tab', 'Type']],
	[[{id: '1', name: 'Shop'}], '[x] Shop', []],
])('keys are named where there is something for them: %j', async (value, words, unnamed) => {
	const {props} = secretsProps(
		{},
		{
			workatoApi: {
				...ownDataCentre,
				projects: async () => ({state: 'found', value}),
				clearCache: async () => ({state: 'found', value: true}),
			},
		},
	);
	const {press, waitForFrame} = renderAt(<ProjectsStep {...props} />);
	await press(keys.ctrl('l'));
	const frame = await waitForFrame(words);
	const hints = frame.split('\n').at(-1) ?? '';
	expect(['Tab', 'Type'].filter((key) => !hints.includes(key))).toEqual(unnamed);
});

test('what is ticked in a list is still ticked after Esc', async () => {
	const secrets = ['one', 'two'].map((name) => ({
		name,
		arn: `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}-AbCdEf`,
	}));
	const {props, sent} = secretsProps(
		{projects: [{name: 'Shop'}]},
		{listSecrets: async () => ({state: 'found', value: secrets})},
	);
	const {press, waitForFrame} = renderAt(
		<DraftsProvider value={new Map()}>
			<SecretsChoiceStep {...props} />
		</DraftsProvider>,
	);
	await press('1');
	await waitForFrame('[ ] two');
	await press(keys.down, '\t');
	await waitForFrame('[x] two');
	await press('\u{1B}');
	await waitForFrame('1. Choose from a list');
	await press('1');
	await waitForFrame('[x] two');
	await press(keys.enter);
	expect(sent[0]).toMatchObject({
		answers: {projects: [{secrets: [secrets[1]?.arn]}]},
	});
});

test('a secret that a service owns says so in the list, and is taken like any other', async () => {
	const owned = {
		name: 'rds!db-0a1b',
		arn: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-0a1b-AbCdEf',
		owningService: 'rds',
	};
	const {props, sent} = secretsProps(
		{projects: [{name: 'Shop'}]},
		{listSecrets: async () => ({state: 'found', value: [owned]})},
	);
	const {press, waitForFrame} = renderAt(<SecretsChoiceStep {...props} />);
	await press('1');
	await waitForFrame('rds owns and rotates it');
	await press('\t');
	await press(keys.enter);
	expect(sent[0]).toMatchObject({
		answers: {projects: [{secrets: [owned.arn]}]},
	});
});

test('swapped IDs are noticed, and one key puts them right', async () => {
	const {props, sent} = secretsProps({projects: [{name: 'Shop'}]});
	const {press, waitForFrame} = renderAt(<IdsStep {...props} />);
	await press(keys.paste(idOf(1)));
	await press(keys.enter);
	await press(keys.paste(account));
	await waitForFrame('Ctrl+X swaps them.');
	await press(keys.enter);
	expect(sent).toEqual([]);
	await press(keys.ctrl('x'));
	await waitForFrame('Both have the right form.');
	const both = {
		type: 'answer',
		answers: {
			workatoAccountId: account,
			projects: [{name: 'Shop', externalId: idOf(1)}],
		},
	};
	expect(sent).toEqual([both]);
	await press(keys.ctrl('d'));
	expect(sent).toEqual([both, both, {type: 'next'}]);
});

test('IDs are judged once they are left, and Enter leads to the one that is wrong', async () => {
	const {props, sent} = secretsProps({projects: [{name: 'Shop'}]});
	const {frame, press, waitForFrame} = renderAt(<IdsStep {...props} />);
	await press('1', '2', '3');
	expect(frame()).not.toContain('✘');
	await press(keys.enter);
	expect(await waitForFrame('✘ The AWS account ID has 3 digits')).toMatch(/^❯ workato_iam/mv);
	await press(keys.paste(idOf(1)), keys.enter);
	await waitForFrame('❯ 123\n✘ The AWS account ID has 3 digits');
	expect(sent).toEqual([]);
	await press(keys.ctrl('u'), keys.paste(account), keys.ctrl('d'));
	expect(sent.at(-1)).toEqual({type: 'next'});
});

test('an account ID that stands there whole is kept before Enter, alone and for many', async () => {
	for (const projects of [[{name: 'Shop'}], [{name: 'Shop'}, {name: 'Stock'}]]) {
		const {props, sent} = secretsProps({projects});
		const {press} = renderAt(
			<DraftsProvider value={new Map()}>
				<IdsStep {...props} />
			</DraftsProvider>,
		);
		await press(keys.paste(account.slice(0, 11)));
		expect(sent).toEqual([]);
		await press(account.slice(11));
		expect(sent).toEqual([{type: 'answer', answers: {workatoAccountId: account}}]);
	}
});

test('external IDs of many are given one after the other; one that another project has is refused', async () => {
	const {props, sent} = secretsProps({
		workatoAccountId: account,
		projects: [{name: 'Shop', externalId: idOf(1)}, {name: 'Stock'}],
	});
	const {press, waitForFrame} = renderAt(<IdsStep {...props} />);
	await waitForFrame('1 of 2 projects have their external ID.');
	await press(keys.enter);
	await waitForFrame('External ID for Stock');
	await press(keys.paste(idOf(1)));
	await waitForFrame('“Stock” has the same external ID as “Shop”.');
	await press(keys.enter);
	expect(sent).toEqual([]);
	await press(keys.ctrl('u'));
	await press(keys.paste(idOf(2)));
	await waitForFrame('It has the right form.');
	await press(keys.enter);
	expect(sent).toEqual([
		{
			type: 'answer',
			answers: {
				projects: [
					{name: 'Shop', externalId: idOf(1)},
					{name: 'Stock', externalId: idOf(2)},
				],
			},
		},
	]);
});

test('whoever changes the account ID of many projects comes back to their list by Esc', async () => {
	const {props} = secretsProps({
		workatoAccountId: account,
		projects: [{name: 'Shop', externalId: idOf(1)}, {name: 'Stock'}],
	});
	const {press, waitForFrame} = renderAt(<IdsStep {...props} />);
	await press('account id', keys.enter);
	await waitForFrame(`❯ ${account}`);
	await press('\u{1B}');
	await waitForFrame('1 of 2 projects have their external ID.');
});

test('an ID in the other’s field is told where it stands alone: there is nothing to swap it with', async () => {
	const projects = [{name: 'Shop'}, {name: 'Stock'}];
	const one = renderAt(<IdsStep {...secretsProps({projects}).props} />);
	await one.waitForFrame('AWS Account ID');
	await one.press(keys.paste(idOf(1)));
	await one.waitForFrame('This is an external ID.');
	expect(one.frame()).not.toContain('Ctrl+X');
	const other = renderAt(
		<IdsStep {...secretsProps({projects, workatoAccountId: account}).props} />,
	);
	await other.press(keys.enter);
	await other.waitForFrame('External ID for Shop');
	await other.press(keys.paste(account));
	await other.waitForFrame('This is an AWS Account ID.');
	expect(other.frame()).not.toContain('Ctrl+X');
});

test('a practice Workato that breaks off counts the roles that it took, and they are kept', async () => {
	const names = ['Shop', 'Stock', 'Old'];
	const {props, sent} = secretsProps(
		{projects: names.map((name) => ({name}))},
		{
			sandbox: {
				ids: async () => ({accountId: account, projects: []}),
				async addRole({project}) {
					if (project === 'Old') {
						throw new Error('The sandbox is gone.');
					}

					return {accepted: true, message: ''};
				},
			},
		},
		{
			outputs: names.map((group) => ({
				id: 'roles',
				label: 'IAM role ARN',
				thing: 'role',
				value: `arn:aws:iam::111122223333:role/Workato-${group}`,
				where: '',
				group,
			})),
		},
	);
	const {press, waitForFrame} = renderAt(<ArnsStep {...props} />);
	await waitForFrame('3 of 3 projects have their role.');
	await press(keys.enter);
	await waitForFrame('took 2 of 3 roles. The sandbox is gone.');
	expect(sent).toMatchObject([
		{
			type: 'note',
			answers: {
				projects: [{name: 'Shop', accepted: true}, {name: 'Stock', accepted: true}, {name: 'Old'}],
			},
		},
	]);
});

test('the practice Workato says of how many projects it took the role', async () => {
	const {props} = secretsProps(
		{projects: [{name: 'Shop'}, {name: 'Stock'}]},
		{
			sandbox: {
				ids: async () => ({accountId: account, projects: []}),
				addRole: async () => ({accepted: true, message: ''}),
			},
		},
		{
			outputs: [
				{
					id: 'roles',
					label: 'IAM role ARN',
					thing: 'role',
					value: 'arn:aws:iam::111122223333:role/Workato-Shop',
					where: '',
					group: 'Shop',
				},
			],
		},
	);
	const {press, waitForFrame} = renderAt(<ArnsStep {...props} />);
	await waitForFrame('1 of 2 projects have their role.');
	await press(keys.enter);
	await waitForFrame('took 1 of 2 roles; 1 not there yet.');
});

test('new roles get names of their own, and keep them', async () => {
	const {props, sent} = secretsProps({
		projects: [
			{name: 'Order to Cash'},
			{name: 'Order-to Cash'},
			{name: 'Old', role: {use: 'old-role'}},
		],
	});
	const {press, waitForFrame} = renderAt(<RoleStep {...props} />);
	await waitForFrame('such as Workato-Order-to-Cash');
	await press(keys.enter);
	expect(sent[0]).toEqual({
		type: 'answer',
		answers: {
			projects: [
				{
					name: 'Order to Cash',
					role: {create: {name: 'Workato-Order-to-Cash'}},
				},
				{
					name: 'Order-to Cash',
					role: {create: {name: 'Workato-Order-to-Cash-2'}},
				},
				{name: 'Old', role: {use: 'old-role'}},
			],
		},
	});
});

const secretOf = (name: string) => ({
	name,
	arn: `arn:aws:secretsmanager:us-east-1:111122223333:secret:${name}-Ab12Cd`,
});

test('a prefix with the project’s name is shown for each before it is taken, with what it reaches', async () => {
	const projects = [
		{name: 'Shop', externalId: idOf(1)},
		{name: 'Stock room', externalId: idOf(2)},
		{name: '注文', externalId: idOf(3)},
	];
	const {props, sent} = secretsProps(
		{projects},
		{
			listSecrets: async () => ({
				state: 'found',
				value: [secretOf('workato/Shop/db'), secretOf('workato/3/db')],
			}),
		},
	);
	const {frame, press, waitForFrame} = renderAt(<SecretsChoiceStep {...props} />, {columns: 200});
	await press('1');
	await waitForFrame('2 of 3 projects have secrets');
	expect(frame()).toContain(
		'for “Stock room” it is workato/Stock-room/, for “注文” it is workato/3/',
	);
	await press(keys.enter);
	expect(sent).toEqual([
		{
			type: 'answer',
			answers: {
				projects: projects.map((project) => ({
					...project,
					secrets: {prefix: 'workato/{project}/'},
				})),
			},
		},
		{type: 'next'},
	]);
});

test('prefixes that come out alike by the names are not taken; the other projects can be', async () => {
	const projects = ['Orders', 'R&D', 'R & D'].map((name, index) => ({
		name,
		externalId: idOf(index),
	}));
	const {props, sent} = secretsProps({projects});
	const {press, waitForFrame} = renderAt(<SecretsChoiceStep {...props} />, {
		columns: 200,
	});
	await press('1');
	await waitForFrame(
		'✘ “R&D” and “R & D” have the same prefix, workato/R-D/: each would read the secrets of the other.',
	);
	await press(keys.enter);
	await waitForFrame('Nothing of it is saved yet.');
	expect(sent).toEqual([]);
	await waitForFrame(
		'2. Take it for the others, and choose the secrets of “R&D” and “R & D” later',
	);
	await press('2');
	expect(sent).toEqual([
		{
			type: 'answer',
			answers: {
				projects: [
					{...projects[0], secrets: {prefix: 'workato/{project}/'}},
					projects[1],
					projects[2],
				],
			},
		},
	]);
	await waitForFrame('❯ R&D');
});

test('one prefix for several projects is agreed to before it is saved, and counts each secret once', async () => {
	const projects = ['A', 'B', 'C'].map((name) => ({name}));
	const {props, sent} = secretsProps(
		{projects},
		{
			listSecrets: async () => ({
				state: 'found',
				value: Array.from({length: 9}, (_, index) => secretOf(`workato/${index}`)),
			}),
		},
	);
	const {press, waitForFrame} = renderAt(<SecretsChoiceStep {...props} />, {
		columns: 200,
	});
	await press('1');
	await press(keys.ctrl('u'), 'workato/');
	// While it is typed, nothing is found wrong with it.
	expect(await waitForFrame('❯ workato/')).not.toContain('have the same prefix');
	await press(keys.enter);
	await waitForFrame('1. No, change it');
	await press(keys.enter);
	await waitForFrame('❯ workato/');
	await waitForFrame(
		'! “A”, “B” and “C” have the same prefix, workato/: each reads the secrets of the others. It reaches 9 secrets now:\n',
	);
	expect(sent).toEqual([]);
	await press(keys.enter);
	await waitForFrame('2. Yes, I agree');
	await press('2');
	expect(sent).toEqual([
		{
			type: 'answer',
			answers: {
				projects: projects.map((project) => ({
					...project,
					secrets: {prefix: 'workato/'},
				})),
			},
		},
		{type: 'next'},
	]);
});

test('for one project typed by hand, {project} is its name', async () => {
	const {props, sent} = secretsProps({
		projects: [{name: 'Łódź', externalId: idOf(1)}],
	});
	const {press, waitForFrame} = renderAt(<SecretsChoiceStep {...props} />, {
		columns: 200,
	});
	await press('2');
	await press('workato/{{project}/');
	await waitForFrame('Only {project} stands for something');
	await press(keys.ctrl('u'), 'workato/{project}/');
	await waitForFrame('for “Łódź” it is workato/Lodz/');
	await press(keys.enter);
	expect(sent[0]).toMatchObject({
		answers: {projects: [{secrets: {prefix: 'workato/{project}/'}}]},
	});
});

test('a table whose projects share a prefix is said before it is saved', async () => {
	const {props, sent} = secretsProps({});
	const {press, waitForFrame} = renderAt(
		<DraftsProvider value={new Map()}>
			<ProjectsStep {...props} />
		</DraftsProvider>,
		{columns: 200},
	);
	await waitForFrame('Type or paste it here');
	await press(
		keys.paste(
			'project,prefix\nShop,workato/\nStock,workato/stock/\nR&D,w/{project}/\nR & D,w/{project}/\n',
		),
	);
	await waitForFrame('This adds 4 projects.');
	await press(keys.ctrl('d'));
	await waitForFrame('what was read: 4 projects');
	await press(keys.enter);
	await waitForFrame('“R&D” and “R & D” have the same prefix, w/R-D/: each would read');
	await waitForFrame(
		'“Shop” reads all that begins with workato/, and so the secrets of “Stock”, too.',
	);
	expect(sent).toEqual([]);
	await press('2');
	expect(sent).toEqual([
		{
			type: 'answer',
			answers: {
				projects: [
					{name: 'Shop', secrets: {prefix: 'workato/'}},
					{name: 'Stock', secrets: {prefix: 'workato/stock/'}},
					{name: 'R&D'},
					{name: 'R & D'},
				],
			},
		},
	]);
});

test('all secrets are taken only after what that means was read', async () => {
	const {props, sent} = secretsProps({projects: [{name: 'Shop'}]});
	const {press, waitForFrame} = renderAt(<SecretsChoiceStep {...props} />);
	await press('4');
	await waitForFrame('those of other teams');
	await press(keys.enter);
	await waitForFrame('1. Choose from a list');
	expect(sent).toEqual([]);
	await press('4');
	await waitForFrame('2. Yes, every secret of the region');
	await press('2');
	expect(sent[0]).toEqual({
		type: 'answer',
		answers: {projects: [{name: 'Shop', secrets: 'all'}]},
	});
});

test('a role’s name that AWS has given to somebody else is not recommended again', async () => {
	const name = 'Workato-Shop';
	const {props, sent} = secretsProps(
		{projects: [{name: 'Shop', role: {create: {name}}}]},
		{},
		{
			observation: {
				projects: {
					Shop: {
						role: {
							state: 'found',
							value: {
								...roleOf('Shop', {foundBy: 'unowned'}),
								name,
							},
						},
						secrets: [],
					},
				},
			},
		},
	);
	const {frame, press} = renderAt(<RoleStep {...props} />);
	expect(frame()).toContain('❯ 1. Make a new role Workato-Shop-2 (recommended)');
	expect(frame()).not.toContain('Keep your choice');
	await press(keys.enter);
	expect(sent[0]).toMatchObject({
		answers: {projects: [{role: {create: {name: 'Workato-Shop-2'}}}]},
	});
});

test('Ctrl+O says why no browser opens, and where the page is', async () => {
	const {props} = secretsProps({workato: {dataCentre: 'us'}});
	const {press, waitForFrame} = renderAt(
		<ToolsProvider
			value={{
				...paperTools,
				open: async () => ({
					opened: false,
					reason: 'there is no display here to open a browser on',
				}),
			}}
		>
			<ScopeStep {...props} />
		</ToolsProvider>,
		{columns: 100},
	);
	await waitForFrame('Ctrl+O open Workato');
	await press(keys.ctrl('o'));
	await waitForFrame('Not opened: there is no display here to open a browser on.');
	await waitForFrame('https://app.workato.com/');
});
