import {lookUp, type Lookup} from '../../aws/errors.js';
import {whoAmI, type AwsSession} from '../../aws/session.js';
import {readGrants, readKeyPolicy, readKeyUse, readRotation} from '../../resources/kms-key/read.js';
import {sessionServiceStatus} from '../../aws/service-status.js';
import {type ObserveOptions} from '../guide.js';
import {type EkmAnswers} from './answers.js';
import {
	findNamesake,
	knownKeyArn,
	likelyKeyArn,
	locateKey,
	lookUpAlias,
	type KeyRecord,
} from './locate-key.js';
import {type EkmObservation} from './observation.js';

/**
Asks AWS about everything the setup touches: in parallel, in at most two round trips one after the other (where a first
key would be made, or the reply of CreateKey was lost, a look through the tags more). `update` is told each answer as it
comes. What could not be asked is `unknown`; only a fault of this program rejects.
*/
export async function observeEkm(
	session: AwsSession,
	saved: KeyRecord,
	answers: EkmAnswers,
	{update = () => undefined}: ObserveOptions<EkmObservation> = {},
): Promise<EkmObservation> {
	const report = async <Field extends keyof EkmObservation>(
		field: Field,
		answer: Promise<EkmObservation[Field]>,
	): Promise<EkmObservation[Field]> => {
		const value = await answer;
		const part: Partial<EkmObservation> = {[field]: value};
		update(part);
		return value;
	};

	const alias = lookUpAlias(session, answers);
	const located = locateKey(session, saved, answers, alias);
	const likely = likelyKeyArn(saved, answers, alias);
	const isKnown = knownKeyArn(saved, answers) !== undefined;
	// What is most likely the key is asked about while that is made certain; a key named by alias or bare ID is first looked up.
	const ask = async <T>(
		question: (keyId: string) => Promise<T | undefined>,
	): Promise<Lookup<T>> => {
		const [early, {key}] = await Promise.all([
			likely.then(async (arn) =>
				arn === undefined ? undefined : {arn, answer: await lookUp(async () => question(arn))},
			),
			located,
		]);
		if (key.state !== 'found') {
			return key.state === 'unknown' && isKnown && early ? early.answer : key;
		}

		const {arn, keyId} = key.value;
		return early?.arn === arn ? early.answer : lookUp(async () => question(arn || keyId));
	};

	const asked = ask(async (id) => readKeyPolicy(session, id));
	const observedAt = new Date().toISOString();
	update({region: session.region});
	update({observedAt});
	const [
		identity,
		key,
		aliasTarget,
		namesake,
		policyLosses,
		policy,
		grants,
		rotation,
		lastUse,
		service,
	] = await Promise.all([
		report(
			'identity',
			lookUp(async () => whoAmI(session)),
		),
		report(
			'key',
			located.then(({key}) => key),
		),
		report(
			'aliasTarget',
			located.then(({aliasTarget}) => aliasTarget),
		),
		report(
			'namesake',
			located.then(async (found) => findNamesake(session, saved, answers, found)),
		),
		// Before the policy itself: nobody may plan with it while its losses are not known.
		report(
			'policyLosses',
			asked.then((found) => (found.state === 'found' ? found.value.losses : [])),
		),
		report(
			'policy',
			asked.then((found) =>
				found.state === 'found' ? {state: 'found', value: found.value.document} : found,
			),
		),
		report(
			'grants',
			ask(async (id) => readGrants(session, id)),
		),
		report(
			'rotation',
			ask(async (id) => readRotation(session, id)),
		),
		report(
			'lastUse',
			ask(async (id) => {
				const {last} = await readKeyUse(session, id);
				return last;
			}),
		),
		report('service', sessionServiceStatus(session)),
	]);
	return {
		identity,
		region: session.region,
		observedAt,
		key,
		aliasTarget,
		namesake,
		policyLosses,
		policy,
		grants,
		rotation,
		lastUse,
		service,
	};
}
