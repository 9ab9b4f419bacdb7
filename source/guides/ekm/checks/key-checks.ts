import {parseKeyArn} from '../../../aws/arn.js';
import {type Change} from '../../../changes/change.js';
import {type Check} from '../../guide.js';
import {type EkmAnswers} from '../answers.js';
import {type CheckContext} from '../checks.js';
import {stateReason, type KeyFacts} from '../key-facts.js';
import {type EkmObservation} from '../observation.js';
import {noKey, rowFrom, type Question, type Verdict} from './row.js';

/** The key itself: there, enabled, of the right kind, in the right place, with a clean ARN. */
export function keyChecks(
	answers: EkmAnswers,
	{key, region}: Partial<EkmObservation>,
	{account}: CheckContext,
): Check[] {
	const about = (question: Question, value: (facts: KeyFacts) => Verdict) =>
		rowFrom(question, key, {value, absent: noKey});
	return [
		rowFrom({id: 'key-exists', title: 'The key exists'}, key, {
			value: ({arn}) => ({status: 'pass', detail: arn}),
			absent: () => ({
				status: 'fail',
				detail: answers.key?.use
					? `AWS knows no key ${answers.key.use} here.`
					: 'The key has not been made yet, or it is gone.',
				fix: 'Open “Review and apply”, or choose another key.',
			}),
		}),
		about({id: 'key-enabled', title: 'The key is enabled'}, enabled),
		about(
			{id: 'key-type', title: 'Symmetric, for encrypt and decrypt'},
			rightType,
		),
		about({id: 'key-manager', title: 'Customer managed key'}, managed),
		about({id: 'key-region', title: 'Right account and region'}, (facts) =>
			rightPlace(facts, account, region),
		),
		about({id: 'key-arn', title: 'The ARN is a clean key ARN'}, ({arn}) =>
			parseKeyArn(arn)
				? {
						status: 'pass',
						detail: `${arn} has no spaces or stray characters. Workato needs exactly this.`,
					}
				: {
						status: 'fail',
						detail: `“${arn}” is not the ARN of a key.`,
						fix: 'Copy the ARN from the screen “The key ARN”.',
					},
		),
	];
}

function enabled(facts: KeyFacts): Verdict {
	const reason = stateReason(facts);
	if (!reason) {
		return {status: 'pass', detail: 'The key is enabled.'};
	}

	const mend = mendState(facts);
	return {
		status: 'fail',
		detail: `The key is ${reason}. Workato cannot use it.`,
		fix:
			mend.length > 0
				? `Enable it again, if that was not on purpose: ${mend.map(({call}) => `kms:${call.operation}`).join(', then ')}.`
				: 'Wait until the key is ready, or see the key in the KMS console.',
		...(mend.length > 0 && {mend}),
	};
}

// CancelKeyDeletion leaves a key disabled (AWS KMS), so enabling follows it.
function mendState({arn, state}: KeyFacts): Change[] {
	const enable: Change = {
		id: 'enable-key',
		title: 'Enable the key',
		why: 'A disabled key neither encrypts nor decrypts.',
		call: {service: 'kms', operation: 'EnableKey', input: {KeyId: arn}},
	};
	const cancel: Change = {
		id: 'cancel-key-deletion',
		title: 'Cancel the key’s deletion',
		why: 'Once the key is deleted, whatever it encrypted is lost for ever.',
		call: {service: 'kms', operation: 'CancelKeyDeletion', input: {KeyId: arn}},
	};
	switch (state) {
		case 'Disabled': {
			return [enable];
		}

		case 'PendingDeletion': {
			return [cancel, enable];
		}

		default: {
			return [];
		}
	}
}

function rightType({spec, usage, origin}: KeyFacts): Verdict {
	if (spec !== 'SYMMETRIC_DEFAULT' || usage !== 'ENCRYPT_DECRYPT') {
		return {
			status: 'fail',
			detail: `The key is ${spec || 'of an unnamed kind'} for ${usage || 'an unnamed use'}.`,
			fix: 'Use a symmetric key for encryption; the kind of a key cannot be changed.',
		};
	}

	return origin === 'AWS_KMS' || origin === ''
		? {
				status: 'pass',
				detail: 'SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT, key material from KMS',
			}
		: {
				status: 'fail',
				detail: `The key material comes from ${origin}; the document asks for KMS.`,
				fix: 'Use a key with origin KMS.',
			};
}

function managed({manager}: KeyFacts): Verdict {
	return manager === 'AWS'
		? {
				status: 'fail',
				detail: 'AWS manages this key, so its policy cannot be changed.',
				fix: 'Use a customer managed key.',
			}
		: {status: 'pass', detail: 'The key is yours to manage.'};
}

function rightPlace(
	facts: KeyFacts,
	account: string | undefined,
	region: string | undefined,
): Verdict {
	const isPlaced =
		(!account || !facts.account || facts.account === account) &&
		(!region || !facts.region || facts.region === region);
	if (!isPlaced) {
		return {
			status: 'fail',
			detail: `The key is in account ${facts.account}, ${facts.region}; the setup is for ${account ?? '?'}, ${region ?? '?'}.`,
			fix: 'Choose a key of this account and region.',
		};
	}

	return {
		status: 'pass',
		detail: facts.multiRegion
			? `Account ${facts.account}, ${facts.region}. Multi-Region ${facts.multiRegion.toLowerCase()}: each replica has a key policy of its own, and only this one is checked.`
			: `Account ${facts.account}, ${facts.region}`,
	};
}
