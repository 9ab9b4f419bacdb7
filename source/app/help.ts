import {type HelpTopic} from '../ui/frame-keys.js';
import {pages, terms} from '../guides/glossary.js';

const guidePages = [
	pages.keyManagement,
	pages.kmsGuide,
	pages.secretsManagement,
	pages.projectSecrets,
];

/** What the row is called that leads to the identities, once AWS has said who the person is and as long as it does not know. */
export const identityRow = {known: 'Change who you are in AWS', unknown: 'Sign in to AWS'} as const;

/** What ? says on the home screen and on those that begin a setup. */
export const appHelp = {
	home: {
		what: 'From here you start a setup, go on with one, or check one that is finished. You can also change who you are in AWS, or practise in the sandbox.',
		why: 'Every answer is saved as you give it, so you can leave at any moment and come back here.',
		troubles: [
			{
				problem: 'AWS does not know you.',
				solution: `Choose “${identityRow.unknown}”, which is called “${identityRow.known}” once it does. Nothing is lost by that.`,
			},
			{
				problem: 'A setup cannot be opened.',
				solution: 'Its row says why: it may be from a newer version, or changed by hand.',
			},
			{
				problem: 'You only want to try it.',
				solution: 'Practise in the sandbox: it needs no account, and costs nothing.',
			},
		],
		terms: [terms.setup, terms.identity, terms.region, terms.sandbox],
		pages: guidePages,
	},
	newSetup: {
		what: 'You name the setup after the Workato environment that it is for.',
		why: 'Each environment has settings of its own in Workato, so each gets a setup of its own.',
		troubles: [
			{
				problem: 'The name is taken.',
				solution: 'Go back to go on with that setup, or give another name.',
			},
		],
		terms: [terms.setup, terms.environment],
		pages: guidePages,
	},
	region: {
		what: 'You choose the AWS region in which setups that you start now work.',
		why: 'Keys and secrets live in one region. A setup keeps the region that it was started in.',
		troubles: [
			{
				problem: 'You are not sure which one.',
				solution:
					'For secrets, take the one that they are in. For a key, your company may have a rule; if not, one near you.',
			},
			{
				problem: 'A region is not allowed for your account.',
				solution: 'AWS says so when it is asked. Choose another one, or have it enabled.',
			},
		],
		terms: [terms.region],
		pages: [],
	},
	lost: {
		what: 'This setup belongs to another AWS account than the one you are signed in to.',
		why: 'A setup stays in one account, so that nothing is written into the wrong one.',
		troubles: [
			{
				problem: 'You meant the setup’s account.',
				solution: 'Press Ctrl+S and sign in to that account: you come back to this setup.',
			},
			{
				problem: 'You meant the account you are in.',
				solution: 'Start a setup of its own for it on the home screen.',
			},
		],
		terms: [terms.identity, terms.setup],
		pages: [],
	},
} as const satisfies Readonly<Record<string, HelpTopic>>;
