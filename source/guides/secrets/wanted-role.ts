import {type Identity} from '../../aws/identity.js';
import {
	type PolicyDocument,
	type Statement,
} from '../../policy/policy-document.js';
import {
	buildSecretsPermissions,
	isKeyArn,
	isSecretArn,
	isSecretNamePrefix,
} from '../../policy/secrets-permissions.js';
import {
	buildTrustStatement,
	isTrustable,
	type Trusted,
} from '../../policy/trust-policy.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {type SecretsObservation, type WantedSecret} from './observation.js';
import {spelledSecrets} from './secret-prefix.js';

/** The name of the one inline policy that the assistant writes into a role. */
export const ownPolicyName = 'workato-secrets';

/** Whom a project's role has to trust; nothing while an ID is missing, or is none. */
export function wantedTrust(
	{workatoAccountId}: SecretsAnswers,
	{externalId}: ProjectAnswers,
	{partition}: Pick<Identity, 'partition'>,
): (Trusted & {statement: Statement}) | undefined {
	if (
		!workatoAccountId ||
		!externalId ||
		!isTrustable(workatoAccountId, externalId)
	) {
		return undefined;
	}

	const trusted = {account: workatoAccountId, externalId, partition};
	return {...trusted, statement: buildTrustStatement(trusted)};
}

/** What the secrets are encrypted with: customer managed keys by ARN, and what is not known to be the ARN of one key. */
export function keysOf(
	secrets: readonly WantedSecret[],
	{keys = {}}: Partial<Pick<SecretsObservation, 'keys'>>,
): {arns: string[]; unknown: string[]} {
	const arns = new Set<string>();
	const unknown = new Set<string>();
	for (const {secret} of secrets) {
		const id = secret.state === 'found' ? secret.value.kmsKeyId : undefined;
		if (id === undefined) {
			continue;
		}

		const key = Object.hasOwn(keys, id) ? keys[id] : undefined;
		if (key?.state === 'found' && key.value.isManagedByAws) {
			continue;
		}

		// The ARN says enough: should AWS manage the key, the permission changes nothing.
		const arn = key?.state === 'found' ? key.value.arn : id;
		if (isKeyArn(arn)) {
			arns.add(arn);
		} else {
			unknown.add(id);
		}
	}

	return {arns: [...arns], unknown: [...unknown]};
}

/** The least permissions for a project's secrets; nothing while they are not all known by an ARN that a secret may have, or for a prefix that no name has. */
export function wantedPermissions(
	project: ProjectAnswers,
	secrets: readonly WantedSecret[],
	observation: Partial<SecretsObservation>,
): PolicyDocument | undefined {
	const {identity, region} = observation;
	const wanted = spelledSecrets(project);
	if (!wanted || identity?.state !== 'found' || region === undefined) {
		return undefined;
	}

	const found = secrets.flatMap(({secret}) =>
		secret.state === 'found' ? [secret.value.arn] : [],
	);
	if (
		Array.isArray(wanted) &&
		(found.length < new Set(wanted).size ||
			found.some((arn) => !isSecretArn(arn)))
	) {
		return undefined;
	}

	if (
		wanted !== 'all' &&
		'prefix' in wanted &&
		!isSecretNamePrefix(wanted.prefix)
	) {
		return undefined;
	}

	const {account, partition} = identity.value;
	return buildSecretsPermissions({
		secrets: Array.isArray(wanted) ? found : wanted,
		region,
		account,
		partition,
		kmsKeyArns: keysOf(secrets, observation).arns,
	});
}
