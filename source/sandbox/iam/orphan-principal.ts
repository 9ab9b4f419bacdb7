import {type Json} from '../../json.js';
import {printPolicy} from '../print-policy.js';
import {type State} from '../state.js';

const replaceName = (value: Json, arn: string, id: string): Json => {
	if (Array.isArray(value)) {
		return value.map((one) => replaceName(one, arn, id));
	}

	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value).map(([name, field]) => [
				name,
				replaceName(field, arn, id),
			]),
		);
	}

	return value === arn ? id : value;
};

const replaceIn = (policy: string, arn: string, id: string): string => {
	const isPrincipal = (name: string) =>
		name === 'Principal' || name === 'NotPrincipal';
	return JSON.stringify(
		JSON.parse(policy, (name, value: Json) =>
			isPrincipal(name) ? replaceName(value, arn, id) : value,
		),
	);
};

/**
AWS keeps a role in a policy by its unique id. Once the role is gone, the id is what shows, and it never means a later role of
the same name (aws.md 3.3). Changes the trust policies and the policies of keys and secrets that
named it.
*/
export const orphanPrincipal = (
	{identities, keys, secrets}: State,
	arn: string,
	id: string,
): void => {
	for (const identity of Object.values(identities)) {
		if (identity.trust?.includes(arn)) {
			identity.trust = replaceIn(identity.trust, arn, id);
		}
	}

	for (const key of Object.values(keys)) {
		if (key.policy.includes(arn)) {
			key.policy = printPolicy(replaceIn(key.policy, arn, id));
		}
	}

	for (const secret of Object.values(secrets)) {
		if (secret.policy?.includes(arn)) {
			secret.policy = replaceIn(secret.policy, arn, id);
		}
	}
};
