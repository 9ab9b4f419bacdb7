import {type AwsProblem} from '../../aws/errors.js';
import {joinWords} from '../../policy/join-words.js';
import {parsePrincipals} from '../../policy/principals.js';
import {type Remedy} from '../guide-screens.js';
import {type EkmAnswers} from './answers.js';
import {wantedStatements} from './wanted-statements.js';

/**
Which answers may be behind AWS's refusal of a change. KMS refuses a policy that names somebody who does not exist
and does not say whom: all that this setup adds are named.
*/
export function ekmRemedies(
	answers: EkmAnswers,
	{kind}: Pick<AwsProblem, 'kind'>,
): Remedy[] {
	if (kind !== 'unknown-principal') {
		return [];
	}

	const administrators = answers.key?.create?.administrators ?? [];
	const workato = wantedStatements(answers, {}).flatMap((statement) =>
		parsePrincipals(statement).map(({id}) => id),
	);
	return [
		...(administrators.length > 0
			? [
					{
						reason: `AWS does not know somebody whom the policy names. Among the key administrators: ${joinWords(administrators)}.`,
						label: 'Change the new key',
						step: 'key',
					},
				]
			: []),
		{
			reason:
				administrators.length > 0
					? `Or in Workato’s statement: ${joinWords(workato)}.`
					: `AWS does not know somebody whom the policy names: ${joinWords(workato)}, in Workato’s statement.`,
			label: 'Give Workato’s statement again',
			step: 'policy',
		},
	];
}
