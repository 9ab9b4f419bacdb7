import {type HelpTopic} from '../help/topic.js';
import {pages} from '../help/pages.js';
import {terms} from '../help/terms.js';

const guidePages = [
	pages.keyManagement,
	pages.kmsGuide,
	pages.secretsManagement,
	pages.projectSecrets,
];

/** What ? says on the home screen and on those that begin a setup. */
export const appHelp = {
	home: {
		what: 'From here you start a setup, go on with one, or check one that is finished. You can also change who you are in AWS, or practise in the sandbox.',
		why: 'Every answer is saved as you give it, so you can leave at any moment and come back here.',
		troubles: [
			{
				wrong: 'AWS does not know you.',
				then: 'Choose “Sign in to AWS”. Nothing is lost by that.',
			},
			{
				wrong: 'A setup cannot be opened.',
				then: 'Its row says why: it may be from a newer version, or changed by hand.',
			},
			{
				wrong: 'You only want to try it.',
				then: 'Practise in the sandbox: it needs no account, and costs nothing.',
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
				wrong: 'The name is taken.',
				then: 'Go back to go on with that setup, or give another name.',
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
				wrong: 'You are not sure which one.',
				then: 'For secrets, take the one that they are in. For a key, your company may have a rule; if not, one near you.',
			},
			{
				wrong: 'A region is not allowed for your account.',
				then: 'AWS says so when it is asked. Choose another one, or have it enabled.',
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
				wrong: 'You meant the setup’s account.',
				then: 'Press Ctrl+S and sign in to that account: you come back to this setup.',
			},
			{
				wrong: 'You meant the account you are in.',
				then: 'Start a setup of its own for it on the home screen.',
			},
		],
		terms: [terms.identity, terms.setup],
		pages: [],
	},
} as const satisfies Readonly<Record<string, HelpTopic>>;
