import {judgeTrust, type TrustJudgement} from '../../../policy/judge-trust.js';
import {type TrustFinding} from '../../../policy/trust-finding.js';
import {type Verdict} from '../../checklist-table.js';
import {type Check} from '../../guide.js';
import {untilSoon} from '../../until-soon.js';
import {type ProjectRole} from '../observation.js';
import {noAnswer, type ProjectContext, roleRow} from './project-context.js';

type Code = TrustFinding['code'];

/** The role, and its trust policy: there, for Workato's account, with the external ID, and for nobody unexpected. */
export function trustChecks(context: ProjectContext): Check[] {
	const {project, roleName, trusted, workato} = context;
	const account = workato.isKnown
		? `Workato’s account ${trusted?.account ?? ''}`
		: workato.start;
	// Four rows ask the same policy.
	let judged: {role: ProjectRole; judgement: TrustJudgement} | undefined;
	const judge = (role: ProjectRole, who: NonNullable<typeof trusted>) => {
		judged =
			judged?.role === role
				? judged
				: {role, judgement: judgeTrust(role.trust, who)};
		return judged.judgement;
	};

	const about =
		(
			codes: readonly Code[],
			well: (judgement: TrustJudgement) => Verdict,
			fix: string,
		) =>
		(role: ProjectRole): Verdict => {
			if (!trusted) {
				return noAnswer(project.externalId ? 'AWS account ID' : 'external ID');
			}

			const judgement = judge(role, trusted);
			const found = judgement.findings.filter(({code}) => codes.includes(code));
			return found.length === 0 ? well(judgement) : worst(found, fix);
		};

	const paths = about(
		['open', 'loose-external-id', 'other-external-ids'],
		() => ({
			status: 'pass',
			detail: `${trusted?.externalId ?? ''} is required on every way in for ${workato.isKnown ? 'Workato’s account' : workato.end}.`,
		}),
		'Mend that statement in the IAM console: StringEquals with sts:ExternalId. The assistant changes no statement but its own.',
	);
	const entry = about(
		[
			'own-account',
			'partition',
			'not-let-in',
			'denied',
			'cannot-tell',
			'part-of-account',
		],
		({isLetIn}) =>
			isLetIn === 'yes'
				? {
						status: 'pass',
						detail: `${account} may assume the role.`,
					}
				: cannotTell,
		'Add Workato’s statement: open “Review and apply”.',
	);
	return [
		roleRow(
			context,
			{id: 'role', title: 'The role exists'},
			(role) =>
				role.foundBy === 'stranger'
					? {
							status: 'fail',
							detail: `${role.arn} is there, and this setup did not make it.`,
							fix: 'Open “Review and apply”: choose another name, or use that role.',
							alike: 'stranger',
						}
					: role.foundBy === 'tags'
						? {
								status: 'warn',
								detail: `${role.arn} carries the name of this setup, but this setup did not make it.`,
								fix: 'Open “Review and apply”, or apply the setup file again: it asks whether that role is meant.',
								alike: 'by-name',
							}
						: {status: 'pass', detail: role.arn},
			() => ({
				status: 'fail',
				detail: `There is no role ${roleName}.`,
				fix: project.role?.use
					? 'Check its name, or let the assistant make a new role.'
					: 'Open “Review and apply”.',
				alike: project.role?.use ? 'no-used-role' : 'no-role',
			}),
		),
		roleRow(
			context,
			{
				id: 'trust',
				title: workato.isKnown
					? 'The trust policy lets Workato in'
					: 'The trust policy lets the given account in',
			},
			(role) =>
				untilSoon(role.trust, trusted?.now, (now) =>
					trusted === undefined || now === trusted.now
						? entry(role)
						: judgeTrust(role.trust, {...trusted, now}).isLetIn === 'yes'
							? {status: 'pass', detail: ''}
							: {status: 'fail', detail: `${account} is not let in any more.`},
				),
		),
		roleRow(
			context,
			{
				id: 'external-id',
				title: 'The external ID is right, and always required',
			},
			(role) => {
				const verdict = paths(role);
				const isMissing =
					trusted &&
					judge(role, trusted).findings.some(({code}) => code === 'not-let-in');
				return isMissing && verdict.status !== 'fail'
					? {
							status: 'fail',
							detail:
								`No statement lets ${workato.isKnown ? 'Workato’s account' : workato.who} in with ${trusted.externalId}. ${verdict.status === 'pass' ? '' : verdict.detail}`.trim(),
							fix: 'Add Workato’s statement: open “Review and apply”.',
						}
					: verdict;
			},
		),
		roleRow(
			context,
			{id: 'conditions', title: 'No condition stands in Workato’s way'},
			about(
				['condition'],
				() => ({
					status: 'pass',
					detail:
						'No statement for Workato asks for MFA, an address or anything else that it may not meet.',
				}),
				'Take the condition away for Workato: it is a service, without MFA and with addresses of its own.',
			),
		),
		roleRow(
			context,
			{id: 'outsiders', title: 'Nobody unexpected may assume the role'},
			about(
				['outsider', 'orphan'],
				() => ({
					status: 'pass',
					detail: `Outside your account, nobody but ${workato.isKnown ? 'Workato’s account' : workato.who} is named.`,
				}),
				'If they are not meant, take them out in the IAM console.',
			),
		),
	];
}

const cannotTell: Verdict = {
	status: 'unknown',
	detail: 'A condition cannot be judged from here.',
	fix: 'Only Workato can try it.',
	cause: 'condition',
};

function worst(found: readonly TrustFinding[], fix: string): Verdict {
	const severity =
		(['fail', 'unknown', 'warn'] as const).find((each) =>
			found.some((finding) => finding.severity === each),
		) ?? 'warn';
	return {
		status: severity,
		detail: found.map(({message}) => message).join(' '),
		fix,
	};
}
