import {createAlias} from '../../resources/kms-alias/calls.js';
import {createKey, enableKeyRotation} from '../../resources/kms-key/calls.js';
import {inputsOf} from '../../resources/resource.js';
import {type Change} from '../../resources/call.js';
import {formatWord} from '../../terminal/foreign-text.js';
import {type Identity} from '../../aws/session.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {nameWorkato} from '../ownership.js';
import {type Fact} from '../guide.js';
import {labelFacts, policyFacts} from '../policy-facts.js';
import {type EkmAnswers} from './answers.js';
import {workatoAccounts} from './validate-statement.js';

/** What the changes come to: the key, who gets what with it, its rotation, and how it is labelled. */
export function ekmFacts(
	changes: readonly Change[],
	{
		answers,
		identity,
		saved,
	}: {
		answers: EkmAnswers;
		identity: Identity;
		saved: Pick<SavedSetup, 'pastedAccounts'>;
	},
): Fact[] {
	const [created] = inputsOf(changes, createKey);
	const [rotation] = inputsOf(changes, enableKeyRotation);
	const partners = workatoAccounts(answers, identity);
	const sides = {
		account: identity.account,
		partners,
		workato: nameWorkato(partners, saved.pastedAccounts),
	};
	return [
		...keyFacts(changes),
		...changes.flatMap((change) => policyFacts(change, sides)),
		...(rotation
			? [{label: 'Rotation', value: `every ${rotation.RotationPeriodInDays} days`}]
			: created
				? [{label: 'Rotation', value: 'off'}]
				: []),
		...labelFacts(
			created?.Description,
			created?.Tags.map(({TagKey, TagValue}) => [TagKey, TagValue] as const) ?? [],
		),
	];
}

function keyFacts(changes: readonly Change[]): Fact[] {
	const aliases = inputsOf(changes, createAlias).map(({AliasName}) => formatWord(AliasName));
	const used = changes.flatMap(({call: {input}}) =>
		[input.KeyId, input.TargetKeyId].filter((id) => typeof id === 'string'),
	)[0];
	const key =
		inputsOf(changes, createKey).length > 0
			? ['new, symmetric']
			: used === undefined
				? []
				: [`there already, ${formatWord(used)}`];
	return key.length === 0 ? [] : [{label: 'Key', value: [...key, ...aliases].join(', ')}];
}
