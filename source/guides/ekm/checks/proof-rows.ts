import {notAws} from '../../../aws/service-status.js';
import {
	isScheduledForDeletion,
	type LastUse,
	type Rotation,
} from '../../../resources/kms-key/read.js';
import {type Verdict, fail, pass, cannotTell, warn} from '../../checklist-table.js';
import {stillAccepted} from '../../step-marks.js';
import {givenToWorkato} from '../answers.js';
import {rotationChanges} from '../plan.js';
import {noKey, row, type RowContext} from './row-context.js';

const statusPage = 'https://health.aws.amazon.com/health/status';

/** Rotation, AWS's own health, and the proof that the key is in use. */
export const proofRows = [
	row({
		id: 'rotation',
		section: 'Rotation',
		title: 'Automatic rotation',
		cause: 'it is off, or has another interval',
		solution: '`f` on the row sets it',
		needs: ['rotation'],
		verdict: ({rotation}, context) => rotates(rotation, context),
	}),
	row({
		id: 'service-status',
		section: 'AWS KMS',
		title: 'AWS KMS has no reported outage',
		cause: 'trouble at AWS',
		solution: 'wait, and look again',
		isSupplementary: true,
		needs: ['service'],
		verdict: ({service: {outage, summaries}}, {observation: {region = ''}}) =>
			outage
				? fail(
						`AWS reports trouble with KMS in ${region}: ${summaries.join('; ')}`,
						`Wait for AWS: ${statusPage}`,
					)
				: pass(`AWS reports no trouble with KMS in ${region}.`),
		whenUnknown: (code) =>
			code === notAws
				? 'Nothing to do: only AWS itself is asked about outages.'
				: `Look at AWS’s own page, if need be: ${statusPage}`,
	}),
	row({
		id: 'key-used',
		section: 'In use',
		title: 'Proof: the key has been used since the setup',
		cause: 'Workato has not tried yet; AWS shows it some minutes later',
		solution: 'click “Update key” in Workato, then look again',
		isSupplementary: true,
		needs: ['lastUse'],
		verdict: ({lastUse}, {own}) => used(lastUse, own.since),
		absent: ({observation}) => (observation.key?.state === 'absent' ? noKey() : notYet),
	}),
	row({
		id: 'refused',
		section: 'In use',
		title: 'Workato accepts the key',
		cause: 'a stray space in the ARN, or another key’s ARN, in Workato',
		solution: 'mend what fails, click “Update key” again, and say so',
		needs: [],
		// The person has said so, and nothing that AWS shows takes it back.
		isShown: ({answers, placed}) =>
			stillAccepted(answers, givenToWorkato(answers, placed?.arn)) === false,
		verdict: () =>
			fail(
				'The last answer given here is that Workato shows an error after “Update key”. AWS does not show what Workato says.',
				'Put right what fails here, and compare the ARN in Workato with the screen “The key ARN”. Then click “Update key” again, and say how it went on the screen “Set up the key in Workato”.',
			),
	}),
];

// Where AWS does not tell its time, clocks may differ by as much as AWS lets a signature differ; milliseconds.
const clockDoubt = 5 * 60_000;

/** What the last use of the key proves, when the setup last wrote at `since` by this machine's clock. */
function used({operation, at, clockAhead}: LastUse, since: string): Verdict {
	// AWS tells the time of use in whole seconds.
	const seconds = (time: number) => Math.floor(time / 1000);
	const later = seconds(Date.parse(at)) - seconds(Date.parse(since) - (clockAhead ?? 0));
	const doubt = clockAhead === undefined ? seconds(clockDoubt) : 0;
	if (later >= doubt) {
		return pass(
			`${operation} at ${at}. AWS does not say by whom: it may have been someone else than Workato. CloudTrail tells.`,
		);
	}

	return later < -doubt
		? {
				...notYet,
				detail: `Last used at ${at} (${operation}), before this setup.`,
			}
		: cannotTell(
				`${operation} at ${at}, within minutes of this setup, and the clocks of AWS and of this machine may differ.`,
				'Click “Update key” in Workato again in five minutes, or look for the call in CloudTrail.',
			);
}

const notYet: Verdict = {
	status: 'waiting',
	detail: 'AWS has seen no use of the key yet.',
	fix: 'Click “Update key” in Workato. AWS may take some minutes to show the use.',
};

function rotates({enabled, days, next}: Rotation, {answers, observation}: RowContext): Verdict {
	const {key} = observation;
	if (key?.state !== 'found') {
		return noKey();
	}

	if (isScheduledForDeletion(key.value.state)) {
		return cannotTell(
			'The key waits for its deletion. Until that is cancelled it does not rotate, and AWS does not say whether it did.',
			'See the row on whether the key is enabled.',
		);
	}

	if (enabled) {
		const period = days === undefined ? 'On' : `On, every ${days} days`;
		const fixChanges = rotationChanges(key.value.arn, answers, observation);
		if (fixChanges.length > 0) {
			return warn(
				`${period}; this setup says every ${answers.rotation?.days ?? ''} days.`,
				'Change the period: kms:EnableKeyRotation.',
				{fixChanges},
			);
		}

		if (days === undefined && answers.rotation?.days !== undefined) {
			return cannotTell(
				`On. AWS does not say how often; this setup says every ${answers.rotation.days} days.`,
				'Look at the key’s rotation in the KMS console.',
			);
		}

		return pass(next ? `${period}, next on ${next.slice(0, 10)}.` : `${period}.`);
	}

	if (answers.rotation?.enabled === false) {
		return pass('Off, as this setup says.');
	}

	if (key.value.multiRegion === 'REPLICA') {
		return warn(
			'Off. Rotation of a replica is set on its primary key.',
			'Turn rotation on at the primary key.',
		);
	}

	return warn(
		'Off. Workato recommends rotation; it is not required.',
		'Turn it on: kms:EnableKeyRotation.',
		{fixChanges: rotationChanges(key.value.arn, answers, observation)},
	);
}
