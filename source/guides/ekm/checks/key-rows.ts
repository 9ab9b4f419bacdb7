import {parseKeyArn} from '../../../aws/arn.js';
import {type Change} from '../../../resources/call.js';
import {keyInUse} from '../../../resources/kms-key/desired.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {aliasName, type EkmAnswers} from '../answers.js';
import {stateReason, type EkmObservation, type KeyFoundBy} from '../observation.js';
import {type Location} from '../../guide.js';
import {type Verdict, pass, fail, warn, cannotTell} from '../../checklist-table.js';
import {type KeyFacts} from '../../../resources/kms-key/read.js';
import {row} from './row-context.js';

/** The key itself: there, enabled, of the right kind, in the right place, with a clean ARN. */
export const keyRows = [
	row({
		id: 'key-exists',
		section: 'The key',
		title: 'The key exists',
		cause: 'not applied yet, or another region',
		solution: '`workato-aws apply`, or the right `--region`',
		needs: ['key'],
		verdict: ({key}, {answers, observation}) => there(key, answers, observation.aliasTarget),
		absent: ({answers, observation, own}) =>
			notThere(answers, observation.aliasTarget, own.takenBack),
	}),
	row({
		id: 'key-enabled',
		section: 'The key',
		title: 'The key is enabled',
		cause: 'disabled, or scheduled for deletion',
		solution: '`f` on the row enables it, or cancels the deletion',
		needs: ['key'],
		verdict: ({key}) => enabled(key),
	}),
	row({
		id: 'key-type',
		section: 'The key',
		title: 'Symmetric, for encrypt and decrypt',
		cause: 'a key for signing, or an asymmetric one',
		solution: 'choose or make another key',
		needs: ['key'],
		verdict: ({key}) => rightType(key),
	}),
	row({
		id: 'key-manager',
		section: 'The key',
		title: 'Customer managed key',
		cause: 'a key that AWS manages; its policy cannot be changed',
		solution: 'choose or make another key',
		needs: ['key'],
		verdict: ({key}) => managed(key),
	}),
	row({
		id: 'key-region',
		section: 'The key',
		title: 'Right account and region',
		cause: 'the key is somewhere else than the setup',
		solution: 'choose a key of this account and region',
		needs: ['key', 'home'],
		verdict: ({key, home}) => rightLocation(key, home),
	}),
	row({
		id: 'key-arn',
		section: 'The key',
		title: 'The ARN is a clean key ARN',
		cause: 'an alias, an ID, or a stray space was given to Workato',
		solution: 'copy the ARN again from “The key ARN”',
		needs: ['key'],
		verdict: ({key: {arn}}) =>
			parseKeyArn(arn)
				? pass(`${arn} has no spaces or stray characters. Workato needs exactly this.`)
				: fail(
						`${quoteText(arn)} is not the ARN of a key.`,
						'Copy the ARN from the screen “The key ARN”.',
					),
	}),
];

function there(
	{arn, foundBy}: {arn: string; foundBy: KeyFoundBy},
	{key}: EkmAnswers,
	aliasTarget: EkmObservation['aliasTarget'] | undefined,
): Verdict {
	if (key?.create && aliasTarget?.state === 'absent') {
		return warn(
			`${arn}. Its alias ${aliasName(key.create.alias)} is not there.`,
			'Apply the setup again to give it the alias.',
		);
	}

	if (foundBy === 'alias') {
		return warn(
			`${arn} carries the name of this setup, but this setup did not make it.`,
			'Open “Review and apply”, or apply the setup file again: it asks whether that key is meant.',
		);
	}

	const alias = key?.use;
	return alias !== undefined && aliasTarget?.state === 'found' && aliasTarget.value !== arn
		? warn(
				`${arn}. The ${alias} now names another key, ${aliasTarget.value}.`,
				`Name the key that Workato uses by its ARN: key: {use: ${arn}}.`,
			)
		: pass(arn);
}

function notThere(
	{key}: EkmAnswers,
	aliasTarget: EkmObservation['aliasTarget'] | undefined,
	takenBack: string | undefined,
): Verdict {
	if (key?.use) {
		return fail(
			`AWS knows no key ${key.use} here.`,
			'Choose another key, or look in the right account and region.',
		);
	}

	return aliasTarget?.state === 'found'
		? fail(
				`${aliasName(key?.create?.alias ?? '')} names the key ${aliasTarget.value}, which this setup did not make.`,
				'Choose another alias, or use that key.',
			)
		: takenBack === undefined
			? fail(
					'The key has not been made yet, or it is gone.',
					'Open “Review and apply”, or choose another key.',
				)
			: fail(
					`The key was taken back on ${takenBack.slice(0, 10)}: its deletion is scheduled.`,
					'Apply the setup again to make another key, or cancel the deletion in the KMS console.',
				);
}

const notSaid = cannotTell('AWS did not say.', 'Look at the key in the KMS console.', {
	cause: 'not-said',
});

function enabled(facts: KeyFacts): Verdict {
	if (facts.state === '') {
		return notSaid;
	}

	const reason = stateReason(facts);
	if (!reason) {
		return pass('The key is enabled.');
	}

	const fixChanges = enablingChanges(facts);
	return fail(
		`The key is ${reason}. Workato cannot use it.`,
		fixChanges.length > 0
			? `Enable it again, if that was not on purpose: ${fixChanges.map(({call}) => `kms:${call.operation}`).join(', then ')}.`
			: 'Wait until the key is ready, or see the key in the KMS console.',
		fixChanges.length > 0 ? {fixChanges} : {},
	);
}

function enablingChanges({arn, state}: KeyFacts): Change[] {
	return keyInUse(state, arn, {
		enable: {
			id: 'enable-key',
			title: 'Enable the key',
			why: 'A disabled key neither encrypts nor decrypts.',
		},
		keep: {
			id: 'cancel-key-deletion',
			title: 'Cancel the key’s deletion',
			why: 'Once the key is deleted, whatever it encrypted is lost for ever.',
		},
	});
}

function rightType({spec, usage, origin}: KeyFacts): Verdict {
	if (spec === '' || usage === '' || origin === '') {
		return notSaid;
	}

	if (spec !== 'SYMMETRIC_DEFAULT' || usage !== 'ENCRYPT_DECRYPT') {
		return fail(
			`The key is ${spec} for ${usage}.`,
			'Use a symmetric key for encryption; the kind of a key cannot be changed.',
		);
	}

	return origin === 'AWS_KMS'
		? pass('SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT, key material from KMS')
		: fail(
				`The key material comes from ${origin}; the document asks for KMS.`,
				'Use a key with origin KMS.',
			);
}

function managed({manager}: KeyFacts): Verdict {
	switch (manager) {
		case 'CUSTOMER': {
			return pass('The key is yours to manage.');
		}

		case 'AWS': {
			return fail(
				'AWS manages this key, so its policy cannot be changed.',
				'Use a customer managed key.',
			);
		}

		default: {
			return notSaid;
		}
	}
}

function rightLocation(facts: KeyFacts, own: Partial<Location>): Verdict {
	const scope = `account ${facts.account}, ${facts.region}`;
	const pairs = [
		[own.account, facts.account],
		[own.region, facts.region],
	];
	if (pairs.some(([wanted, actual]) => wanted && actual && wanted !== actual)) {
		return fail(
			`The key is in ${scope}; the setup is for ${own.account ?? '?'}, ${own.region ?? '?'}.`,
			'Choose a key of this account and region.',
		);
	}

	if (!pairs.flat().every(Boolean)) {
		return notSaid;
	}

	const replicas = facts.multiRegion
		? `. Multi-Region ${facts.multiRegion.toLowerCase()}: each replica has a key policy of its own, and only this one is checked.`
		: '';
	return pass(`In ${scope}${replicas}`);
}
