import type {Terminal} from '../support/pseudo-terminal.js';
import type {FreshHome} from '../support/fresh-home.js';
import {homeSandbox} from './home-sandbox.js';
import {choose, expectToStand, type Screen} from './walk.js';

/** One stop of a tour: a screen as it stands with what its step was given so far. */
export type Stop = Omit<Screen, 'name'> & {
	/** The first words of the screen; in a low window PageUp may be needed to see them. */
	readonly top?: RegExp;
};

const enter = async (terminal: Terminal) => terminal.press('enter');
const back = async (terminal: Terminal) => terminal.press('escape');
const tickAndTake = async (terminal: Terminal) => terminal.press('tab', 'enter');
const submit = async (terminal: Terminal) => terminal.press('ctrl+d');

/** Types until the list stands on a row, and takes it. */
const find = (typed: string, row: RegExp) => async (terminal: Terminal) => {
	await terminal.type(typed);
	await terminal.waitFor(row);
	await terminal.press('enter');
};

/** Expects a stop to stand whole: what is out of sight in a low window is told, and PageUp leads there. */
export async function expectWhole(terminal: Terminal, {title, sign, top}: Stop): Promise<void> {
	await expectToStand(terminal, {title, sign});
	const isTopThere = () => top === undefined || top.test(terminal.screen());
	let pages = 0;
	for (;;) {
		await terminal.waitUntil(
			() => isTopThere() || terminal.screen().includes('PageUp'),
			`${String(top)}, or lines above`,
		);
		if (isTopThere()) {
			break;
		}

		const before = terminal.screen();
		await terminal.press('pageup');
		await terminal.waitUntil(() => terminal.screen() !== before, 'the page above');
		pages++;
	}

	if (!(pages > 0)) {
		return;
	}

	await terminal.waitFor('PageDown');
	await terminal.press(...Array.from({length: pages}, () => 'pagedown' as const));
	await expectToStand(terminal, {title, sign});
}

const start = /^Start: Secrets/mv;
const before = /^(?:(?:──|--) )?Before you start(?: [ \-─]|$)/mv;
const scope = /^(?:(?:──|--) )?Select the scope(?: [ \-─]|$)/mv;
const projects = /^(?:(?:──|--) )?Select the projects(?: [ \-─]|$)/mv;
const ids = /^(?:(?:──|--) )?Account ID and external ID(?: [ \-─]|$)/mv;
const role = /^(?:(?:──|--) )?The IAM role(?: [ \-─]|$)/mv;
const secrets = /^(?:(?:──|--) )?Which secrets(?: [ \-─]|$)/mv;
const review = /^(?:(?:──|--) )?Review and apply(?: [ \-─]|$)/mv;
const reads = /^(?:(?:──|--) )?Who reads what(?: [ \-─]|$)/mv;
const arns = /^(?:(?:──|--) )?The role ARN(?: [ \-─]|$)/mv;
const checklist = /^(?:(?:──|--) )?Checklist(?: [ \-─]|$)/mv;
const using = /^(?:(?:──|--) )?Use the secrets(?: [ \-─]|$)/mv;

/** Up to the projects, the same for one and for many. */
const beginning: readonly Stop[] = [
	{title: start, sign: /Name of the environment/v, leave: enter},
	{title: before, sign: /(?:^| {2})In AWS$/mv, leave: enter},
	{title: before, sign: /United States \(us\)/v, leave: enter},
	{
		title: scope,
		top: /In Workato \(app\.w/v,
		sign: /2\. One role/v,
		leave: enter,
	},
	{
		title: scope,
		top: /If secrets are set up/v,
		sign: /1\. Not yet.*2\. I understand/sv,
		leave: async (terminal) => choose(terminal, 'I understand'),
	},
];

/** Every screen of one project with a new role, with those beside the way. */
export const oneProjectTour: readonly Stop[] = [
	...beginning,
	{
		title: projects,
		top: /Which of your Workato/v,
		sign: /Type or paste it here.*(?:Note:|i\]? )/sv,
		leave: async (terminal) => terminal.press('ctrl+l'),
	},
	{
		title: projects,
		top: /Which of your projects get a role/v,
		sign: /\[ \] Orders/v,
		leave: tickAndTake,
	},
	{
		title: projects,
		top: /Each project gets a role/v,
		sign: /Continue with this/v,
		leave: async (terminal) => choose(terminal, 'Orders'),
	},
	{
		title: projects,
		top: /Project: +Orders/v,
		sign: /1\. Keep it.*2\. Remove it/sv,
		leave: back,
	},
	{
		title: projects,
		sign: /[>❯] (?:\d\. )?Orders/v,
		async leave(terminal) {
			await terminal.press('home', 'enter');
		},
	},
	{
		title: ids,
		top: /In Workato \(app\.w/v,
		sign: /AWS Account ID\n.*External ID for/sv,
		async leave(terminal) {
			await terminal.paste('111122223333');
		},
	},
	{
		title: ids,
		top: /In Workato \(app\.w/v,
		// The end of the problem; in the lowest window its beginning is above.
		sign: /role\s+in\s+AWS["”]\s+in\s+Workato\./v,
		leave: async (terminal) => terminal.press('ctrl+p'),
	},
	{
		title: ids,
		top: /In Workato \(app\.w/v,
		sign: /workato_iam_ext.*[\]✔] Both|[\]✔] Both.*workato_iam_ext/sv,
		leave: submit,
	},
	{
		title: role,
		top: /Workato assumes a role/v,
		sign: /1\. Make a new role/v,
		leave: async (terminal) => choose(terminal, 'Make a new role under'),
	},
	{title: role, sign: /Name of the new role/v, leave: back},
	{
		title: role,
		sign: /1\. Make a new role/v,
		leave: async (terminal) => choose(terminal, 'Choose one of your'),
	},
	{
		title: role,
		top: /Which role does Workato/v,
		sign: /\d in all\n[^>❯]*[>❯] \w/v,
		leave: back,
	},
	{
		title: role,
		sign: /1\. Make a new role/v,
		leave: async (terminal) => choose(terminal, 'Give the ARN'),
	},
	{title: role, sign: /ARN or name of the role/v, leave: back},
	{title: role, sign: /1\. Make a new role/v, leave: async (terminal) => terminal.type('1')},
	{
		title: secrets,
		top: /Which secrets may Workato/v,
		sign: /1\. Choose from/v,
		leave: async (terminal) => choose(terminal, 'By the beginning'),
	},
	{
		title: secrets,
		top: /The role may read/v,
		sign: /The names begin with\n/v,
		leave: back,
	},
	{
		title: secrets,
		sign: /1\. Choose from/v,
		leave: async (terminal) => choose(terminal, 'Give the ARNs'),
	},
	{title: secrets, sign: /ARNs of the secrets.*(?:Note:|i\]? )/sv, leave: back},
	{
		title: secrets,
		sign: /1\. Choose from/v,
		leave: async (terminal) => choose(terminal, 'Every secret of the'),
	},
	{
		title: secrets,
		top: /(?:!|\[warn\]) Every/v,
		sign: /1\. No, choose some.*2\. Yes/sv,
		leave: back,
	},
	{title: secrets, sign: /1\. Choose from/v, leave: async (terminal) => terminal.type('1')},
	{
		title: secrets,
		top: /Secrets for ["“]Orders/v,
		sign: /[>❯] \[ \] a-secret/v,
		async leave(terminal) {
			await terminal.type('workato/orders/d');
			await terminal.waitFor(/1 of \d+/v);
			await tickAndTake(terminal);
		},
	},
	{
		title: review,
		sign: /Nothing has been changed/v,
		leave: async (terminal) => terminal.type('a'),
	},
	{title: review, sign: /All changes are made/v, leave: enter},
	{
		title: arns,
		top: /The role ARN for/v,
		sign: /1\. Add the role/v,
		leave: enter,
	},
	{
		title: arns,
		top: /The role ARN for/v,
		sign: /1\. Workato took the role/v,
		leave: enter,
	},
	{title: checklist, sign: /[>❯] Continue: use the secrets/v, leave: enter},
	{
		title: using,
		top: /In a connection of/v,
		sign: /[>❯] (?:1\. )?workato\/orders/v,
		leave: enter,
	},
	{
		title: using,
		top: /Key name["”] is/v,
		sign: /\{\{workato:sm:<key-name>.*[>❯] (?:1\. )?List the names/sv,
		leave: enter,
	},
	{
		title: using,
		sign: /secretsmanager:.*Enter copies/sv,
		leave: enter,
	},
	{
		title: using,
		top: /Key name["”] is/v,
		sign: /(?:to your\s+terminal|Copied).*[>❯] (?:host|Copy the secret)/sv,
		leave: back,
	},
	{title: using, sign: /[>❯] (?:1\. )?workato\/orders/v, leave: enter},
];

const table = [
	'project,prefix',
	...Array.from({length: 12}, (_, index) => `Project ${index + 1},workato/p${index + 1}/`),
].join('\n');

/** Every screen of twelve projects, with those beside the way. */
export const manyProjectsTour: readonly Stop[] = [
	...beginning,
	{
		title: projects,
		top: /Which of your Workato/v,
		sign: /Type or paste it here.*(?:Note:|i\]? )/sv,
		leave: async (terminal) => terminal.paste('project,prefix,prefix\nOne'),
	},
	{
		title: projects,
		top: /Which of your Workato/v,
		sign: /Problem:|✘|\[fail\]/v,
		async leave(terminal) {
			await terminal.press('ctrl+u');
			await terminal.paste(table);
		},
	},
	{title: projects, sign: /adds 12 projects/v, leave: submit},
	{
		title: projects,
		top: /This is what was read/v,
		sign: /[>❯] Take these 12 projects/v,
		leave: enter,
	},
	{title: projects, sign: /[>❯] Continue with these 12/v, leave: enter},
	{
		title: ids,
		top: /In Workato \(app\.w/v,
		sign: /AWS Account ID\n.*12 digits/sv,
		async leave(terminal) {
			await terminal.press('ctrl+p');
			await terminal.waitFor(/\d{12}$/mv);
			await terminal.press('enter');
		},
	},
	{
		title: ids,
		sign: /[>❯] Take them from/v,
		leave: find('give', /[>❯] Give the external ID/v),
	},
	{
		title: ids,
		top: /Project 1 of 12/v,
		sign: /External ID for Project 1\n/v,
		leave: back,
	},
	{
		title: ids,
		sign: /[>❯] Project 1 /v,
		async leave(terminal) {
			await terminal.press('home', 'enter');
		},
	},
	{
		title: ids,
		top: /All 12 projects have their external ID/v,
		sign: /[>❯] Continue/v,
		leave: enter,
	},
	{
		title: role,
		top: /Workato assumes one role/v,
		sign: /1\. A new role for each/v,
		leave: async (terminal) => choose(terminal, 'Decide for each'),
	},
	{
		title: role,
		top: /Each project has a role/v,
		sign: /[>❯] Continue/v,
		leave: find('project 12', /[>❯] Project 12 /v),
	},
	{
		title: role,
		top: /Workato assumes a role/v,
		sign: /1\. Make a new role/v,
		leave: back,
	},
	{title: role, sign: /[>❯] Project 12/v, leave: back},
	{
		title: role,
		sign: /1\. A new role for each/v,
		leave: async (terminal) => choose(terminal, 'A new role for each'),
	},
	{
		title: secrets,
		top: /Each role may read/v,
		sign: /1\. Keep your choices/v,
		leave: async (terminal) => choose(terminal, 'By a prefix'),
	},
	{
		title: secrets,
		top: /\{project\}\s+stands/v,
		sign: /The names begin with\n/v,
		leave: back,
	},
	{
		title: secrets,
		sign: /1\. Keep your choices/v,
		leave: async (terminal) => choose(terminal, 'Decide for each'),
	},
	{
		title: secrets,
		top: /Which secrets may each/v,
		sign: /[>❯] Continue/v,
		leave: back,
	},
	{
		title: secrets,
		sign: /1\. Keep your choices/v,
		leave: async (terminal) => choose(terminal, 'Keep your choices'),
	},
	{
		title: reads,
		top: /12 projects, 12 secrets now/v,
		sign: /[>❯] Continue to the review/v,
		leave: find('project 12', /[>❯] Project 12 /v),
	},
	{title: reads, sign: /workato\/p12\/database/v, leave: back},
	{
		title: reads,
		sign: /[>❯] Project 12/v,
		async leave(terminal) {
			await terminal.press('home', 'enter');
		},
	},
	{
		title: review,
		top: /Nothing has been changed/v,
		sign: /[>❯] Apply all 24 changes/v,
		leave: find('project 12', /[>❯] Project 12 /v),
	},
	{title: review, sign: /(?:^| {2})Project 12/mv, leave: back},
	{
		title: review,
		sign: /[>❯] Project 12/v,
		async leave(terminal) {
			await terminal.press('home', 'enter');
		},
	},
	{
		title: review,
		top: /changes\s+to\s+make/v,
		sign: /1\. No.*2\. Apply all 24/sv,
		leave: async (terminal) => terminal.type('2'),
	},
	{
		title: review,
		sign: /(?:✔|\[ok\]) All changes are made/v,
		leave: enter,
	},
	{
		title: arns,
		top: /12 of 12 projects have their role/v,
		sign: /[>❯] Add the roles/v,
		leave: find('save', /[>❯] Save the table/v),
	},
	{title: arns, sign: /Name of the new file/v, leave: back},
	{
		title: arns,
		sign: /[>❯] Save the table/v,
		leave: find('project 12', /[>❯] Project 12 /v),
	},
	{
		title: arns,
		top: /The role ARN for/v,
		sign: /1\. Add the role/v,
		leave: back,
	},
	{
		title: arns,
		sign: /[>❯] Project 12/v,
		leave: find('give the', /[>❯] Give the ARN of/v),
	},
	{
		title: arns,
		top: /Project 1["”] \(0 of 12\s+given\)/v,
		sign: /2\. Skip it/v,
		leave: async (terminal) => choose(terminal, 'Skip it'),
	},
	{
		title: arns,
		top: /Project 2["”] \(0 of 12\s+given\)/v,
		sign: /2\. Skip it/v,
		leave: back,
	},
	{
		title: arns,
		sign: /[>❯] Project 2 /v,
		async leave(terminal) {
			await terminal.press('home', 'enter');
		},
	},
	{
		title: arns,
		sign: /[>❯] Continue to the checklist/v,
		top: /(?:✔|\[ok\]) Workato \(practice\)/v,
		leave: enter,
	},
	{
		title: checklist,
		top: /\d of 12/v,
		sign: /[>❯] Continue: use/v,
		leave: find('totals', /[>❯] Account, region/v),
	},
	{title: checklist, sign: /[?\]✔] [A-Z]/v, leave: back},
	{
		title: checklist,
		sign: /[>❯] Account, region/v,
		leave: find('project 12', /[>❯] Project 12 /v),
	},
	{title: checklist, sign: /[?\]✔] [A-Z]/v, leave: back},
	{
		title: checklist,
		sign: /[>❯] Project 12/v,
		async leave(terminal) {
			await terminal.press('home', 'enter');
		},
	},
	{
		title: using,
		top: /Open a project for the texts/v,
		sign: /[>❯] Project 1 /v,
		leave: find('project 12', /[>❯] Project 12 /v),
	},
	{
		title: using,
		top: /In a connection of/v,
		sign: /[>❯] (?:1\. )?workato\/p12/v,
		leave: enter,
	},
	{
		title: using,
		top: /Key name["”] is/v,
		sign: /\{\{workato:sm:<key-name>.*[>❯] (?:1\. )?List the names/sv,
		leave: back,
	},
	{title: using, sign: /[>❯] (?:1\. )?workato\/p12/v, leave: back},
];

/** What both tours find in AWS: secrets that fill a list, with long names, and one for each of the twelve projects. */
export async function seedTour(home: FreshHome): Promise<void> {
	await using aws = await homeSandbox(home);
	await aws.control('POST', '/_sandbox/seed');
	await aws.control('POST', '/_sandbox/secrets', {
		count: 30,
		name: 'a-secret-with-quite-a-long-name',
	});
	for (let number = 1; number <= 12; number++) {
		await aws.control('POST', '/_sandbox/secrets', {
			name: `workato/p${number}/database`,
		});
	}
}
