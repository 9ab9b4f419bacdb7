import {
	GetResourcePolicyCommand,
	SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {parseArn} from '../../aws/arn.js';
import {find, type Found} from '../../aws/find.js';
import {
	listSecrets,
	readSecret,
	type ListedSecret,
	type SecretFacts,
} from '../../resources/secret/read.js';
import {type AwsSession} from '../../aws/session.js';
import {parsePolicyDocument} from '../../policy/policy-shape.js';
import {isUnderPrefix} from '../../policy/secrets-permissions.js';
import {type WantedSecrets} from './answers.js';
import {type ProjectObservation} from './observation.js';

/** Resolves what one project may read into the secrets there are now. Never rejects. */
export type SecretLookup = (
	wanted: WantedSecrets | undefined,
) => Promise<Pick<ProjectObservation, 'secrets' | 'secretsProblem'>>;

// A role for all of a large account would cost a call for each secret; what is beyond is said to be unknown.
const mostPolicies = 500;

/** Secrets for one look at AWS: each is asked for once, and the list of them once, however many projects want them. */
export function lookUpSecrets(
	session: Pick<AwsSession, 'client' | 'region'>,
): SecretLookup {
	const single = once(async (id: string) => readOne(session, id));
	const policies = once(async (arn: string) => readPolicy(session, arn));
	const list = once(async (_all: 'all') => listSecrets(session));
	return async (wanted) => {
		if (wanted === undefined) {
			return {secrets: []};
		}

		if (Array.isArray(wanted)) {
			const secrets = await Promise.all(
				[...new Set(wanted)].map(async (id) => ({
					wanted: id,
					secret: await single(id),
				})),
			);
			return {secrets};
		}

		const listed = await list('all');
		if (listed.state !== 'found') {
			const {state: _, ...secretsProblem} =
				listed.state === 'unknown'
					? listed
					: {state: listed.state, code: '', reason: ''};
			return {secrets: [], secretsProblem};
		}

		const prefix = wanted === 'all' ? '' : wanted.prefix;
		const reached = listed.value.filter(({arn}) => isUnderPrefix(arn, prefix));
		const secrets = await Promise.all(
			reached.map(async (secret, index) => ({
				wanted: secret.arn,
				secret: withPolicy(
					secret,
					index < mostPolicies ? await policies(secret.arn) : tooMany,
				),
			})),
		);
		return {secrets};
	};
}

const tooMany: SecretFacts['policy'] = {
	state: 'unknown',
	code: 'TooManySecrets',
	reason: `Resource policies are read of the first ${mostPolicies} secrets only.`,
};

function withPolicy(
	secret: ListedSecret,
	policy: SecretFacts['policy'],
): Found<SecretFacts> {
	return {state: 'found', value: {...secret, policy}};
}

// AWS would look for an ARN of another region here, and say that there is none.
async function readOne(
	session: Pick<AwsSession, 'client' | 'region'>,
	id: string,
): Promise<Found<SecretFacts>> {
	const region = parseArn(id)?.region ?? session.region;
	return region === session.region
		? readSecret(session, id)
		: {
				state: 'unknown',
				code: 'OtherRegion',
				reason: `It is in ${region}, and this setup is for ${session.region}.`,
			};
}

async function readPolicy(
	session: Pick<AwsSession, 'client'>,
	arn: string,
): Promise<SecretFacts['policy']> {
	return find(async () => {
		const {ResourcePolicy} = await session
			.client(SecretsManagerClient)
			.send(new GetResourcePolicyCommand({SecretId: arn}));
		return ResourcePolicy ? parsePolicyDocument(ResourcePolicy) : undefined;
	});
}

/** Each question is asked once; whoever asks again waits for the same answer. */
export function once<K, T>(
	ask: (key: K) => Promise<T>,
): (key: K) => Promise<T> {
	const answers = new Map<K, Promise<T>>();
	return async (key) => {
		const answer = answers.get(key) ?? ask(key);
		answers.set(key, answer);
		return answer;
	};
}
