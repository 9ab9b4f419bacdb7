import {identityTrouble, type Trouble} from '../troubleshooting.js';

/** What is usually behind each row, in the order of the checklist. */
export const ekmTroubleshooting: readonly Trouble[] = [
	identityTrouble,
	{
		row: 'key-exists',
		title: 'The key exists',
		cause: 'not applied yet, or another region',
		solution: '`workato-aws apply`, or the right `--region`',
	},
	{
		row: 'key-enabled',
		title: 'The key is enabled',
		cause: 'disabled, or scheduled for deletion',
		solution: '`f` on the row enables it, or cancels the deletion',
	},
	{
		row: 'key-type',
		title: 'Symmetric, for encrypt and decrypt',
		cause: 'a key for signing, or an asymmetric one',
		solution: 'choose or make another key',
	},
	{
		row: 'key-manager',
		title: 'Customer managed key',
		cause: 'a key that AWS manages; its policy cannot be changed',
		solution: 'choose or make another key',
	},
	{
		row: 'key-region',
		title: 'Right account and region',
		cause: 'the key is somewhere else than the setup',
		solution: 'choose a key of this account and region',
	},
	{
		row: 'key-arn',
		title: 'The ARN is a clean key ARN',
		cause: 'an alias, an ID, or a stray space was given to Workato',
		solution: 'copy the ARN again from “The key ARN”',
	},
	{
		row: 'policy-valid',
		title: 'The key policy is valid',
		cause: 'somebody edited it; AWS could not read it',
		solution: 'look at the place that the row names',
	},
	{
		row: 'policy-statement',
		title: 'Workato’s statement is in it, as pasted',
		cause: 'the policy was replaced or edited later',
		solution: '`f` on the row adds the statement',
	},
	{
		row: 'policy-owner',
		title: 'Your account still owns the key',
		cause: 'the owner’s statement is gone, or a Deny shuts it out',
		solution: 'have whoever the row names change it',
	},
	{
		row: 'policy-obstacles',
		title: 'Nothing stands in Workato’s way',
		cause: 'a Deny, or a condition that Workato cannot meet',
		solution: 'change that statement; the row names it',
	},
	{
		row: 'policy-outsiders',
		title: 'Nothing more is open to outsiders',
		cause: 'a statement or a grant lets in others, or everybody',
		solution: '`f` keeps it to your account; a grant is revoked',
	},
	{
		row: 'policy-orphans',
		title: 'Every role and user in it exists',
		cause: 'Workato’s role was named by an ID that is gone',
		solution: 'write the statement anew',
	},
	{
		row: 'rotation',
		title: 'Automatic rotation',
		cause: 'it is off, or has another interval',
		solution: '`f` on the row sets it',
	},
	{
		row: 'service-status',
		title: 'AWS KMS has no reported outage',
		cause: 'trouble at AWS',
		solution: 'wait, and look again',
	},
	{
		row: 'key-used',
		title: 'Proof: the key has been used since the setup',
		cause: 'Workato has not tried yet; AWS shows it some minutes later',
		solution: 'click “Update key” in Workato, then look again',
	},
];
