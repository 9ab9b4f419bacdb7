import {parseArn, parseKeyArn} from '../../aws/arn.js';
import {parsePolicyDocument} from '../../policy/policy-document.js';
import {type Change} from '../../resources/call.js';
import {createKey, enableKeyRotation} from '../../resources/kms-key/calls.js';
import {inputsOf} from '../../resources/resource.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type Location} from '../guide.js';
import {notAsked, unknownIdentity, describeObserver} from '../ownership.js';
import {type EkmAnswers} from './answers.js';
import {knownKeyArn} from './locate-key.js';
import {type EkmObservation} from './observation.js';

/**
What AWS would say before the setup: no key where one is to be made; a key that is named is there, with an empty policy and
without rotation, so that a plan holds all that the setup adds to it. What cannot be the name of a key is no key.
*/
export function emptyState(answers: EkmAnswers, scope: Location): EkmObservation {
	const account = scope.account ?? accountIn(answers);
	const absent = {state: 'absent'} as const;
	const none: EkmObservation = {
		identity: unknownIdentity({...scope, ...(account && {account})}),
		region: scope.region,
		key: absent,
		aliasTarget: absent,
		namesake: absent,
		policy: absent,
		policyLosses: [],
		grants: absent,
		rotation: absent,
		lastUse: absent,
		service: absent,
	};
	const use = answers.key?.use;
	return use === undefined || !keyName.test(use)
		? none
		: {
				...none,
				key: {state: 'found', value: namedKey(use)},
				policy: {
					state: 'found',
					value: {Version: '2012-10-17', Statement: []},
				},
				rotation: {state: 'found', value: {enabled: false}},
			};
}

// An ID, an alias, or the ARN of either (KMS API, KeyId). Anything else could be an option or a file's address to the aws CLI.
const keyName = /^(?:arn:[\w\-]+:kms:[\w\-]+:\d{12}:(?:key|alias)\/|alias\/)?\w[\w\-\/]*$/v;

function namedKey(use: string) {
	const arn = parseArn(use);
	return {
		arn: use,
		keyId: parseKeyArn(use)?.keyId ?? use,
		account: arn?.account ?? '',
		region: arn?.region ?? '',
		state: '',
		spec: '',
		usage: '',
		origin: '',
		manager: '',
		description: '',
		foundBy: 'answer' as const,
	};
}

function accountIn({key}: EkmAnswers): string | undefined {
	return [key?.use ?? '', ...(key?.create?.administrators ?? [])]
		.map((text) => parseArn(text)?.account)
		.find((account) => account !== undefined && account !== '');
}

/**
What AWS would say once the setup is applied. Of a key that is there already only AWS knows what else stands in it, so nothing of it is
said beforehand; a new one is known whole, except for the ID that AWS will give it.
*/
export function appliedState(
	answers: EkmAnswers,
	empty: EkmObservation,
	{changes, saved}: {changes: readonly Change[]; saved: SavedSetup},
): EkmObservation {
	const {identity, region} = empty;
	const later: EkmObservation = {
		...empty,
		identity: describeObserver(identity),
		key: notAsked,
		aliasTarget: notAsked,
		policy: notAsked,
		grants: notAsked,
		rotation: notAsked,
		service: notAsked,
	};
	const [made] = inputsOf(changes, createKey);
	const [rotation] = inputsOf(changes, enableKeyRotation);
	if (!made || identity.state !== 'found') {
		return later;
	}

	const {account, partition} = identity.value;
	const arn =
		knownKeyArn(saved, answers) ?? `arn:${partition}:kms:${region}:${account}:key/${unknownKeyId}`;
	return {
		...later,
		key: {
			state: 'found',
			value: {
				arn,
				keyId: parseKeyArn(arn)?.keyId ?? '',
				account,
				region,
				state: 'Enabled',
				spec: made.KeySpec,
				usage: made.KeyUsage,
				origin: made.Origin,
				manager: 'CUSTOMER',
				description: made.Description ?? '',
				foundBy: 'journal',
			},
		},
		aliasTarget: {state: 'found', value: arn},
		policy: {state: 'found', value: parsePolicyDocument(made.Policy)},
		grants: {state: 'found', value: {grants: [], isWhole: true}},
		rotation: {
			state: 'found',
			value: rotation ? {enabled: true, days: rotation.RotationPeriodInDays} : {enabled: false},
		},
	};
}

// Stands for the ID of a key that is not made yet.
const unknownKeyId = 'KEY-ID';
