import {type HelpTopic} from '../../ui/frame-keys.js';
import {beforeYouStart, pages, terms} from '../glossary.js';
import {type aboutEkm} from './about.js';

/** What ? says on each step's screens. */
export const ekmHelp: Readonly<Record<(typeof aboutEkm.steps)[number], HelpTopic>> = {
	before: {
		...beforeYouStart,
		troubles: [
			...beforeYouStart.troubles,
			{
				problem: 'Workato has no Key management page.',
				solution: 'The feature or your privilege is missing; ask your Customer Success Manager.',
			},
		],
		terms: [terms.identity, terms.region, terms.environment, terms.dataCentre],
		pages: [pages.kmsGuide, pages.keyManagement],
	},
	policy: {
		what: 'You copy “Permission to access key” from Workato’s page and paste it here. It is judged at once: what it allows, and to whom.',
		why: 'This statement is what lets Workato use the key, so it is worth knowing before it is in your key policy.',
		troubles: [
			{
				problem: 'It is refused.',
				solution:
					'The line and the reason stand on the screen. Copy it again from Workato, whole, and compare.',
			},
			{
				problem: 'It has placeholders such as TODO-ACCOUNTID.',
				solution:
					'That is the sample of the documentation. Take the statement from your own Workato page.',
			},
			{
				problem: 'The text is too long to paste.',
				solution: 'Save it in a file and give the path of the file here.',
			},
		],
		terms: [terms.statement, terms.principal, terms.keyPolicy, terms.environment],
		pages: [pages.kmsGuide, pages.keyManagement],
	},
	key: {
		what: 'You choose the key: a new one, or one that you have. Nothing is made here.',
		why: 'Workato encrypts with this key. A key for Workato alone is the easiest to watch and to take back.',
		troubles: [
			{
				problem: 'Your key is not in the list.',
				solution:
					'The list has the keys of one account and one region, both shown above. For another region, start a setup there.',
			},
			{
				problem: 'A key cannot be chosen.',
				solution:
					'Its row says why. Workato needs a symmetric key that your account made, with key material from KMS.',
			},
			{
				problem: 'The list does not come.',
				solution: 'Go back and give the key’s ARN, ID or alias instead.',
			},
		],
		terms: [terms.symmetric, terms.alias, terms.arn, terms.region],
		pages: [pages.kmsGuide],
	},
	rotation: {
		what: 'You say how often AWS gives the key new material, or that it does not.',
		why: 'Workato recommends rotation. ARN, alias and policy stay the same, so there is nothing to change in Workato afterwards.',
		troubles: [
			{
				problem: 'AWS does not say how the key rotates now.',
				solution:
					'Your identity may lack kms:GetKeyRotationStatus. You can choose all the same; the review looks again.',
			},
			{
				problem: 'The key is disabled.',
				solution: 'AWS does not rotate it until it is enabled again.',
			},
		],
		terms: [terms.rotation, terms.alias, terms.arn],
		pages: [pages.rotateKeys, pages.kmsGuide],
	},
	review: {
		what: 'Shows every call that AWS still needs and what it comes to; d shows the policy as a diff, j the JSON, c the aws commands. Nothing has been written up to here; press a to apply it.',
		why: 'You see what will be done before it is done. Every statement that is there stays, your own account’s above all.',
		troubles: [
			{
				problem: 'AWS refuses a change.',
				solution:
					'What is done stays done. The reason and what may help stand on the screen; press r to look again and plan what is left.',
			},
			{
				problem: 'You are not allowed to apply it.',
				solution: 'Press h to hand it over as a script, a template or the permissions to ask for.',
			},
			{
				problem: 'The window closes half-way.',
				solution: 'Start again: AWS is asked what is there, and nothing is made twice.',
			},
		],
		terms: [terms.keyPolicy, terms.statement, terms.principal, terms.alias],
		pages: [pages.kmsGuide],
	},
	arn: {
		what: 'Shows the ARN of your key and puts it on the clipboard.',
		why: 'Workato asks for it as “Key ARN”, and takes nothing else: no alias, no key ID.',
		troubles: [
			{
				problem: 'The clipboard stays empty.',
				solution:
					'Some terminals do not pass it on. Select the ARN and copy it by hand, without blanks around it.',
			},
			{
				problem: 'There is no key yet.',
				solution: 'Go back to the review and apply the changes first.',
			},
		],
		terms: [terms.arn],
		pages: [pages.kmsGuide],
	},
	workato: {
		what: 'You paste the ARN into “Key ARN” on Workato’s page, click “Update key”, and say here how it went.',
		why: 'Only Workato’s own page can do this. “Update key” has Workato try the key, which proves that the policy is right.',
		troubles: [
			{
				problem: 'Workato shows an error.',
				solution:
					'Say so: the checklist looks at the policy, the ARN and AWS’s health, in that order.',
			},
			{
				problem: 'It fails right after the changes.',
				solution:
					'AWS needs some time until a policy holds everywhere. Wait a minute and click again.',
			},
			{
				problem: 'You see another environment’s page.',
				solution:
					'Each environment has a key of its own; switch to the one that this setup is for.',
			},
		],
		terms: [terms.arn, terms.environment],
		pages: [pages.kmsGuide, pages.keyManagement],
	},
	checklist: {
		what: 'Asks AWS again and answers, row by row, whether the setup works. The chosen row shows what was seen and what to do.',
		why: 'It covers what Workato’s document says to verify, and proves the key’s use from AWS’s own record.',
		troubles: [
			{
				problem: 'A row fails.',
				solution:
					'Choose it: it says what to do. Where a change can mend it, f takes you to a review of that change.',
			},
			{
				problem: 'A row says that it cannot tell.',
				solution:
					'AWS did not let us look. Get the permission that the row names, or look in the console.',
			},
			{
				problem: 'The proof does not come.',
				solution:
					'CloudTrail is some minutes late. If it stays away, click “Update key” in Workato once more.',
			},
		],
		terms: [
			terms.keyPolicy,
			terms.principal,
			terms.customerManagedKey,
			terms.cloudTrail,
			terms.rotation,
		],
		pages: [pages.kmsGuide, pages.enableKeys, pages.awsHealth],
	},
};
