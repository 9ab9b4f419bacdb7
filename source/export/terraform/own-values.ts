import {type Json} from '../../json.js';
import {type Handover} from '../handover.js';
import {cutAtOwnAccount} from '../own-account.js';
import {Expression, type HclValue} from './hcl.js';
import {escapeHcl} from './quote-hcl.js';

const current = {
	partition: '${data.aws_partition.current.partition}',
	account: '${data.aws_caller_identity.current.account_id}',
};

/**
A value of a call (a policy, say) in HCL. As long as nobody has said which account it is for, things of its own account are
named by the account that Terraform works in.
*/
export function ownValues(
	value: Json,
	handover: Pick<Handover, 'account' | 'planned'>,
): HclValue {
	if (typeof value === 'string') {
		const pieces =
			handover.account === undefined
				? cutAtOwnAccount(value, handover.planned)
				: [value];
		return pieces.length === 1
			? value
			: new Expression(
					`"${pieces
						.map((piece) =>
							typeof piece === 'string' ? escapeHcl(piece) : current[piece.own],
						)
						.join('')}"`,
				);
	}

	if (Array.isArray(value)) {
		return value.map((item) => ownValues(item, handover));
	}

	return typeof value === 'object' && value !== null
		? Object.fromEntries(
				Object.entries(value).map(([key, inner]) => [
					key,
					ownValues(inner, handover),
				]),
			)
		: (value ?? undefined);
}
