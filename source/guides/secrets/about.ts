/** What this guide is, for lists and help: known without loading the guide and the AWS SDK with it. */
export const aboutSecrets = {
	id: 'secrets',
	title: 'Secrets for projects',
	summary: 'one IAM role per Workato project, to read its AWS secrets',
	purpose:
		'Connections in Workato then read their credentials from AWS Secrets Manager instead of keeping them, each project with a role of its own that reads its own secrets.',
	partner: 'Workato',
	groups: {field: 'projects', one: 'project', many: 'projects'},
	steps: [
		'before',
		'scope',
		'projects',
		'ids',
		'role',
		'secrets',
		'review',
		'arns',
		'checklist',
		'using',
	],
} as const;

/** The id of what the guide gives to Workato for each project. */
export const rolesOutput = 'roles';
