import {isWildcardMatch} from '../../policy/match-wildcard.js';
import {kmsActionNames, kmsActions} from '../../policy/kms-actions.js';
import {toList} from '../../policy/one-or-many.js';
import {type Statement} from '../../policy/policy-document.js';
import {quote} from '../../policy/quote.js';
import {type StatementProblem} from '../../policy/statement-problem.js';
import {suggest} from '../../policy/suggest.js';

const needed = new Set(['kms:encrypt', 'kms:decrypt']);

const findMatches = (action: string): string[] =>
	kmsActionNames.filter((name) =>
		isWildcardMatch(action.toLowerCase(), name.toLowerCase()),
	);

const refuse = (action: string): string | undefined => {
	const matches = findMatches(action);
	const [first, ...more] = matches.filter(
		(name) => kmsActions.get(name) === 'manage',
	);
	if (first !== undefined) {
		const others = more.length === 0 ? '' : ` and ${more.length} more`;
		const taken =
			first.toLowerCase() === action.toLowerCase()
				? ''
				: `, among it ${first}${others}`;
		return `${quote(action)} hands over the administration of the key${taken}. Workato only needs to encrypt and decrypt.`;
	}

	return matches.length === 0
		? `KMS has no action ${quote(action)}.${suggest(action, kmsActionNames)}`
		: undefined;
};

/** Finds actions of KMS that Workato must not get, or that KMS does not know. Actions of other services are not looked at. */
export const refuseActions = ({Action}: Statement): StatementProblem[] =>
	toList(Action).flatMap((action, index) => {
		const message =
			action === '*' || /^kms:./iv.test(action) ? refuse(action) : undefined;
		return message === undefined
			? []
			: [{code: 'action' as const, message, path: ['Action', index]}];
	});

/** Lists the actions beyond the documented kms:Encrypt and kms:Decrypt. */
export const findWiderActions = ({Action}: Statement): string[] =>
	toList(Action).filter((action) => !needed.has(action.toLowerCase()));
