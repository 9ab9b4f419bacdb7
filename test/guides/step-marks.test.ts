import {expect, test} from 'vitest';
import {type Check, type Outputs, type Plan} from '../../source/guides/guide.js';
import {keyArnOutput} from '../../source/guides/ekm/about.js';
import {rolesOutput} from '../../source/guides/secrets/about.js';
import {stepMarks, type Known} from '../../source/guides/step-marks.js';
import {
	ekmAnswers,
	givenToWorkato as givenKey,
	type EkmAnswers,
} from '../../source/guides/ekm/answers.js';
import {
	changeAll,
	changeProject,
	mergeProjects,
	secretsAnswers,
	type ProjectAnswers,
	type SecretsAnswers,
} from '../../source/guides/secrets/answers.js';
import {givenToWorkato as givenRole} from '../../source/guides/secrets/role-names.js';
import {ekmScreens} from '../../source/guides/ekm/screens.js';
import {secretsScreens} from '../../source/guides/secrets/screens.js';
import {type Change} from '../../source/resources/call.js';

const known: Omit<Known<unknown>, 'answers'> = {
	step: 'arn',
	furthest: 'arn',
	outputs: [],
	missing: [],
	plan: undefined,
	checks: undefined,
	run: undefined,
};
const row = (status: Check['status']): Check => ({
	id: status,
	title: status,
	status,
	detail: '',
	fix: '',
});
const change: Change = {
	id: 'rotate',
	title: 'Rotate the key',
	why: '',
	call: {service: 'kms', operation: 'EnableKeyRotation', input: {}},
};
const done: Plan = {changes: [], blockers: []};
const left: Plan = {changes: [change], blockers: []};
const blocked: Plan = {changes: [], blockers: [{code: 'x', message: 'x', hint: ''}]};

/** The state of each step of the EKM guide, by its short name. */
const states = (more: Partial<Known<EkmAnswers>>) =>
	Object.fromEntries(
		stepMarks(ekmScreens.steps, {answers: {guide: 'ekm', name: 'x'}, ...known, ...more}).map(
			({name, state}) => [name, state],
		),
	);

test('what the person went on from is done, and nothing is said of the review before AWS was asked', () => {
	expect(states({})).toEqual({
		start: 'done',
		policy: 'done',
		key: 'done',
		rotation: 'done',
		review: 'ahead',
		ARN: 'here',
		Workato: 'ahead',
		checks: 'ahead',
	});
});

test.each([
	['nothing is left to change', {plan: done}, 'done'],
	['changes are left', {plan: left}, 'attention'],
	['something stands in the way', {plan: blocked}, 'attention'],
	[
		'changes are left, and the person was not there yet',
		{plan: left, step: 'key', furthest: 'key'},
		'ahead',
	],
	[
		'a change failed',
		{
			plan: done,
			run: {
				changes: [change],
				progress: [{id: 'rotate', status: 'failed', call: change.call}],
				isRunning: false,
			},
		},
		'attention',
	],
] as const)('the review where %s', (_, more, state) => {
	expect(states(more as Partial<Known<EkmAnswers>>).review).toBe(state);
});

test.each([
	['all pass', ['pass', 'pass'], 'done'],
	['one fails', ['pass', 'fail'], 'attention'],
	['one warns', ['warn'], 'attention'],
	['one could not be looked at', ['pass', 'unknown'], 'ahead'],
	['one waits', ['pass', 'waiting'], 'ahead'],
	['there are none', [], 'ahead'],
] as const)('the checklist where %s', (_, rows, state) => {
	const checks = rows.map((status) => row(status));
	expect(states({furthest: 'checklist', checks}).checks).toBe(state);
});

test('an answer that has gone needs attention at the step that takes it', () => {
	expect(states({missing: ['statement']})).toMatchObject({policy: 'attention', key: 'done'});
	expect(states({missing: ['key']})).toMatchObject({policy: 'done', key: 'attention'});
});

test.each([
	['workatoAccountId', 'IDs'],
	['projects[1].externalId (Orders)', 'IDs'],
	['projects[0].secrets (externalId)', 'secrets'],
	['projects', 'projects'],
	['scope', 'scope'],
])('of the secrets guide, %s is missing at “%s”', (field, name) => {
	const marks = stepMarks(secretsScreens.steps, {
		...known,
		answers: {guide: 'secrets', name: 'x'},
		furthest: 'using',
		missing: [field],
	});
	expect(marks.filter(({state}) => state === 'attention').map((mark) => mark.name)).toEqual([name]);
});

test.each([
	['nobody has said what Workato made of it', undefined, 'ahead'],
	['Workato took it', true, 'done'],
	['Workato shows an error', false, 'attention'],
] as const)('the step in Workato that was gone on from, where %s', (_, accepted, state) => {
	const answers = {guide: 'ekm', name: 'x', accepted} as const;
	expect(states({answers, step: 'checklist', furthest: 'checklist'}).Workato).toBe(state);
});

test.each([
	['all roles are taken', [true, true], 'done'],
	['some are still to be given', [true, undefined], 'ahead'],
	['one is refused, and others are still to be given', [true, false, undefined], 'attention'],
	['there are no projects', [], 'ahead'],
] as const)('the step of the role ARNs that was gone on from, where %s', (_, accepted, state) => {
	const projects = accepted.map((each, index) => ({name: `P${index}`, accepted: each}));
	const marks = stepMarks(secretsScreens.steps, {
		...known,
		answers: {guide: 'secrets', name: 'x', projects},
		step: 'checklist',
		furthest: 'checklist',
	});
	expect(marks.find(({name}) => name === 'ARN')?.state).toBe(state);
});

const keyArn = (id: string) => `arn:aws:kms:us-east-1:111122223333:key/${id}`;
const output = (id: string, value: string, group?: string): Outputs[number] => ({
	id,
	label: 'ARN',
	thing: 'thing',
	value,
	where: '',
	...(group !== undefined && {group}),
});
const statement = {Effect: 'Allow', Principal: {AWS: 'arn:aws:iam::353360065216:root'}};
const ekm: EkmAnswers = {guide: 'ekm', name: 'x', statement, key: {use: keyArn('a')}};
const taken: EkmAnswers = {
	...ekm,
	accepted: true,
	acceptedOf: givenKey(ekm, keyArn('a')),
};

test.each<[string, EkmAnswers, string | undefined, string]>([
	['nothing', taken, keyArn('a'), 'done'],
	['nothing, and AWS has not said the ARN yet', taken, undefined, 'done'],
	['the alias of a new key', {...taken, key: {create: {alias: 'a'}}}, undefined, 'ahead'],
	['the key, on its screen', {...taken, key: {use: keyArn('b')}}, undefined, 'ahead'],
	['the statement', {...taken, statement: {...statement, Sid: 'New'}}, keyArn('a'), 'ahead'],
	['the key that AWS has, as after an undo', taken, keyArn('b'), 'ahead'],
	['what Workato does not see', {...taken, rotation: {enabled: false}}, keyArn('a'), 'done'],
	[
		'the key, in a setup of an earlier version',
		{...ekm, accepted: true, key: {use: keyArn('b')}},
		keyArn('b'),
		'done',
	],
	[
		'the key, and Workato has taken it as well',
		{
			...taken,
			key: {use: keyArn('b')},
			acceptedOf: givenKey({...ekm, key: {use: keyArn('b')}}, keyArn('b')),
		},
		keyArn('b'),
		'done',
	],
])('Workato took the key, then changed: %s', (_, answers, arn, state) => {
	const outputs = arn === undefined ? [] : [output(keyArnOutput, arn)];
	const more = {outputs, step: 'checklist', furthest: 'checklist'};
	expect(ekmAnswers.parse(answers)).toEqual(answers);
	expect(states({...more, answers}).Workato).toBe(state);
	expect(states({...more, answers: {...answers, accepted: false}}).Workato).toBe(
		state === 'done' ? 'attention' : state,
	);
});

const roleArn = (name: string) => `arn:aws:iam::111122223333:role/${name}`;
const shop = {name: 'Shop', externalId: 'id_1', role: {create: {name: 'A'}}};
const secrets: SecretsAnswers = {
	guide: 'secrets',
	name: 'x',
	scope: 'project',
	workatoAccountId: '353360065216',
	projects: [shop],
};
const projects: ProjectAnswers[] = [
	{...shop, accepted: true, acceptedOf: givenRole(secrets, shop, roleArn('A'))},
];
const withProjects = (changed: ProjectAnswers[]) => ({...secrets, projects: changed});
const roleB = {role: {use: roleArn('B')}};

test.each<[string, SecretsAnswers, string | undefined, string]>([
	['nothing', withProjects(projects), roleArn('A'), 'done'],
	['nothing, and AWS has not said the ARN yet', withProjects(projects), undefined, 'done'],
	[
		'the role, on its screen',
		withProjects(changeProject(projects, 'Shop', roleB)),
		undefined,
		'ahead',
	],
	['the role, in all projects', withProjects(changeAll(projects, () => roleB)), undefined, 'ahead'],
	[
		'the role, in a pasted table',
		withProjects(mergeProjects(projects, [{name: 'Shop', ...roleB}])),
		undefined,
		'ahead',
	],
	[
		'the external ID, in a pasted table',
		withProjects(mergeProjects(projects, [{name: 'Shop', externalId: 'id_2'}])),
		roleArn('A'),
		'ahead',
	],
	[
		'the external ID, which is gone',
		withProjects(changeProject(projects, 'Shop', {externalId: undefined})),
		roleArn('A'),
		'ahead',
	],
	[
		'Workato’s account, in a setup file',
		{...withProjects(projects), workatoAccountId: '111111111111'},
		roleArn('A'),
		'ahead',
	],
	['the scope', {...withProjects(projects), scope: 'workspace'}, roleArn('A'), 'ahead'],
	['the account or path of the role', withProjects(projects), roleArn('path/A'), 'ahead'],
	[
		'the secrets',
		withProjects(changeProject(projects, 'Shop', {secrets: 'all'})),
		roleArn('A'),
		'done',
	],
	[
		'the role, named by its ARN now',
		withProjects(changeProject(projects, 'Shop', {role: {use: roleArn('A')}})),
		roleArn('A'),
		'done',
	],
	[
		'the role, in a setup of an earlier version',
		withProjects([{...shop, ...roleB, accepted: true}]),
		roleArn('B'),
		'done',
	],
])('Workato took the role, then changed: %s', (_, answers, arn, state) => {
	const outputs = arn === undefined ? [] : [output(rolesOutput, arn, 'Shop')];
	const markOf = (shown: SecretsAnswers) =>
		stepMarks(secretsScreens.steps, {
			...known,
			answers: shown,
			outputs,
			step: 'using',
			furthest: 'using',
		}).find(({name}) => name === 'ARN')?.state;
	expect(secretsAnswers.parse(answers)).toEqual(answers);
	expect(markOf(answers)).toBe(state);
	const refused = changeAll(answers.projects ?? [], () => ({accepted: false}));
	expect(markOf({...answers, projects: refused})).toBe(state === 'done' ? 'attention' : state);
});
