/** What this guide is, for lists and help: known without loading the guide and the AWS SDK with it. */
export const aboutEkm = {
	id: 'ekm',
	title: 'Enterprise Key Management',
	summary: 'an AWS KMS key that encrypts your data in Workato',
	purpose:
		'Workato then encrypts what it keeps for you with a key of your own. Whom that key lets in is yours to decide, and yours to end.',
	partner: 'Workato',
	steps: ['before', 'policy', 'key', 'rotation', 'review', 'arn', 'workato', 'checklist'],
} as const;

/** The id of what the guide gives to Workato. */
export const keyArnOutput = 'keyArn';
