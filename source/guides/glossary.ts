import {type HelpTopic, type Term, type Page} from '../ui/frame-keys.js';

/** Words of AWS's policies and services, and of Workato, each explained without the others. A screen's help names those that the screen uses. */
export const terms = {
	alias: {
		name: 'alias',
		meaning:
			'A name for a key, such as alias/workato-ekm. It can be pointed at another key, so Workato takes the key’s ARN instead.',
	},
	arn: {
		name: 'ARN',
		meaning:
			'The full name of one thing in AWS. It holds the service, the region and the account, so no two things share one.',
	},
	assume: {
		name: 'assume',
		meaning:
			'To assume a role is to work with its permissions for a while, with keys that AWS hands out and that end by themselves.',
	},
	boundary: {
		name: 'permissions boundary',
		meaning:
			'A policy that caps what a role or user can do. What it does not allow is denied, whatever the other policies say.',
	},
	cloudTrail: {
		name: 'CloudTrail',
		meaning:
			'AWS’s record of calls: who called what, and when. A call shows up there some minutes later.',
	},
	customerManagedKey: {
		name: 'customer managed key',
		meaning:
			'A KMS key that your account made and controls: its policy, its rotation, its end. Keys that AWS makes for a service cannot be shared this way.',
	},
	dataCentre: {
		name: 'data centre',
		meaning:
			'The part of Workato that your account lives in, such as US or EU. Each one has a web address of its own.',
	},
	environment: {
		name: 'environment',
		meaning:
			'A separate space of your Workato workspace, such as development or production. Each has its own key management page.',
	},
	externalId: {
		name: 'external ID',
		meaning:
			'A value that Workato makes and shows you. The role’s trust policy asks for it, so nobody else can have Workato use your role by naming its ARN (AWS calls that the confused deputy).',
	},
	identity: {
		name: 'identity',
		meaning:
			'Who AWS takes you for: the account, and the role or user in it. Everything that is done here is done in its name.',
	},
	identityCenter: {
		name: 'Identity Center',
		meaning:
			'AWS’s company sign-in (SSO): one sign-in in the browser, then you choose an account and a role in it.',
	},
	keyPolicy: {
		name: 'key policy',
		meaning:
			'The policy on the key itself. Whoever uses or manages the key has to be let in there, even people of your own account.',
	},
	mfa: {
		name: 'MFA',
		meaning: 'A second proof that it is you, mostly a code of six digits from an app or a device.',
	},
	permissionsPolicy: {
		name: 'permissions policy',
		meaning: 'The policy on a role that says what the role may do.',
	},
	prefix: {
		name: 'prefix',
		meaning:
			'The beginning of a name. A role that may read secrets by prefix also reads those that get such a name later.',
	},
	principal: {
		name: 'principal',
		meaning: 'Whom a statement of a policy lets in: an account, a role, a user or a service.',
	},
	profile: {
		name: 'profile',
		meaning:
			'A named way to sign in, in the files below ~/.aws. The aws CLI and other tools use the same ones.',
	},
	region: {
		name: 'region',
		meaning:
			'The place where AWS keeps a key or a secret, such as eu-west-1. It cannot be moved to another one later.',
	},
	rotation: {
		name: 'rotation',
		meaning:
			'AWS gives the key new material at set times and keeps the old, so what was encrypted before can still be read.',
	},
	sandbox: {
		name: 'sandbox',
		meaning:
			'A small AWS and Workato on this computer, to practise with. Nothing there costs money or reaches your account.',
	},
	scope: {
		name: 'scope',
		meaning:
			'Workato’s setting for who shares a role: every project has one of its own, or all of the workspace have the same.',
	},
	secretArn: {
		name: 'secret ARN',
		meaning:
			'The full name of a secret, with the six characters that AWS puts at its end. Workato needs it exactly so.',
	},
	setup: {
		name: 'setup',
		meaning:
			'Your way through one guide, saved on this computer under a name: the answers, and a journal of what was done. No credentials and no secret values are in it.',
	},
	startUrl: {
		name: 'start URL',
		meaning:
			'The address of your company’s AWS access portal, such as https://d-1234567890.awsapps.com/start.',
	},
	statement: {
		name: 'statement',
		meaning: 'One rule of a policy: it allows or denies certain actions to certain principals.',
	},
	symmetric: {
		name: 'symmetric key',
		meaning:
			'A key that encrypts and decrypts. Its material stays inside KMS, which does the work for whoever is let in.',
	},
	trustPolicy: {
		name: 'trust policy',
		meaning: 'The policy on a role that says who may assume it, and under which conditions.',
	},
	usedKey: {
		name: 'key name',
		meaning:
			'A name inside the secret’s JSON, such as password. It is not the name of the secret, and has nothing to do with a KMS key.',
	},
} as const satisfies Readonly<Record<string, Term>>;

const workato = 'https://docs.workato.com';
const dataProtection = `${workato}/security/data-protection`;

/** The pages of Workato's and AWS's documentation that the guides follow or build on. */
export const pages = {
	keyManagement: {
		title: 'Workato: Enterprise Key Management',
		address: `${dataProtection}/encryption-key-management/enterprise-key-management.html`,
	},
	kmsGuide: {
		title: 'Workato: setting up AWS KMS',
		address: `${dataProtection}/encryption-key-management/guides/setting-up-amazon-key-management-service.html`,
	},
	secretsManagement: {
		title: 'Workato: secrets management',
		address: `${dataProtection}/secrets-management/secrets-management.html`,
	},
	projectSecrets: {
		title: 'Workato: secrets for projects',
		address: `${dataProtection}/secrets-management/setting-up-project-level-aws-secrets-manager.html`,
	},
	workatoRoles: {
		title: 'Workato: IAM roles for AWS',
		address: `${dataProtection}/secrets-management/iam-role-based-authentication-for-aws.html`,
	},
	usingSecrets: {
		title: 'Workato: using secrets in connections',
		address: `${dataProtection}/secrets-management/using-aws-secrets-in-connections.html`,
	},
	roleSharing: {
		title: 'Workato: sharing an external ID (Automation HQ)',
		address: `${workato}/ahq-aws-iam-role-sharing.html`,
	},
	developerApi: {
		title: 'Workato: Developer API',
		address: `${workato}/workato-api`,
	},
	secretsApi: {
		title: 'Workato: clearing the cache of secrets',
		address: `${workato}/workato-api/secrets-management.html`,
	},
	enableKeys: {
		title: 'AWS: enabling and disabling keys',
		address: 'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys',
	},
	rotateKeys: {
		title: 'AWS: automatic key rotation',
		address: 'https://docs.aws.amazon.com/goto/WebAPI/kms/EnableKeyRotation',
	},
	secretsAcrossAccounts: {
		title: 'AWS: secrets of another account',
		address:
			'https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html',
	},
	awsHealth: {
		title: 'AWS: service health',
		address: 'https://health.aws.amazon.com/health/status',
	},
} as const satisfies Readonly<Record<string, Page>>;

/** What every guide's help says before the setup begins. */
export const beforeYouStart = {
	what: 'Shows who you are in AWS, what you are allowed to do there, and what has to be ready in Workato. Then you choose your Workato data centre.',
	why: 'A missing permission is easier to ask for now than in the middle of the setup.',
	troubles: [
		{
			problem: 'This is the wrong account or identity.',
			solution: 'Go back to the home screen and change who you are in AWS.',
		},
		{
			problem: 'Permissions are missing.',
			solution: 'Press h: it writes the policy to ask your administrator for.',
		},
	],
} as const satisfies Partial<HelpTopic>;
