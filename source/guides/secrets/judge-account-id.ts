import {isPlaceholder} from '../../policy/principals.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {looksLikeExternalId} from './external-id.js';
import {type Finding} from './finding.js';

const field = 'workatoAccountId';
const hint =
	'Copy “AWS Account ID” from the project’s “Create a new permission policy and role in AWS” in Workato.';

/**
Judges what a person gave as Workato's AWS account ID. Empty: nothing is wrong with it. `ownAccount` is the account of
the AWS identity. Which accounts are Workato's is not known for certain, so none is built in.
*/
export function judgeAccountId(text: string, ownAccount?: string): Finding[] {
	const refuse = (code: string, message: string, fix = hint): Finding[] => [
		{code, level: 'refusal', field, message, hint: fix},
	];
	const value = text.trim();
	if (looksLikeExternalId(value)) {
		return [
			{
				code: 'SwappedIds',
				level: 'refusal',
				field,
				message:
					'The AWS account ID is an external ID. The two values seem to be swapped.',
				hint: 'Put each into the other’s field.',
				isSwapped: true,
			},
		];
	}

	if (/^\d{12}$/v.test(value)) {
		if (isPlaceholder(value)) {
			return refuse('AccountIdStandIn', `${value} only stands for an account.`);
		}

		if (value === ownAccount) {
			return refuse(
				'OwnAccount',
				`${value} is your own AWS account, not Workato’s. The role has to trust Workato.`,
			);
		}

		return ['123456789012', '111122223333'].includes(value)
			? [
					{
						code: 'ExampleAccountId',
						level: 'warning',
						field,
						message: `${value} is the account that AWS uses in its examples. It is hardly Workato’s.`,
						hint,
					},
				]
			: [];
	}

	const digits = value.replaceAll(/[\s\-]/gv, '');
	if (/^\d{12}$/v.test(digits)) {
		return refuse(
			'AccountIdForm',
			`The AWS account ID ${quoteText(value, 60)} has spaces or dashes in it.`,
			`Give the 12 digits alone: ${digits}.`,
		);
	}

	const inside = /^arn:[\-a-z]+:iam::(?<account>\d{12}):/v.exec(value)?.groups
		?.account;
	if (inside !== undefined) {
		return refuse(
			'AccountIdForm',
			'An ARN stands where the AWS account ID belongs.',
			`Give the 12 digits alone: ${inside}.`,
		);
	}

	if (/^\d(?:[,.]\d+)?e\+?\d+$/iv.test(value)) {
		return refuse(
			'AccountIdForm',
			`The AWS account ID reads ${quoteText(value, 60)}: a spreadsheet has turned it into a number.`,
			'Make the column text in the spreadsheet, and copy the account ID from Workato again.',
		);
	}

	if (/^\d+$/v.test(value)) {
		return refuse(
			'AccountIdForm',
			value.length > 12
				? `The AWS account ID has ${value.length} digits; it has to be 12.`
				: `The AWS account ID has ${value.length} ${value.length === 1 ? 'digit' : 'digits'}; it has to be 12. A spreadsheet may have dropped zeros at its start.`,
		);
	}

	return refuse(
		'AccountIdForm',
		`${quoteText(value, 60)} is not an AWS account ID: that is 12 digits.`,
	);
}
