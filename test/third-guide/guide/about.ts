/** What this guide is, for lists and help. */
export const aboutEvents = {
	id: 'events',
	title: 'Events by SNS',
	summary: 'an SNS topic that Workato publishes to and subscribes to',
	partner: 'Workato',
	steps: ['before', 'topic', 'review', 'arn', 'checklist'],
} as const;
