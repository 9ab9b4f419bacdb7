import {type Check} from '../../guide.js';
import {type EkmAnswers} from '../answers.js';
import {type EkmObservation} from '../observation.js';
import {rotationChanges} from '../rotation-change.js';
import {rowFrom, type Verdict} from '../../check-row.js';
import {noKey} from './no-key.js';
import {type CheckContext} from './check-context.js';

/** Rotation, AWS's own health, and the proof that the key is in use. */
export function proofChecks(
	answers: EkmAnswers,
	observation: Partial<EkmObservation>,
	{since}: CheckContext,
): Check[] {
	const {rotation, service, lastUse, key, region = ''} = observation;
	return [
		rowFrom({id: 'rotation', title: 'Automatic rotation'}, rotation, {
			value: () => rotates(answers, observation),
			absent: noKey,
		}),
		rowFrom(
			{
				id: 'service-status',
				title: 'AWS KMS has no reported outage',
				isSupplementary: true,
			},
			service,
			{
				value: ({outage, summaries}) =>
					outage
						? {
								status: 'fail',
								detail: `AWS reports trouble with KMS in ${region}: ${summaries.join('; ')}`,
								fix: 'Wait for AWS: https://health.aws.amazon.com/health/status',
							}
						: {
								status: 'pass',
								detail: `AWS reports no trouble with KMS in ${region}.`,
							},
				absent: noKey,
			},
		),
		rowFrom(
			{
				id: 'key-used',
				title: 'Proof: the key has been used since the setup',
				isSupplementary: true,
			},
			lastUse,
			{
				value: ({operation, at}) =>
					isAfter(at, since)
						? {
								status: 'pass',
								detail: `${operation} at ${at}. AWS does not say by whom; CloudTrail does.`,
							}
						: {
								...notYet,
								detail: `Last used at ${at} (${operation}), before this setup.`,
							},
				absent: () => (key?.state === 'absent' ? noKey() : notYet),
			},
		),
	];
}

// AWS tells the time of use in whole seconds.
function isAfter(at: string, since: string): boolean {
	const seconds = (time: string) => Math.floor(Date.parse(time) / 1000);
	return seconds(at) >= seconds(since);
}

const notYet: Verdict = {
	status: 'waiting',
	detail: 'AWS has seen no use of the key yet.',
	fix: 'Click “Update key” in Workato. AWS may take some minutes to show the use.',
};

function rotates(
	answers: EkmAnswers,
	observation: Partial<EkmObservation>,
): Verdict {
	const {rotation, key} = observation;
	if (rotation?.state !== 'found' || key?.state !== 'found') {
		return noKey();
	}

	const {enabled, days, next} = rotation.value;
	if (enabled) {
		const period = days === undefined ? 'On' : `On, every ${days} days`;
		const mend = rotationChanges(key.value.arn, answers, observation);
		if (mend.length > 0) {
			return {
				status: 'warn',
				detail: `${period}; this setup says every ${answers.rotation?.days ?? ''} days.`,
				fix: 'Change the period: kms:EnableKeyRotation.',
				mend,
			};
		}

		return {
			status: 'pass',
			detail: next ? `${period}, next on ${next.slice(0, 10)}.` : `${period}.`,
		};
	}

	if (answers.rotation?.enabled === false) {
		return {status: 'pass', detail: 'Off, as this setup says.'};
	}

	if (key.value.multiRegion === 'REPLICA') {
		return {
			status: 'warn',
			detail: 'Off. Rotation of a replica is set on its primary key.',
			fix: 'Turn rotation on at the primary key.',
		};
	}

	return {
		status: 'warn',
		detail: 'Off. Workato recommends rotation; it is not required.',
		fix: 'Turn it on: kms:EnableKeyRotation.',
		mend: rotationChanges(key.value.arn, answers, observation),
	};
}
