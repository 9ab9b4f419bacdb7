import {expect, test} from 'vitest';
import {DraftsProvider} from '../../../../source/ui/drafts.js';
import {ProjectsStep} from '../../../../source/guides/secrets/steps/projects-step.js';
import {type SecretsAnswers} from '../../../../source/guides/secrets/answers.js';
import {type SecretsServices} from '../../../../source/guides/secrets/services.js';
import {keys, renderAt} from '../../../support/render-at.js';
import {secretsProps} from './secrets-props.js';

const idOf = (project: number) => `workato_iam_external_id_12345_${project}`;

/** The projects of a setup, and the box to paste them into. */
async function pasteBox(
	answers: Partial<SecretsAnswers> = {},
	services: Partial<SecretsServices> = {},
	columns = 80,
) {
	const {props, sent} = secretsProps(answers, services);
	const screen = renderAt(
		<DraftsProvider value={new Map()}>
			<ProjectsStep {...props} />
		</DraftsProvider>,
		{columns},
	);
	await screen.waitForFrame('Type or paste it here');
	return {...screen, sent};
}

/** The lines of the body, without those that are empty. */
const bodyOf = (frame: string) =>
	frame
		.split('\n')
		.slice(2)
		.filter((line) => line.trim() !== '');

const spreadsheet = [
	'Project\tExternal ID\tRole\tPrefix',
	`Orders\t${idOf(1)}\tWorkato-Orders\tworkato/orders/`,
	`Finance, UK\t${idOf(1)}\tOld\tworkato/finance/`,
	`Stock\t${idOf(2)}\t\tworkato/stock/`,
	`\t${idOf(3)}`,
].join('\n');

const listing = {
	listRoles: async () => ({
		state: 'found' as const,
		value: [{name: 'workato-stock', arn: 'arn:x', path: '/'}],
	}),
	listSecrets: async () => ({
		state: 'found' as const,
		value: [{arn: 'arn:y', name: 'workato/stock/db'}],
	}),
};

test('what was read stands there row by row, judged, before any of it is taken', async () => {
	const {press, waitForFrame, sent} = await pasteBox({}, listing);
	await press(keys.paste(spreadsheet));
	await press(keys.ctrl('d'));
	await waitForFrame('4 rows need a look');
	const frame = await waitForFrame('role name is taken');
	expect(bodyOf(frame)).toEqual([
		'This is what was read: 3 projects. Nothing is taken yet.',
		'! 4 rows need a look; they stand first.',
		'/ Type to find a project',
		'4 in all',
		'❯ Take these 3 projects  without what cannot be read',
		'  Change the text',
		'  Project      Problem             External ID  Role                 Secrets',
		'  Line 5       The project’s name is missing.',
		'  Orders       external ID twice   …12345_1     new: Workato-Orders  workato/or…',
		'  Finance, UK  external ID twice   …12345_1     new: Old             workato/fi…',
		'  Stock        role name is taken  …12345_2     new: Workato-Stock   workato/st…',
		'Enter select · Esc back · ↑↓ choose · Type filter',
	]);
	expect(sent).toEqual([]);
	await press(keys.end);
	await waitForFrame('The account has a role Workato-Stock already');
	await press(keys.home, keys.enter);
	expect(sent).toHaveLength(1);
	expect(sent[0]).toMatchObject({
		answers: {
			projects: [{name: 'Orders'}, {name: 'Finance, UK'}, {name: 'Stock'}],
		},
	});
});

test('in 40 columns the problem comes first, and the whole of it below', async () => {
	const {press, waitForFrame} = await pasteBox({}, listing, 40);
	await press(keys.paste(spreadsheet));
	await press(keys.ctrl('d'));
	await waitForFrame('role name is taken');
	await press(keys.end, keys.up);
	const frame = await waitForFrame('“Finance, UK” has the same');
	expect(frame).toContain(
		[
			'  Project      Problem             Exte…',
			'  Line 5       The project’s name is mi…',
			'  Orders       external ID twice   …123…',
			'❯ Finance, UK  external ID twice   …123…',
		].join('\n'),
	);
});

test('a prefix that reaches nothing and a role that is not there are told once AWS was asked', async () => {
	const {press, waitForFrame} = await pasteBox({}, listing);
	await press(
		keys.paste(
			`project,external id,role,prefix\nOrders,${idOf(1)},,workato/orders/\nStock,${idOf(2)},arn:aws:iam::111122223333:role/Gone,workato/stock/`,
		),
	);
	await press(keys.ctrl('d'));
	const frame = await waitForFrame('reaches no secret');
	expect(frame).toContain('  Stock    no such role       …12345_2     Gone');
	expect(frame).toContain('2 rows need a look');
});

test('where AWS lists nothing for want of a permission, that is said', async () => {
	const denied = async () => ({
		state: 'unknown' as const,
		code: 'AccessDenied',
		reason: 'you may not call iam:ListRoles.',
	});
	const {press, waitForFrame, frame} = await pasteBox({}, {listRoles: denied});
	await press(keys.paste('Orders\nStock'));
	await press(keys.ctrl('d'));
	await waitForFrame('AWS did not say which roles and secrets there are');
	expect(frame()).not.toContain('taken already');
});

test('names with commas are asked about, with what each reading gives', async () => {
	const {press, waitForFrame, frame} = await pasteBox();
	await press(keys.paste('Orders, EMEA\nFinance, UK'));
	expect(frame()).toContain('This can be read in more than one way');
	await press(keys.ctrl('d'));
	await waitForFrame('or belong to a name');
	expect(bodyOf(frame()).slice(2)).toEqual([
		'❯ 1. Each line is one project, commas and all',
		'     2 projects: “Orders, EMEA” and “Finance, UK”.',
		'  2. Each value is a project of its own',
		'     4 projects: “Orders”, “EMEA”, “Finance” and 1 more.',
		'  3. The first value of each line is the project',
		'     2 projects: “Orders” and “Finance”.',
		'Enter select · Esc back · ↑↓ choose',
	]);
	await press('1');
	await waitForFrame('  Orders, EMEA  new: Workato-Orders-EMEA');
	await press(keys.down);
	await press(keys.enter);
	await waitForFrame('or belong to a name');
	await press('2');
	await waitForFrame('what was read: 4 projects');
});

test.each([
	['marked', [keys.paste('Orders\nFinance, UK\n')]],
	['raw', ['Orders\rFinance, UK\r']],
	['raw, in several reads', ['Orders\rFin', 'ance, UK', '\r']],
])(
	'several lines pasted where a name may be typed are offered as projects: %s',
	async (_, reads) => {
		const {props, sent} = secretsProps({});
		const {press, waitForFrame} = renderAt(
			<DraftsProvider value={new Map()}>
				<ProjectsStep {...props} />
			</DraftsProvider>,
		);
		await waitForFrame('Type or paste it here');
		await press(...reads);
		await waitForFrame('more than one way');
		await press(keys.ctrl('d'));
		await waitForFrame('or belong to a name');
		await press('1');
		await waitForFrame('what was read: 2 projects');
		await press(keys.enter);
		expect(sent).toEqual([
			{
				type: 'answer',
				answers: {projects: [{name: 'Orders'}, {name: 'Finance, UK'}]},
			},
		]);
	},
);

test('a thousand rows are read, shown and found by typing', async () => {
	const rows = Array.from({length: 1000}, (_, index) => `Project ${index}\t${idOf(index)}`);
	const {press, waitForFrame} = await pasteBox();
	await press(keys.paste(rows.join('\n')));
	await press(keys.ctrl('d'));
	await waitForFrame('what was read: 1000 projects');
	await press('12345_777');
	await waitForFrame('1 of 1,000');
	await waitForFrame('❯ Project 777  …12345_777');
});

test('of several warnings about one row all are told, the gravest first, and those of no row stand above', async () => {
	const {press, waitForFrame} = await pasteBox({}, listing, 140);
	await press(
		keys.paste(
			[
				'Project\tExternal ID\tRole\tAWS Account ID',
				'Orders\tworkato_iam_external_id_12345\tWorkato-Stock\t123456789012',
				`Sales\t${idOf(2)}\t\t123456789012`,
			].join('\n'),
		),
	);
	await press(keys.ctrl('d'));
	const frame = await waitForFrame('the workspace’s own ID, role name is taken');
	expect(frame).toContain('123456789012 is the account that AWS uses in its examples.');
	expect(frame).toContain('1 row needs a look; it stands first.');
});
