import {parseArn, parseKeyArn} from '../../aws/arn.js';
import {bareIdentity} from '../bare-identity.js';
import {type Place} from '../guide.js';
import {type EkmAnswers} from './answers.js';
import {type EkmObservation} from './observation.js';

/**
What AWS would say before the setup: no key where one is to be made; a key that is named is there, with an empty policy and
without rotation, so that a plan holds all that the setup adds to it. What cannot be the name of a key is no key.
*/
export function bareEkm(answers: EkmAnswers, place: Place): EkmObservation {
	const account = place.account ?? accountIn(answers);
	const absent = {state: 'absent'} as const;
	const none: EkmObservation = {
		identity: bareIdentity({...place, ...(account && {account})}),
		region: place.region,
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
const keyName =
	/^(?:arn:[\w\-]+:kms:[\w\-]+:\d{12}:(?:key|alias)\/|alias\/)?\w[\w\-\/]*$/v;

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
