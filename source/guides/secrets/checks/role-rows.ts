import {validateTrust, type TrustValidation} from '../../../policy/validate-trust.js';
import {type TrustFinding} from '../../../policy/trust-policy.js';
import {type Verdict, untilSoon, fail, warn, pass, cannotTell} from '../../checklist-table.js';
import {stillAccepted} from '../../step-marks.js';
import {type ProjectRole} from '../observation.js';
import {givenToWorkato} from '../role-names.js';
import {noAnswer, row, type RowContext} from './row-context.js';
import {openReview} from './secret-access.js';

const addStatement = 'Add Workato’s statement: open “Review and apply”.';

/** The role, and its trust policy: there, for Workato's account, with the external ID, and for nobody unexpected. */
export const roleRows = [
	row({
		id: 'role',
		section: 'The role',
		title: 'The role exists',
		cause: 'not applied yet, or deleted',
		solution: '`workato-aws apply`',
		needs: ['role'],
		verdict: ({role: {arn, foundBy}}) =>
			foundBy === 'unowned'
				? fail(
						`${arn} is there, and this setup did not make it.`,
						'Open “Review and apply”: choose another name, or use that role.',
						{alike: foundBy},
					)
				: foundBy === 'tags'
					? warn(
							`${arn} carries the name of this setup, but this setup did not make it.`,
							'Open “Review and apply”, or apply the setup file again: it asks whether that role is meant.',
							{alike: foundBy},
						)
					: pass(arn),
		absent: ({project, roleName}) =>
			fail(
				`There is no role ${roleName}.`,
				project.role?.use ? 'Check its name, or let the assistant make a new role.' : openReview,
				{alike: project.role?.use ? 'no-used-role' : 'no-role'},
			),
		fixChanges: ({planned}) => planned('createRole', 'putPolicy'),
	}),
	row({
		id: 'trust',
		section: 'Its trust policy',
		title: 'The trust policy lets Workato in',
		titleIn: ({workato}) =>
			workato.isKnown ? undefined : 'The trust policy lets the given account in',
		cause: 'another account ID than Workato’s page shows',
		solution: 'compare the AWS Account ID, apply again',
		needs: ['role'],
		verdict: ({role}, context) =>
			untilSoon(role.trust, context.now, (now) => letsIn(role, context, now)),
		fixChanges: ({planned}) => planned('updateTrust'),
	}),
	row({
		id: 'external-id',
		section: 'Its trust policy',
		title: 'The external ID is right, and always required',
		cause: 'the ID of another project, a pattern, or no condition at all',
		solution: 'compare “External ID” in Workato, apply again',
		needs: ['role'],
		verdict: (_found, context) => requiresId(context),
		fixChanges: ({planned}) => planned('updateTrust'),
	}),
	row({
		id: 'conditions',
		section: 'Its trust policy',
		title: 'No condition stands in Workato’s way',
		cause: 'a condition on source address, MFA or organisation',
		solution: 'take it out of the trust policy',
		needs: ['role'],
		verdict: (_found, context) =>
			onTrust(context, {
				codes: ['condition'],
				well: () =>
					pass(
						'No statement for Workato asks for MFA, an address or anything else that it may not meet.',
					),
				fix: 'Take the condition away for Workato: it is a service, without MFA and with addresses of its own.',
			}),
	}),
	row({
		id: 'outsiders',
		section: 'Its trust policy',
		title: 'Nobody unexpected may assume the role',
		cause: 'others share the role, or sign in to it through GitHub and such',
		solution: 'give Workato a role of its own',
		needs: ['role'],
		verdict: (_found, context) =>
			onTrust(context, {
				codes: ['outsider', 'orphan'],
				well: () =>
					pass(
						`Outside your account, nobody but ${context.workato.isKnown ? 'Workato’s account' : context.workato.who} is named.`,
					),
				fix: 'If they are not meant, take them out in the IAM console.',
			}),
	}),
];

/** What the trust policy's findings of these codes say; `well` where there are none. */
function onTrust(
	{trust, project}: RowContext,
	{
		codes,
		well,
		fix,
	}: {
		codes: ReadonlyArray<TrustFinding['code']>;
		well: (trust: TrustValidation) => Verdict;
		fix: string;
	},
): Verdict {
	if (!trust) {
		return noAnswer(project.externalId ? 'AWS account ID' : 'external ID');
	}

	const found = trust.findings.filter(({code}) => codes.includes(code));
	const status =
		(['fail', 'unknown', 'warn'] as const).find((each) => found.some(({kind}) => kind === each)) ??
		'warn';
	return found.length === 0
		? well(trust)
		: {status, detail: found.map(({message}) => message).join(' '), fix};
}

/** Whether Workato may assume the role now, or at a later time. */
function letsIn(role: ProjectRole, context: RowContext, now: number | undefined): Verdict {
	const {trusted, workato} = context;
	const account = workato.isKnown ? `Workato’s account ${trusted?.account ?? ''}` : workato.start;
	if (trusted && now !== undefined && now !== context.now) {
		return validateTrust(role.trust, {...trusted, now}).isLetIn === 'yes'
			? pass('')
			: {status: 'fail', detail: `${account} is not let in any more.`};
	}

	return onTrust(context, {
		codes: ['own-account', 'partition', 'not-let-in', 'denied', 'cannot-tell', 'part-of-account'],
		well: ({isLetIn}) =>
			isLetIn === 'yes'
				? pass(`${account} may assume the role.`)
				: cannotTell('A condition cannot be judged from here.', 'Only Workato can try it.', {
						cause: 'condition',
					}),
		fix: addStatement,
	});
}

function requiresId(context: RowContext): Verdict {
	const {trust, trusted, workato} = context;
	const verdict = onTrust(context, {
		codes: ['open', 'loose-external-id', 'other-external-ids'],
		well: () =>
			pass(
				`${trusted?.externalId ?? ''} is required on every way in for ${workato.isKnown ? 'Workato’s account' : workato.end}.`,
			),
		fix: 'Mend that statement in the IAM console: StringEquals with sts:ExternalId. The assistant changes no statement but its own.',
	});
	return trusted &&
		verdict.status !== 'fail' &&
		trust?.findings.some(({code}) => code === 'not-let-in')
		? fail(
				`No statement lets ${workato.isKnown ? 'Workato’s account' : workato.who} in with ${trusted.externalId}. ${verdict.status === 'pass' ? '' : verdict.detail}`.trim(),
				addStatement,
			)
		: verdict;
}

/** The proof that somebody has assumed the role and used it since this setup made or changed it. */
export const proofRow = row({
	id: 'used',
	section: 'In use',
	title: 'Proof: the role has been used since the setup',
	cause: 'Workato has not tried yet; AWS shows it hours later',
	solution: 'test a connection in Workato',
	isSupplementary: true,
	needs: ['role'],
	verdict: ({role}, {since}) => used(role, since),
});

/** That Workato did not take the role: the person has said so, and nothing that AWS shows takes it back. */
export const refusalRow = row({
	id: 'refused',
	section: 'In use',
	title: 'Workato takes the role',
	cause: 'the ARN of another project’s role, or IDs of another project',
	solution: 'mend what fails, give the ARN again, and say so',
	needs: [],
	isShown({answers, project, seen}) {
		const arn = seen?.role.state === 'found' ? seen.role.value.arn : undefined;
		return stillAccepted(project, givenToWorkato(answers, project, arn)) === false;
	},
	verdict: () =>
		fail(
			'The last answer given here is that Workato shows an error for it. AWS does not show what Workato says.',
			'Put right what fails here, and compare both IDs with Workato’s page. Then give the ARN again on the screen “The role ARN”, and say how it went.',
		),
});

// Milliseconds by which this machine's clock, in the journal, and AWS's may differ.
const clockDoubt = 5 * 60 * 1000;

function used({lastUsed, foundBy}: ProjectRole, since: string): Verdict {
	if (lastUsed === undefined) {
		return {...notYet, detail: 'AWS has seen no use of the role yet.'};
	}

	const {at, region} = lastUsed;
	const where = region ? ` in ${region}` : '';
	const later = Date.parse(at) - Date.parse(since);
	// A role that this setup made was never used before.
	if (foundBy === 'own' || later >= clockDoubt) {
		return pass(`Used at ${at}${where}. AWS does not say by whom; CloudTrail does.`);
	}

	return later < -clockDoubt
		? {...notYet, detail: `Last used at ${at}${where}, before this setup.`}
		: cannotTell(
				`Used at ${at}${where}, within minutes of this setup, and the clocks of AWS and of this machine may differ.`,
				'Click “Connect” in Workato again in some minutes, or look for the call in CloudTrail.',
			);
}

const notYet = {
	status: 'waiting',
	fix: 'Use a secret in a connection of Workato and click “Connect”. AWS may take hours to show the use.',
} as const;
