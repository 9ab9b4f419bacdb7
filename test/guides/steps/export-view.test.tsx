import {expect, test} from 'vitest';
import {BeforeStep as EkmBeforeStep} from '../../../source/guides/ekm/screens.js';
import {BeforeStep} from '../../../source/guides/secrets/screens.js';
import {GroupReviewStep} from '../../../source/guides/steps/group-review-step.js';
import {ReviewStep} from '../../../source/guides/steps/review-step.js';
import {ToolsProvider, type Tools} from '../../../source/terminal/tools.js';
import {keys, renderAt} from '../../support/render-at.js';
import {secretsProps} from '../secrets/steps/secrets-props.js';
import {change, identity, stepProps} from './step-props.js';

/** The tools of a terminal, and what was saved and copied with them. */
function openTools() {
	const done: string[] = [];
	const tools: Tools = {
		setTitle: () => undefined,
		async copy(text) {
			done.push(`copied ${text}`);
			return {state: 'copied', detail: 'Copied to the clipboard.'};
		},
		open: async () => ({opened: false, reason: ''}),
		edit: async () => ({ok: false, reason: ''}),
		readFile: async () => ({ok: false, reason: ''}),
		async saveFile(path, text) {
			done.push(`${path}: ${text}`);
			return {ok: true, path: `/home/ada/${path}`};
		},
		async saveFolder(path, files) {
			if (path === 'taken') {
				return {ok: false, reason: 'taken/README.md is there already.'};
			}

			done.push(`${path}: ${files.map(({name}) => name).join(', ')}`);
			return {ok: true, path: `/home/ada/${path}`};
		},
	};
	return {tools, done};
}

const missing = {
	state: 'found' as const,
	value: {allowed: [], missing: ['iam:CreateRole']},
};

test('the review offers to hand the setup over: pick a format, save it under another name, copy it', async () => {
	const {props, sent} = stepProps();
	const {tools, done} = openTools();
	const {press, waitForFrame} = renderAt(
		<ToolsProvider value={tools}>
			<ReviewStep {...props} />
		</ToolsProvider>,
	);
	await waitForFrame('h hand it over');
	await press('h');
	await waitForFrame('2. A script');
	await press('2');
	await waitForFrame('text of shell');
	await press('1');
	await waitForFrame('production.shell');
	await press(keys.end, '.txt');
	await press(keys.enter);
	await waitForFrame('Saved: /home/ada/production.shell.txt');
	await press('2');
	await waitForFrame('Copied to the clipboard.');
	expect(done).toEqual(['production.shell.txt: text of shell\n', 'copied text of shell\n']);
	await press('3');
	await waitForFrame('1. The policy');
	expect(sent).toEqual([]);
});

test('what goes into a folder of its own is read first, and saved whole; what is there already stays', async () => {
	const {props} = stepProps();
	const {tools, done} = openTools();
	const {press, waitForFrame} = renderAt(
		<ToolsProvider value={tools}>
			<ReviewStep
				{...props}
				exporter={{
					...props.exporter,
					formats: [...props.exporter.formats, {id: 'bundle', about: 'a folder'}],
					write: async () => ({
						ok: true,
						text: '# The first page\n',
						fileName: 'README.md',
						beside: [{fileName: 'setup.yaml', text: 'guide: ekm\n'}],
						folder: 'taken',
					}),
				}}
			/>
		</ToolsProvider>,
	);
	await waitForFrame('h hand it over');
	await press('h');
	await waitForFrame('3. A folder');
	await press('3');
	await waitForFrame('# The first page');
	await press('1');
	await waitForFrame('Name of the new folder');
	await press(keys.enter);
	await waitForFrame('taken/README.md is there already.');
	await press(keys.end, '-too');
	await press(keys.enter);
	await waitForFrame('Saved: /home/ada/taken-too');
	expect(done).toEqual(['taken-too: README.md, setup.yaml']);
});

test('so it does when AWS shows too little to plan; a fix from the checklist is not handed over', async () => {
	const blocker = {code: 'AccessDenied', message: 'No.', hint: 'Ask.'};
	const {props} = stepProps({plan: {changes: [], blockers: [blocker]}});
	const blocked = renderAt(<ReviewStep {...props} />);
	await blocked.waitForFrame('h hand it over');
	const fixChanges = renderAt(<ReviewStep {...props} fixChanges={[change]} />);
	await fixChanges.waitForFrame('a apply it');
	expect(fixChanges.frame()).not.toContain('hand it over');
});

test('why an export is not possible is said, with what to do', async () => {
	const {props} = stepProps();
	const {press, waitForFrame} = renderAt(
		<ReviewStep
			{...props}
			exporter={{
				...props.exporter,
				write: async () => ({ok: false, reason: 'It adds.', hint: 'Shell.'}),
			}}
		/>,
	);
	await waitForFrame('h hand it over');
	await press('h');
	await waitForFrame('1. The policy');
	await press('1');
	await waitForFrame('It adds.');
	await waitForFrame('Shell.');
});

test('the review of many projects has a row for it', async () => {
	const changes = ['A', 'B'].map((group) => ({
		...change,
		id: `x:${group}`,
		group,
	}));
	const {props} = stepProps({plan: {changes, blockers: []}});
	const {press, waitForFrame} = renderAt(<GroupReviewStep {...props} />);
	await waitForFrame('Not allowed to apply? Hand it over');
	await press('hand it');
	await press(keys.enter);
	await waitForFrame('1. The policy');
});

test('so has the end of a run that did not come through; what went through offers nothing', async () => {
	const changes = ['A', 'B'].map((group) => ({
		...change,
		id: `x:${group}`,
		group,
	}));
	const ended = (status: 'done' | 'failed') => ({
		changes,
		progress: changes.map(({id, call}) => ({id, status, call})),
		isRunning: false,
	});
	const failed = renderAt(<GroupReviewStep {...stepProps({run: ended('failed')}).props} />);
	await failed.waitForFrame('Not allowed to apply? Hand it over');
	await failed.press('hand it');
	await failed.press(keys.enter);
	await failed.waitForFrame('1. The policy');
	const done = renderAt(<GroupReviewStep {...stepProps({run: ended('done')}).props} />);
	await done.waitForFrame('All changes are made.');
	expect(done.frame()).not.toContain('Hand it over');
});

test.each(['ekm', 'secrets'])(
	'before the start of %s, permissions that are missing can be asked for',
	async (guide) => {
		const {props} = secretsProps({}, {permissions: async () => missing});
		const ekm = {
			...stepProps().props,
			answers: {guide: 'ekm' as const, name: 'production'},
			services: {
				permissions: async () => missing,
				listKeys: async () => undefined,
				missingPrincipals: async () => [],
			},
		};
		const {press, waitForFrame} = renderAt(
			guide === 'ekm' ? <EkmBeforeStep {...ekm} /> : <BeforeStep {...props} />,
		);
		await waitForFrame(identity.account);
		await waitForFrame('h ask for permissions');
		await press('h');
		await waitForFrame('policy to start');
		await press('3');
		await waitForFrame('In Workato');
	},
);

test('a format that cannot say the setup offers nothing but the way back', async () => {
	const {props} = stepProps();
	const {press, frame, waitForFrame} = renderAt(
		<ToolsProvider value={openTools().tools}>
			<ReviewStep
				{...props}
				exporter={{
					...props.exporter,
					write: async () => ({ok: false, reason: 'It cannot say that.', hint: 'Take the script.'}),
				}}
			/>
		</ToolsProvider>,
	);
	await waitForFrame('h hand it over');
	await press('h');
	await waitForFrame('2. A script');
	await press('2');
	await waitForFrame('Take the script.');
	expect(frame()).not.toMatch(/select|choose|scroll/v);
	expect(frame()).toContain('Esc back');
});

test.each([
	[
		{allowed: ['iam:CreateRole', 'iam:PutRolePolicy'], missing: []},
		'Your policies allow all 2 calls that this setup takes now.',
	],
	[
		{allowed: ['iam:CreateRole'], missing: [], isRoot: true as const},
		'You are the root user: IAM limits you in nothing, and was not asked.',
	],
])('of what one may do no more is claimed than was asked: %j', async (value, words) => {
	const {props} = secretsProps({}, {permissions: async () => ({state: 'found', value})});
	const {frame, waitForFrame} = renderAt(<BeforeStep {...props} />, {columns: 140});
	await waitForFrame(words);
	expect(frame()).not.toContain('guide makes');
});
