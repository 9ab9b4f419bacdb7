import {type Page} from './topic.js';

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
		address:
			'https://docs.aws.amazon.com/kms/latest/developerguide/enabling-keys',
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
