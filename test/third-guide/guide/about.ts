/** What this guide is, for lists and help. */
export const aboutEvents = {
	id: 'events',
	title: 'Events by SNS',
	summary: 'an SNS topic that Workato publishes to and subscribes to',
	purpose: 'Recipes in Workato then start when something happens in AWS.',
	partner: 'Workato',
	steps: ['before', 'topic', 'review', 'arn', 'checklist'],
} as const;
