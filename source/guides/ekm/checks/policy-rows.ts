import {canonicalStatement} from '../../../policy/compare-policies.js';
import {evaluateKeyPolicy} from '../../../policy/key-policy.js';
import {explainStatement} from '../../../policy/explain-statement.js';
import {type PolicyDocument, type Statement} from '../../../policy/policy-document.js';
import {parsePrincipalElement, parsePrincipals} from '../../../policy/principals.js';
import {withoutMfa} from '../../../policy/request-context.js';
import {validateKeyPolicy} from '../../../policy/validate-key-policy.js';
import {findUnwritable} from '../../../resources/kms-key/desired.js';
import {formatWord} from '../../../terminal/foreign-text.js';
import {formatCount} from '../../../terminal/text.js';
import {type Verdict, untilSoon, pass, fail, cannotTell, warn} from '../../checklist-table.js';
import {missingAnswers} from '../answers.js';
import {policyChanges} from '../plan.js';
import {namedActions, neededActions} from '../statement-rules.js';
import {validateAnswer} from '../validate-statement.js';
import {outsiders} from './outsiders.js';
import {ownership} from './ownership.js';
import {noArn, type LocatedKey, row, type RowContext} from './row-context.js';

/** The key policy: valid, with Workato's statement and the owner's, with nothing in the way and nothing too wide. */
export const policyRows = [
	row({
		id: 'policy-valid',
		section: 'Its policy',
		title: 'The key policy is valid',
		cause: 'somebody edited it; AWS could not read it',
		solution: 'look at the place that the row names',
		needs: ['policy'],
		verdict: ({policy}) => valid(policy),
	}),
	row({
		id: 'policy-statement',
		section: 'Its policy',
		title: 'Workato’s statement is in it, as pasted',
		titleIn: ({workato}) =>
			workato.isKnown ? undefined : 'The setup’s statement is in it, as given',
		cause: 'the policy was replaced or edited later',
		solution: '`f` on the row adds the statement',
		needs: ['policy'],
		verdict: ({policy}, context) =>
			context.wanted.length === 0 ? nothingWanted(context) : hasStatements(policy, context),
	}),
	row({
		id: 'policy-owner',
		section: 'Its policy',
		title: 'Your account still owns the key',
		cause: 'the owner’s statement is gone, or a Deny shuts it out',
		solution: 'have whoever the row names change it',
		needs: ['policy'],
		verdict: ({policy}, {placed}) => (placed ? ownership(policy, placed) : noAccount),
	}),
	row({
		id: 'policy-obstacles',
		section: 'Its policy',
		title: 'Nothing stands in Workato’s way',
		cause: 'a Deny, or a condition that Workato cannot meet',
		solution: 'change that statement; the row names it',
		needs: ['policy'],
		verdict: ({policy}, {placed, wanted}) =>
			placed?.arn === undefined ? noArn : obstacles(policy, wanted, {...placed, arn: placed.arn}),
	}),
	row({
		id: 'policy-outsiders',
		section: 'Its policy',
		title: 'Nothing more is open to outsiders',
		cause: 'a statement or a grant lets in others, or everybody',
		solution: '`f` keeps it to your account; a grant is revoked',
		needs: ['policy'],
		verdict: ({policy}, {placed, ...context}) =>
			placed ? outsiders(policy, placed, context) : noAccount,
	}),
	row({
		id: 'policy-orphans',
		section: 'Its policy',
		title: 'Every role and user in it exists',
		cause: 'Workato’s role was named by an ID that is gone',
		solution: 'write the statement anew',
		needs: ['policy'],
		verdict: ({policy}) => orphans(policy),
	}),
];

function valid(policy: PolicyDocument): Verdict {
	const problems = validateKeyPolicy(policy);
	return problems.length === 0
		? pass(`Valid JSON with ${formatCount(policy.Statement.length, 'statement')}.`)
		: fail(
				problems.map(({message}) => message).join(' '),
				'Mend these statements in the KMS console; the assistant changes no statement but Workato’s.',
			);
}

function nothingWanted({answers, owner}: RowContext): Verdict {
	const [refusal] = missingAnswers(answers).includes('statement')
		? []
		: validateAnswer(answers, owner).refusals;
	return cannotTell(
		refusal
			? `The setup’s statement is refused: ${refusal.message}`
			: 'The setup holds no statement to compare with.',
		'Paste “Permission to access key” on the screen “Retrieve the key policy”.',
		{cause: 'no-statement'},
	);
}

function hasStatements(
	policy: PolicyDocument,
	{wanted, observation, workato}: RowContext,
): Verdict {
	const present = new Set(policy.Statement.map((statement) => canonicalStatement(statement)));
	const missing = wanted.filter((statement) => !present.has(canonicalStatement(statement)));
	if (missing.length === 0) {
		return pass(
			[
				...wanted.map((statement) => explainStatement(statement)),
				...(workato.isKnown ? [] : [`That is ${workato.end}.`]),
			].join(' '),
		);
	}

	const {key} = observation;
	const fixChanges =
		key?.state === 'found' ? policyChanges(key.value.arn, observation, wanted, workato) : [];
	const [blocker] = findUnwritable(fixChanges, observation.policyLosses);
	const detail = `Missing: ${missing.map((statement) => explainStatement(statement)).join(' ')}`;
	return blocker
		? fail(`${detail} ${blocker.message}`, blocker.hint)
		: fail(detail, 'Add the statement: kms:PutKeyPolicy. Every other statement stays.', {
				fixChanges,
			});
}

const noAccount: Verdict = cannotTell(
	'The key’s account is not known.',
	'Look again once AWS says who you are.',
	{cause: 'no-account'},
);

/**
Whether a key policy lets every principal of the wanted statements encrypt, decrypt and do whatever else these allow with
the key; a Deny, a condition or a missing statement is named. Only the key's side: Workato's own policies cannot be seen.
*/
function obstacles(policy: PolicyDocument, wanted: Statement[], key: LocatedKey): Verdict {
	return untilSoon(policy, key.now, (now) => obstaclesAt(policy, wanted, {...key, now}));
}

function obstaclesAt(policy: PolicyDocument, wanted: Statement[], key: LocatedKey): Verdict {
	const principals = wanted.flatMap((statement) =>
		parsePrincipals(statement).map(({id}) => ({id, statement})),
	);
	const asked = [...new Set(principals.map(({id}) => id))].flatMap((principal) => {
		const own = principals.filter(({id}) => id === principal).map(({statement}) => statement);
		return [...new Set([...neededActions, ...namedActions(own)])].map((action) => ({
			principal,
			action,
			...evaluateKeyPolicy(policy, {
				principal,
				action,
				keyArn: key.arn,
				keyAccount: key.account,
				...(key.properties && {key: key.properties}),
				...(key.now !== undefined && {now: key.now}),
				context: withoutMfa,
			}),
		}));
	});
	const refused = asked.filter(({verdict}) => verdict === 'not allowed');
	const unclear = asked.filter(({verdict}) => verdict === 'cannot tell');
	const words = (list: typeof asked) =>
		list.map(({action, because}) => `${action}: ${because}`).join(' ');
	if (refused.length > 0) {
		return fail(
			words(refused),
			'Take the Deny or the condition away for Workato’s role, or add the missing statement.',
		);
	}

	if (unclear.length > 0 || asked.length === 0) {
		return cannotTell(
			asked.length === 0 ? 'The setup holds no statement to try.' : words(unclear),
			'Look at the named statement; only Workato’s “Update key” can tell.',
		);
	}

	return pass(
		`The key policy lets ${[...new Set(asked.map(({principal}) => principal))].join(', ')} use ${[...new Set(asked.map(({action}) => action))].join(', ')}.`,
	);
}

function orphans(policy: PolicyDocument): Verdict {
	const lost = policy.Statement.flatMap((statement) =>
		[statement.Principal, statement.NotPrincipal]
			.flatMap((element) => parsePrincipalElement(element))
			.filter(({kind}) => kind === 'unique-id')
			.map(
				({id}) =>
					`${id} in ${statement.Sid === undefined ? 'a statement without a Sid' : formatWord(statement.Sid)}`,
			),
	);
	return lost.length === 0
		? pass('No statement names a deleted role or user.')
		: warn(
				`A deleted role or user is still named: ${lost.join(', ')}.`,
				'AWS keeps the old ID even if the role is made again. Write the statement anew with the role’s ARN.',
			);
}
