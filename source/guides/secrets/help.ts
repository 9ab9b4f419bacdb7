import {type HelpTopic} from '../../ui/frame-keys.js';
import {beforeYouStart, pages, terms} from '../glossary.js';
import {type aboutSecrets} from './about.js';

/** What ? says on each step's screens. */
export const secretsHelp: Readonly<Record<(typeof aboutSecrets.steps)[number], HelpTopic>> = {
	before: {
		...beforeYouStart,
		troubles: [
			...beforeYouStart.troubles,
			{
				problem: 'Workato has no Secrets management page.',
				solution: 'Your plan may not include it; ask your Customer Success Manager.',
			},
		],
		terms: [terms.identity, terms.region, terms.dataCentre],
		pages: [pages.projectSecrets, pages.secretsManagement],
	},
	scope: {
		what: 'You choose, here and in Workato, whether each project has a role of its own or the whole workspace shares one.',
		why: 'With a role for each project, a connection reaches the secrets of its own project only.',
		troubles: [
			{
				problem: 'Another scope was in use in Workato.',
				solution:
					'References to external secrets stop working at the change, and each project has to be set up anew. Choose a quiet time.',
			},
			{
				problem: 'You are at “External ID scope”.',
				solution:
					'That is another setting, for AWS connections. Go to Settings > Secrets management instead.',
			},
		],
		terms: [terms.scope, terms.externalId],
		pages: [pages.projectSecrets, pages.secretsManagement],
	},
	projects: {
		what: 'You name the Workato projects that get a role: typed, pasted as a table, read from a file, or chosen from Workato’s own list.',
		why: 'Each project is set up by itself, and one that fails stops no other.',
		troubles: [
			{
				problem: 'Workato’s own list is not offered.',
				solution:
					'It needs WORKATO_API_TOKEN in the environment when the assistant starts. Type the names or paste a table instead.',
			},
			{
				problem: 'A table is not understood.',
				solution:
					'The line and the reason stand on the screen. The first row names the columns: project, external ID, role, secrets.',
			},
			{
				problem: 'A project was added by mistake.',
				solution: 'Open its row to remove it. Nothing in AWS changes by that.',
			},
		],
		terms: [terms.externalId],
		pages: [pages.projectSecrets, pages.developerApi],
	},
	ids: {
		what: 'You copy the AWS Account ID and the external ID from each project’s page in Workato. Both are checked as they stand here.',
		why: 'The trust policy lets in that account with that external ID, and nobody else.',
		troubles: [
			{
				problem: 'The two values are swapped.',
				solution:
					'The account ID has 12 digits; the external ID begins with workato_iam_external_id. Ctrl+X swaps them where it is offered.',
			},
			{
				problem: 'Two projects have the same external ID.',
				solution:
					'One was copied from the wrong page. Take each from the settings of its own project.',
			},
			{
				problem: 'You put the external ID together by hand.',
				solution:
					'The number in the browser’s address is often the folder’s, not the project’s. Copy the value from the page.',
			},
			{
				problem: 'Automation HQ shares one external ID.',
				solution:
					'Then a project can show an ID that is not the one in use. Workato’s page on sharing says which one counts.',
			},
		],
		terms: [terms.externalId, terms.trustPolicy, terms.environment],
		pages: [pages.projectSecrets, pages.workatoRoles, pages.roleSharing],
	},
	role: {
		what: 'You choose the IAM role that Workato assumes for each project: a new one, or one that you have. Nothing is made here.',
		why: 'Workato holds no keys of yours. It assumes the role, and AWS hands it access that ends by itself.',
		troubles: [
			{
				problem: 'The name is taken.',
				solution:
					'The review says so and offers another name, or that role if it is meant for this.',
			},
			{
				problem: 'Your own role does more than this.',
				solution:
					'The review says what else it may do and who else may assume it. A role for Workato alone is safer.',
			},
			{
				problem: 'The list does not come.',
				solution: 'Go back and give the role’s ARN or name instead.',
			},
		],
		terms: [terms.assume, terms.trustPolicy, terms.externalId, terms.statement, terms.arn],
		pages: [pages.workatoRoles, pages.projectSecrets],
	},
	secrets: {
		what: 'You choose which secrets each role may read: some by name, all that begin with a prefix, or all of the region.',
		why: 'The role gets these secrets and nothing else, so choose as few as the connections need.',
		troubles: [
			{
				problem: 'Two projects would read the same secrets.',
				solution:
					'That is said before it is saved. Give each a prefix of its own, such as workato/{project}/ with the slash at the end, or agree if they are meant to share.',
			},
			{
				problem: 'A secret is not in the list.',
				solution:
					'The list has one account and one region. A secret of another account needs a policy of its own there.',
			},
			{
				problem: 'A secret is encrypted with a customer managed key.',
				solution:
					'The role may then decrypt with it through Secrets Manager. The key’s own policy has to let the role in as well.',
			},
			{
				problem: 'The list does not come.',
				solution: 'Go back and give the ARNs or a prefix instead.',
			},
		],
		terms: [terms.prefix, terms.secretArn, terms.customerManagedKey],
		pages: [pages.projectSecrets, pages.secretsAcrossAccounts],
	},
	review: {
		what: 'For several projects, shows first who reads what; then what AWS still needs for each. In a project, d shows diffs, j the JSON, c the aws commands. Nothing has been written up to here.',
		why: 'You see what will be done before it is done. Statements that are there already stay.',
		troubles: [
			{
				problem: 'A project would read what is for another.',
				solution:
					'It is marked and stands first. Open it to see every secret; “Choose other secrets” leads back.',
			},
			{
				problem: 'A project cannot go on.',
				solution:
					'It stands first; open it for the reason and what helps. The others can be applied without it.',
			},
			{
				problem: 'A run was stopped, or some of it failed.',
				solution:
					'What is done stays done. Look again: it plans what is left, and nothing is made twice.',
			},
			{
				problem: 'You are not allowed to apply it.',
				solution: 'Hand it over as a script, a template or the permissions to ask for.',
			},
		],
		terms: [terms.trustPolicy, terms.permissionsPolicy, terms.statement],
		pages: [pages.workatoRoles],
	},
	arns: {
		what: 'Shows each role’s ARN, where it goes in Workato, and takes down how it went.',
		why: 'Workato needs the ARN in each project’s settings, and only its own pages can take it.',
		troubles: [
			{
				problem: 'Workato does not take it.',
				solution:
					'Check that the ARN and the page are the same project’s, then say that it shows an error: the checklist looks why.',
			},
			{
				problem: 'It fails right after the changes.',
				solution:
					'AWS needs some time until a new role holds everywhere. Wait a minute and try again.',
			},
			{
				problem: 'There is no ARN yet.',
				solution: 'Go back to the review and apply the changes first.',
			},
		],
		terms: [terms.arn, terms.assume],
		pages: [pages.projectSecrets, pages.workatoRoles],
	},
	checklist: {
		what: 'Asks AWS again and answers, for each project, whether Workato can assume its role and read its secrets.',
		why: 'A connection that works proves little: it also works with a role that is open to too many.',
		troubles: [
			{
				problem: 'A project fails.',
				solution:
					'It stands first. Open it: the failing row says what to do, and f plans the fix where a change can mend it.',
			},
			{
				problem: 'The role of another project reads these, too.',
				solution:
					'The row names it and the policy. If it is not meant, give each project secrets of its own, and apply that.',
			},
			{
				problem: 'A permissions boundary or a rule of your organisation denies it.',
				solution: 'Whoever looks after it has to allow what the row names.',
			},
			{
				problem: 'A secret is plain text.',
				solution: 'Workato takes secrets with keys and values only. Save it as JSON in AWS.',
			},
		],
		terms: [
			terms.trustPolicy,
			terms.permissionsPolicy,
			terms.externalId,
			terms.boundary,
			terms.customerManagedKey,
			terms.cloudTrail,
		],
		pages: [pages.workatoRoles, pages.usingSecrets, pages.awsHealth],
	},
	using: {
		what: 'Gives the text that stands for a secret in a connection’s field, key by key.',
		why: 'Workato looks a secret up by the name of a key inside it and by the secret’s full ARN.',
		troubles: [
			{
				problem: 'The connection does not find the secret.',
				solution:
					'“Key name” is a key inside the JSON, not the secret’s name. List the key names here and copy the text.',
			},
			{
				problem: 'Workato still uses the old value.',
				solution:
					'It keeps values for a while. Clear its cache of secrets, here if it is offered, or by Workato’s API.',
			},
		],
		terms: [terms.usedKey, terms.secretArn],
		pages: [pages.usingSecrets, pages.secretsApi],
	},
};
