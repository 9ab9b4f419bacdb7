import {type HelpTopic} from '../../ui/frame-keys.js';
import {terms} from '../../guides/glossary.js';

/** What ? says on the screens about who you are in AWS. */
export const identityHelp = {
	list: {
		what: 'Lists every identity that this computer has for AWS: profiles, keys of the shell, roles. It says which is ready and which needs a sign-in.',
		why: 'Programs can pick different ones without a word. Here you see which one is used, and choose.',
		troubles: [
			{
				problem: 'Nothing fits.',
				solution:
					'Make a new profile by company sign-in. You need the start URL of your access portal.',
			},
			{
				problem: 'One is broken.',
				solution: 'Open it: the file and the line that are wrong are named.',
			},
		],
		terms: [terms.identity, terms.profile, terms.identityCenter],
		pages: [],
	},
	one: {
		what: 'Shows what is known about this identity: where it comes from, the account and role, and whether it is ready.',
		why: 'You see whom AWS would take you for before anything is asked or written in that name.',
		troubles: [
			{
				problem: 'It needs a sign-in.',
				solution: 'Sign in here, or in another window where it is said so, and look again.',
			},
			{
				problem: 'The aws CLI would be somebody else.',
				solution: 'The warning says why. What is shown here is what this assistant uses.',
			},
		],
		terms: [terms.identity, terms.profile, terms.identityCenter, terms.assume],
		pages: [],
	},
	portal: {
		what: 'You give the address of your company’s AWS access portal, and the region of Identity Center where the address does not say it.',
		why: 'That is where people of your company sign in. A new profile begins there.',
		troubles: [
			{
				problem: 'You do not know the address.',
				solution:
					'It is the page where you choose an AWS account in the browser; copy it from there, or ask your administrator.',
			},
			{
				problem: 'AWS does not accept it.',
				solution:
					'Mostly the region is wrong: it is that of Identity Center, not the one your keys live in.',
			},
		],
		terms: [terms.startUrl, terms.identityCenter, terms.profile],
		pages: [],
	},
	signIn: {
		what: 'You confirm the sign-in in the browser. The assistant waits, and goes on by itself once you have.',
		why: 'Your password stays between you and your company; only a token that ends by itself comes back, and the aws CLI can use it, too.',
		troubles: [
			{
				problem: 'The browser does not open, or is on another computer.',
				solution: 'Press d for a code that can be confirmed anywhere, or c to copy the address.',
			},
			{
				problem: 'The page shows another code than this screen.',
				solution: 'Do not confirm it. Cancel with Esc and start again.',
			},
			{
				problem: 'The time runs out.',
				solution: 'Press r to start again. Nothing is lost.',
			},
		],
		terms: [terms.identityCenter],
		pages: [],
	},
	account: {
		what: 'You choose the AWS account for the new profile. Those that your company lets you into are listed.',
		why: 'A profile stands for one account and one role in it.',
		troubles: [
			{
				problem: 'The account is not listed.',
				solution:
					'You are not assigned to it. Your administrator of Identity Center can change that.',
			},
		],
		terms: [terms.profile, terms.identityCenter],
		pages: [],
	},
	role: {
		what: 'You choose the role that the new profile takes in the account.',
		why: 'It decides what you may do. For a setup it has to make keys or roles; to check one, reading is enough.',
		troubles: [
			{
				problem: 'No role is strong enough.',
				solution: 'Take the one you have: a setup can be handed over to somebody who may apply it.',
			},
		],
		terms: [terms.assume, terms.profile],
		pages: [],
	},
	save: {
		what: 'You name the new profile and see what will be written into ~/.aws/config before it is written.',
		why: 'The aws CLI and other tools read the same file, so they can use the profile as well.',
		troubles: [
			{
				problem: 'The name is taken.',
				solution: 'Give another one; a profile that is there is never changed unasked.',
			},
			{
				problem: 'The file cannot be written.',
				solution: 'The reason stands on the screen. Nothing is half-written.',
			},
		],
		terms: [terms.profile, terms.identityCenter],
		pages: [],
	},
	mfa: {
		what: 'You give the code that your MFA device shows now.',
		why: 'The role asks for a second proof that it is you, each time it is assumed.',
		troubles: [
			{
				problem: 'The code is refused.',
				solution:
					'Each code works once. Wait for the next one, and check that the clock of the device is right.',
			},
		],
		terms: [terms.mfa, terms.assume],
		pages: [],
	},
} as const satisfies Readonly<Record<string, HelpTopic>>;
