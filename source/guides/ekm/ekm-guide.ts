import {lastWrite} from '../../engine/replay.js';
import {kmsKeyId} from '../../resources/kms-key/effects.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {
	answerRows,
	identityRow,
	troubleshootingOf,
} from '../checklist-table.js';
import {type Check, type GuideDefinition} from '../guide.js';
import {markOf} from '../mark.js';
import {aboutEkm, keyArnOutput} from './about.js';
import {
	ekmAnswers,
	isAlias,
	missingAnswers,
	type EkmAnswers,
} from './answers.js';
import {bareEkm} from './bare.js';
import {keyRows} from './checks/key-rows.js';
import {policyRows} from './checks/policy-rows.js';
import {proofRows} from './checks/proof-rows.js';
import {
	homeOf,
	noKey,
	rowContext,
	type OwnSetup,
	type RowContext,
	type RowParts,
} from './checks/row-context.js';
import {leftAsIs} from './left-as-is.js';
import {type EkmObservation} from './observation.js';
import {knownKeyArn} from './locate-key.js';
import {takenBackAt} from './own-key.js';
import {observeEkm} from './observe.js';
import {planEkm} from './plan.js';
import {withDataOnly} from './saved-statement.js';
import {usualChanges} from './changes.js';
import {judgeAnswer, workatoAccounts} from './wanted-statements.js';

/** The checklist: the document's troubleshooting section, and what else must hold for Workato's “Update key” to work. */
const rows = [identityRow, ...keyRows, ...policyRows, ...proofRows];

/** The guide for Workato Enterprise Key Management with a key in AWS KMS. */
export const ekmGuide: GuideDefinition<EkmAnswers, EkmObservation> = {
	...aboutEkm,
	answers: ekmAnswers,
	resources: ['kms-key', 'kms-alias'],
	usualChanges,
	troubleshooting: troubleshootingOf(rows),
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
		return check(answers, observation, {
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

function check(
	answers: EkmAnswers,
	observation: Partial<EkmObservation>,
	own: OwnSetup,
): Check[] {
	const context = rowContext(answers, observation, own);
	const home = homeOf(context);
	const checks = answerRows<RowContext, RowParts>(
		rows,
		{...observation, home},
		{context, absent: noKey},
	);
	const {identity, region} = observation;
	// Nothing is mended before AWS has said that this is the account and region of the setup.
	return identity?.state === 'found' &&
		(!own.account || own.account === identity.value.account) &&
		(!own.region || own.region === region)
		? checks
		: checks.map(({mend, ...row}) => row);
}

// Use of the key before the setup touched it proves nothing. Its rotation lets nobody use it.
function lastTouched({journal, createdAt}: SavedSetup): string {
	const at = lastWrite(
		journal,
		({effect: {resource, kind}}) =>
			resource === kmsKeyId && kind !== 'rotation',
	);
	return at ?? createdAt;
}
