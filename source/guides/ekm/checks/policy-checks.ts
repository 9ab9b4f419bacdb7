import {parseKeyArn} from '../../../aws/arn.js';
import {canonicalStatement} from '../../../policy/compare.js';
import {explainStatement} from '../../../policy/explain-statement.js';
import {
	type PolicyDocument,
	type Statement,
} from '../../../policy/policy-document.js';
import {parsePrincipalElement} from '../../../policy/principals.js';
import {type KeyProperties} from '../../../policy/request-context.js';
import {validateKeyPolicy} from '../../../policy/validate-key-policy.js';
import {formatWord} from '../../../terminal/foreign-text.js';
import {type Check} from '../../guide.js';
import {missingAnswers, type EkmAnswers} from '../answers.js';
import {type EkmObservation} from '../observation.js';
import {policyChanges} from '../changes.js';
import {findUnwritable} from '../../../resources/kms-key/unwritable-policy.js';
import {
	judgeAnswer,
	wantedStatements,
	workatoAccounts,
	type Owner,
} from '../wanted-statements.js';
import {nameWorkato, type WorkatoName} from '../../name-workato.js';
import {rowFrom, type Question, type Verdict} from '../../check-row.js';
import {type KeyFacts} from '../../../resources/kms-key/read.js';
import {type CheckContext} from './check-context.js';
import {obstacles} from './obstacles.js';
import {outsiders, type OpenKey} from './outsiders-check.js';
import {ownership} from './owner-check.js';
import {noKey} from './no-key.js';

/** The key policy: valid, with Workato's statement and the owner's, with nothing in the way and nothing too wide. */
export function policyChecks(
	answers: EkmAnswers,
	observation: Partial<EkmObservation>,
	context: CheckContext,
): Check[] {
	const {policy, key, identity, observedAt} = observation;
	const caller = identity?.state === 'found' ? identity.value : undefined;
	// Where AWS does not describe the key, its ARN is known from the answers or the journal, or not at all.
	const arn = (key?.state === 'found' ? key.value.arn : '') || context.keyArn;
	const owner = [
		arn && parseKeyArn(arn)?.account,
		context.account,
		caller?.account,
	].find(Boolean);
	const who = {
		...(owner && {account: owner}),
		...(caller && {partition: caller.partition}),
	};
	const wanted = wantedStatements(answers, who);
	const workato = nameWorkato(
		workatoAccounts(answers, who),
		context.pastedAccounts,
	);
	const placed: OpenKey | undefined = owner
		? {
				arn: arn === '' ? undefined : arn,
				account: owner,
				...(key?.state === 'found' && {properties: propertiesOf(key.value)}),
				...(observedAt !== undefined && {now: Date.parse(observedAt)}),
			}
		: undefined;
	const about = (
		question: Question,
		value: (policy: PolicyDocument) => Verdict,
	) => rowFrom(question, policy, {value, absent: noKey});
	return [
		about({id: 'policy-valid', title: 'The key policy is valid'}, valid),
		about(
			{
				id: 'policy-statement',
				title: workato.isKnown
					? 'Workato’s statement is in it, as pasted'
					: 'The setup’s statement is in it, as given',
			},
			(value) =>
				wanted.length === 0
					? nothingWanted(answers, who)
					: hasStatements(value, wanted, {observation, workato}),
		),
		about(
			{id: 'policy-owner', title: 'Your account still owns the key'},
			(value) => (placed ? ownership(value, placed) : noAccount),
		),
		about(
			{id: 'policy-obstacles', title: 'Nothing stands in Workato’s way'},
			(value) =>
				arn && placed ? obstacles(value, wanted, {...placed, arn}) : noArn,
		),
		about(
			{id: 'policy-outsiders', title: 'Nothing more is open to outsiders'},
			(value) =>
				placed
					? outsiders(value, wanted, placed, {observation, workato})
					: noAccount,
		),
		about(
			{id: 'policy-orphans', title: 'Every role and user in it exists'},
			orphans,
		),
	];
}

function propertiesOf({
	spec,
	usage,
	origin,
	multiRegion,
}: KeyFacts): KeyProperties {
	return {spec, usage, origin, multiRegion: multiRegion ?? 'no'};
}

function valid(policy: PolicyDocument): Verdict {
	const problems = validateKeyPolicy(policy);
	return problems.length === 0
		? {
				status: 'pass',
				detail: `Valid JSON with ${count(policy.Statement.length, 'statement')}.`,
			}
		: {
				status: 'fail',
				detail: problems.map(({message}) => message).join(' '),
				fix: 'Mend these statements in the KMS console; the assistant changes no statement but Workato’s.',
			};
}

function nothingWanted(answers: EkmAnswers, who: Owner): Verdict {
	const [refusal] = missingAnswers(answers).includes('statement')
		? []
		: judgeAnswer(answers, who).refusals;
	return {
		status: 'unknown',
		detail: refusal
			? `The setup’s statement is refused: ${refusal.message}`
			: 'The setup holds no statement to compare with.',
		fix: 'Paste “Permission to access key” on the screen “Retrieve the key policy”.',
		cause: 'no-statement',
	};
}

function hasStatements(
	policy: PolicyDocument,
	wanted: Statement[],
	{
		observation,
		workato,
	}: {observation: Partial<EkmObservation>; workato: WorkatoName},
): Verdict {
	const present = new Set(
		policy.Statement.map((statement) => canonicalStatement(statement)),
	);
	const missing = wanted.filter(
		(statement) => !present.has(canonicalStatement(statement)),
	);
	if (missing.length === 0) {
		return {
			status: 'pass',
			detail: [
				...wanted.map((statement) => explainStatement(statement)),
				...(workato.isKnown ? [] : [`That is ${workato.end}.`]),
			].join(' '),
		};
	}

	const {key} = observation;
	const mend =
		key?.state === 'found'
			? policyChanges(key.value.arn, observation, wanted, workato)
			: [];
	const [blocker] = findUnwritable(mend, observation.policyLosses);
	const detail = `Missing: ${missing.map((statement) => explainStatement(statement)).join(' ')}`;
	return blocker
		? {
				status: 'fail',
				detail: `${detail} ${blocker.message}`,
				fix: blocker.hint,
			}
		: {
				status: 'fail',
				detail,
				fix: 'Add the statement: kms:PutKeyPolicy. Every other statement stays.',
				mend,
			};
}

const noArn: Verdict = {
	status: 'unknown',
	detail: 'The key’s ARN is not known: AWS does not describe the key.',
	fix: 'Get the permission kms:DescribeKey, and look again.',
	cause: 'no-arn',
};

const noAccount: Verdict = {
	status: 'unknown',
	detail: 'The key’s account is not known.',
	fix: 'Look again once AWS says who you are.',
	cause: 'no-account',
};

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
		? {status: 'pass', detail: 'No statement names a deleted role or user.'}
		: {
				status: 'warn',
				detail: `A deleted role or user is still named: ${lost.join(', ')}.`,
				fix: 'AWS keeps the old ID even if the role is made again. Write the statement anew with the role’s ARN.',
			};
}

function count(number: number, noun: string): string {
	return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
