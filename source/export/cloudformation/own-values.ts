import {type Json} from '../../json.js';
import {cutAtOwnAccount} from '../own-account.js';
import {Tagged, type TemplateValue} from './template-yaml.js';

const pseudo = {
	partition: '${AWS::Partition}',
	account: '${AWS::AccountId}',
};

/**
A value of a call (a policy, say) for a template: wherever it names a thing of its own account, the account that the stack is
made in. So one template serves any number of accounts.
*/
export function ownValues(
	value: Json,
	planned: {account: string; partition: string},
): TemplateValue {
	if (typeof value === 'string') {
		const pieces = cutAtOwnAccount(value, planned);
		return pieces.length === 1
			? value
			: new Tagged(
					'!Sub',
					pieces
						.map((piece) =>
							typeof piece === 'string'
								? piece.replaceAll('${', '${!')
								: pseudo[piece.own],
						)
						.join(''),
				);
	}

	if (Array.isArray(value)) {
		return value.map((item) => ownValues(item, planned));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [
					key,
					ownValues(inner, planned),
				]),
			)
		: (value ?? undefined);
}
