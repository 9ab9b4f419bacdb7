import {fitsPattern} from '../conditions.js';
import {effectivePolicies} from '../iam/effective-policies.js';
import {type Identity} from '../iam/records.js';
import {secretArn} from '../secrets-manager/records.js';
import {type State} from '../state.js';
import {parseStatements} from '../statements.js';

const action = 'secretsmanager:getsecretvalue';

/** The secrets that a role's own policies let it read: exact ARNs as they stand, patterns as the secrets that they reach now. */
export const namedSecrets = (state: State, role: Identity): string[] => {
	const patterns = effectivePolicies(state, role)
		.policies.flatMap((policy) => parseStatements(policy))
		.filter(
			({Effect, Action}) =>
				Effect === 'Allow' &&
				Action?.some((one) => fitsPattern(one.toLowerCase(), action)),
		)
		.flatMap(({Resource}) => Resource ?? []);
	const isPattern = (text: string) => /[*?]/v.test(text);
	const reached = Object.values(state.secrets)
		.filter(({deletedAt}) => deletedAt === undefined)
		.map((secret) => secretArn(secret))
		.filter((arn) =>
			patterns.some(
				(pattern) => isPattern(pattern) && fitsPattern(pattern, arn),
			),
		);
	return [
		...new Set([
			...patterns.filter((pattern) => !isPattern(pattern)),
			...reached,
		]),
	];
};
