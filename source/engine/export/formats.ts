/** What a setup can be handed over as: the word on the command line, what it is, the ending of its file, and its name in a bundle. */
export const exportFormats = [
	{
		id: 'permissions',
		about: 'the IAM policy that an operator needs to run the setup',
		ending: 'permissions.json',
		inBundle: 'permissions.json',
	},
	{
		id: 'cloudformation',
		about: 'a CloudFormation template',
		ending: 'template.yaml',
		inBundle: 'template.yaml',
	},
	{
		id: 'terraform',
		about: 'Terraform (HCL) for the AWS provider',
		ending: 'tf',
		inBundle: 'main.tf',
	},
	{
		id: 'shell',
		about: 'a shell script of aws commands',
		ending: 'sh',
		inBundle: 'apply.sh',
	},
] as const;

/** The word for a format. */
export type ExportFormat = (typeof exportFormats)[number]['id'];

/** A text of an export, and what it is called as a file. */
export type ExportedFile = {
	fileName: string;
	text: string;
	/** It holds a part of the setup: the first text alone is not the whole. */
	isPart?: true;
};
