import {identityRow} from '../checklist-table.js';
import {type Trouble} from '../guide.js';
import {otherSetupsRow} from '../shared-things.js';

/** What is usually behind each row, in the order of the checklist. */
export const secretsTroubleshooting: readonly Trouble[] = [
	identityRow,
	{
		id: 'total-ready',
		title: 'Projects that are ready',
		cause: 'some projects are not applied yet',
		solution: 'open those that are listed first',
	},
	{
		id: 'total-used',
		title: 'Proof: roles that have been used since the setup',
		cause: 'Workato has not tried all of them yet',
		solution: 'test a connection of each project',
	},
	{
		id: 'role',
		title: 'The role exists',
		cause: 'not applied yet, or deleted',
		solution: '`workato-aws apply`',
	},
	{
		id: 'trust',
		title: 'The trust policy lets Workato in',
		cause: 'another account ID than Workato’s page shows',
		solution: 'compare the AWS Account ID, apply again',
	},
	{
		id: 'external-id',
		title: 'The external ID is right, and always required',
		cause: 'the ID of another project, a pattern, or no condition at all',
		solution: 'compare “External ID” in Workato, apply again',
	},
	{
		id: 'conditions',
		title: 'No condition stands in Workato’s way',
		cause: 'a condition on source address, MFA or organisation',
		solution: 'take it out of the trust policy',
	},
	{
		id: 'outsiders',
		title: 'Nobody unexpected may assume the role',
		cause: 'others share the role, or sign in to it through GitHub and such',
		solution: 'give Workato a role of its own',
	},
	{
		id: 'permissions',
		title: 'The role reaches each chosen secret',
		cause: 'a secret was added or renamed, a boundary or a Deny',
		solution: 'apply again; the row names what stops it',
	},
	{
		id: 'nothing-else',
		title: 'It reaches nothing else',
		cause: 'other policies of the role',
		solution: 'give Workato a role of its own',
	},
	{
		id: 'only-own-project',
		title: 'No other project’s role reads these',
		cause: 'a prefix of one project holds what is another’s',
		solution: 'give each project secrets of its own',
	},
	{
		id: 'secrets',
		title: 'Each secret is there',
		cause: 'deleted, or in another region',
		solution: 'restore it, or choose again',
	},
	{
		id: 'keys',
		title: 'Their keys are enabled',
		cause: 'the key of a secret is disabled, or does not let the role in',
		solution: 'put the key right',
	},
	{
		id: 'json',
		title: 'Each secret is JSON with keys',
		cause: 'plain text: Workato reads JSON only',
		solution: 'store it as JSON',
	},
	{
		id: 'used',
		title: 'Proof: the role has been used since the setup',
		cause: 'Workato has not tried yet; AWS shows it hours later',
		solution: 'test a connection in Workato',
	},
	otherSetupsRow,
];
