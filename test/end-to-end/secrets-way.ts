import type {Terminal} from '../support/pseudo-terminal.js';
import {choose, type Screen} from './walk.js';

const enter = async (terminal: Terminal) => terminal.press('enter');

/** Every screen of the way through the secrets guide for one project, in order. What comes again after a break is left in the same way. */
export const secretsWay: readonly Screen[] = [
	{
		name: 'name',
		title: /^Start: Secrets/mv,
		sign: /Name of the environment/v,
		leave: enter,
	},
	{
		name: 'before',
		title: /^(?:(?:──|--) )?Before you start(?: [ \-─]|$)/mv,
		sign: /(?:^| {2})In AWS$/mv,
		leave: enter,
	},
	{
		name: 'data centre',
		title: /^(?:(?:──|--) )?Before you start(?: [ \-─]|$)/mv,
		sign: /United States \(us\)/v,
		leave: enter,
	},
	{
		name: 'scope',
		title: /^(?:(?:──|--) )?Select the scope(?: [ \-─]|$)/mv,
		sign: /1\. Each project/v,
		leave: enter,
	},
	{
		name: 'what stops',
		title: /^(?:(?:──|--) )?Select the scope(?: [ \-─]|$)/mv,
		sign: /2\. I understand/v,
		leave: async (terminal) => choose(terminal, 'I understand'),
	},
	{
		name: 'how to choose projects',
		title: /^(?:(?:──|--) )?Select the projects(?: [ \-─]|$)/mv,
		sign: /Type or paste it here/v,
		leave: async (terminal) => terminal.press('ctrl+l'),
	},
	{
		name: 'list of projects',
		title: /^(?:(?:──|--) )?Select the projects(?: [ \-─]|$)/mv,
		sign: /❯ \[ \] Orders/v,
		leave: async (terminal) => terminal.press('tab', 'enter'),
	},
	{
		name: 'projects',
		title: /^(?:(?:──|--) )?Select the projects(?: [ \-─]|$)/mv,
		sign: /❯ (?:1\. )?Continue with this/v,
		leave: enter,
	},
	{
		name: 'IDs',
		title: /^(?:(?:──|--) )?Account ID and external ID(?: [ \-─]|$)/mv,
		sign: /External ID for(?!.*✔ Both)/sv,
		async leave(terminal) {
			await terminal.press('ctrl+p');
			await terminal.waitFor(/✔ Both/v);
		},
	},
	{
		name: 'both IDs',
		title: /^(?:(?:──|--) )?Account ID and external ID(?: [ \-─]|$)/mv,
		sign: /✔ Both/v,
		leave: async (terminal) => terminal.press('ctrl+d'),
	},
	{
		name: 'role',
		title: /^(?:(?:──|--) )?The IAM role(?: [ \-─]|$)/mv,
		sign: /1\. Make a new role/v,
		leave: enter,
	},
	{
		name: 'which secrets',
		title: /^(?:(?:──|--) )?Which secrets(?: [ \-─]|$)/mv,
		sign: /1\. Choose from a list/v,
		leave: enter,
	},
	{
		name: 'list of secrets',
		title: /^(?:(?:──|--) )?Which secrets(?: [ \-─]|$)/mv,
		sign: /❯ \[ \] analytics/v,
		async leave(terminal) {
			await terminal.type('workato/orders/d');
			await terminal.waitFor(/1 of \d+/v);
			await terminal.press('tab', 'enter');
		},
	},
	{
		name: 'review',
		title: /^(?:(?:──|--) )?Review and apply(?: [ \-─]|$)/mv,
		sign: /Nothing has been changed/v,
		leave: async (terminal) => terminal.type('a'),
	},
	{
		name: 'applied',
		title: /^(?:(?:──|--) )?Review and apply(?: [ \-─]|$)/mv,
		sign: /All changes are made|nothing to change/v,
		leave: enter,
	},
	{
		name: 'ARN',
		title: /^(?:(?:──|--) )?The role ARN(?: [ \-─]|$)/mv,
		sign: /1\. Add the role/v,
		leave: enter,
	},
	{
		name: 'Workato’s yes',
		title: /^(?:(?:──|--) )?The role ARN(?: [ \-─]|$)/mv,
		sign: /1\. Workato took the role/v,
		leave: enter,
	},
	{
		name: 'checklist',
		title: /^(?:(?:──|--) )?Checklist(?: [ \-─]|$)/mv,
		sign: /❯ Continue: use the secrets/v,
		leave: enter,
	},
];

/** Goes on from where the program stands until it stands on that screen; what was answered before may be asked again or not. Returns the first screen. */
export async function goOnTo(terminal: Terminal, name: string): Promise<Screen> {
	const seen: Screen[] = [];
	const isHere = ({title, sign}: Screen) =>
		title.test(terminal.screen()) && sign.test(terminal.screen());
	while (seen.at(-1)?.name !== name) {
		const before = seen.at(-1);
		await terminal.waitUntil(
			() => secretsWay.some((screen) => screen !== before && isHere(screen)),
			`the screen after “${before?.name ?? 'the start'}”`,
		);
		const here = secretsWay.find((screen) => screen !== before && isHere(screen))!;
		seen.push(here);
		if (here.name !== name) {
			await here.leave(terminal);
		}
	}

	return seen[0]!;
}
