import {createRole} from '../../resources/iam-role/calls.js';
import {inputsOf} from '../../resources/resource.js';
import {type Change} from '../../resources/call.js';
import {formatWord} from '../../terminal/foreign-text.js';
import {type Identity} from '../../aws/session.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {nameWorkato} from '../ownership.js';
import {type Fact} from '../guide.js';
import {labelFacts, policyFacts} from '../policy-facts.js';
import {type SecretsAnswers} from './answers.js';

/** What the changes of a project come to: its role, who may assume it, what it may do, and how it is labelled. */
export function secretsFacts(
	changes: readonly Change[],
	{
		answers: {workatoAccountId},
		identity,
		saved,
	}: {
		answers: Pick<SecretsAnswers, 'workatoAccountId'>;
		identity: Pick<Identity, 'account'>;
		saved: Pick<SavedSetup, 'pastedAccounts'>;
	},
): Fact[] {
	const created = inputsOf(changes, createRole);
	const made = new Set(created.map(({RoleName}) => RoleName));
	const names = new Set(
		changes.flatMap(({call: {input}}) =>
			typeof input.RoleName === 'string' ? [input.RoleName] : [],
		),
	);
	const partners = workatoAccountId === undefined ? [] : [workatoAccountId];
	const sides = {
		account: identity.account,
		partners,
		workato: nameWorkato(partners, saved.pastedAccounts),
	};
	return [
		...Array.from(names, (name) => ({
			label: 'Role',
			value: made.has(name) ? `new, ${formatWord(name)}` : `there already, ${formatWord(name)}`,
		})),
		...changes.flatMap((change) => policyFacts(change, sides)),
		...created.flatMap(({Description, Tags}) =>
			labelFacts(
				Description,
				Tags.map(({Key, Value}) => [Key, Value] as const),
			),
		),
	];
}
