import {lastWrite} from '../../engine/replay.js';
import {kmsKeyId} from '../../resources/kms-key/effects.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type GuideDefinition} from '../guide.js';
import {markOf} from '../mark.js';
import {aboutEkm, keyArnOutput} from './about.js';
import {
	ekmAnswers,
	isAlias,
	missingAnswers,
	type EkmAnswers,
} from './answers.js';
import {bareEkm} from './bare.js';
import {checkEkm} from './checks.js';
import {leftAsIs} from './left-as-is.js';
import {type EkmObservation} from './observation.js';
import {knownKeyArn} from './locate-key.js';
import {takenBackAt} from './own-key.js';
import {observeEkm} from './observe.js';
import {planEkm} from './plan.js';
import {withDataOnly} from './saved-statement.js';
import {ekmTroubleshooting} from './troubleshooting.js';
import {usualChanges} from './changes.js';
import {judgeAnswer, workatoAccounts} from './wanted-statements.js';

/** The guide for Workato Enterprise Key Management with a key in AWS KMS. */
export const ekmGuide: GuideDefinition<EkmAnswers, EkmObservation> = {
	...aboutEkm,
	answers: ekmAnswers,
	resources: ['kms-key', 'kms-alias'],
	usualChanges,
	troubleshooting: ekmTroubleshooting,
	missing: missingAnswers,
	asData: withDataOnly,
	warnings: (answers, owner) => judgeAnswer(answers, owner).warnings,
	observe: observeEkm,
	bare: bareEkm,
	plan: (answers, observation, saved) =>
		planEkm(answers, observation, markOf(saved)),
	check(answers, observation, saved) {
		const keyArn = knownKeyArn(saved, answers);
		const takenBack = takenBackAt(saved.journal);
		return checkEkm(answers, observation, {
			...markOf(saved),
			since: lastTouched(saved),
			...(keyArn && {keyArn}),
			...(takenBack && {takenBack}),
		});
	},
	outputs: (_answers, {key}) =>
		key?.state === 'found' && key.value.foundBy !== 'alias'
			? [
					{
						id: keyArnOutput,
						label: 'Key ARN',
						thing: 'key',
						value: key.value.arn,
						where:
							'In Workato, under Settings > Key management, choose “AWS KMS key”, paste it into “Key ARN” and click “Update key”.',
					},
				]
			: [],
	leftAsIs,
	workatoAccounts: (answers) => workatoAccounts(answers),
	uses(saved) {
		const answers = ekmAnswers.safeParse(saved.setup);
		const arn = answers.success && knownKeyArn(saved, answers.data);
		return arn ? [arn] : [];
	},
	names: ({key: wanted}, {key}) =>
		wanted?.use !== undefined && isAlias(wanted.use) && key.state === 'found'
			? {[wanted.use]: key.value.arn}
			: {},
};

// Use of the key before the setup touched it proves nothing. Its rotation lets nobody use it.
function lastTouched({journal, createdAt}: SavedSetup): string {
	const at = lastWrite(
		journal,
		({effect: {resource, kind}}) =>
			resource === kmsKeyId && kind !== 'rotation',
	);
	return at ?? createdAt;
}
