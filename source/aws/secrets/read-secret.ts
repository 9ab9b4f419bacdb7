import {
	DescribeSecretCommand,
	GetResourcePolicyCommand,
} from '@aws-sdk/client-secrets-manager';
import {parsePolicyDocument} from '../../policy/parse-policy-document.js';
import {find, type Found} from '../find.js';
import {type AwsSession} from '../session.js';
import {listedSecret} from './list-secrets.js';
import {type SecretFacts} from './secret-facts.js';

/** One secret by its ARN or name, and its resource policy; asked at the same time. Never its value. Never rejects. */
export async function readSecret(
	{secretsManager}: Pick<AwsSession, 'secretsManager'>,
	id: string,
): Promise<Found<SecretFacts>> {
	const [secret, policy] = await Promise.all([
		find(async () =>
			secretsManager.send(new DescribeSecretCommand({SecretId: id})),
		),
		find(async () => {
			const {ResourcePolicy} = await secretsManager.send(
				new GetResourcePolicyCommand({SecretId: id}),
			);
			return ResourcePolicy ? parsePolicyDocument(ResourcePolicy) : undefined;
		}),
	]);
	return secret.state === 'found'
		? {state: 'found', value: {...listedSecret(secret.value), policy}}
		: secret;
}
