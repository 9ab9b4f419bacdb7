import {type SecretFacts} from '../../../source/resources/secret/read.js';
import {type RoleFacts} from '../../../source/resources/iam-role/read.js';
import {type ProjectAnswers, type SecretsAnswers} from '../../../source/guides/secrets/answers.js';
import {
	type ProjectObservation,
	type ProjectRole,
	type SecretsObservation,
	type Ownership,
} from '../../../source/guides/secrets/observation.js';
import {buildSecretsPermissions} from '../../../source/policy/secrets-permissions.js';
import {buildTrustStatement, mergeTrustPolicy} from '../../../source/policy/trust-policy.js';

export const own = '210987654321';
export const workato = '345678901234';
export const region = 'us-east-1';

export const externalId = (project: string) =>
	`workato_iam_external_id_12345_${[...project].reduce((sum, letter) => sum * 31 + letter.codePointAt(0)!, 7) % 100_003}`;

export const secretArn = (name: string) =>
	`arn:aws:secretsmanager:${region}:${own}:secret:${name}-AbCdEf`;

export const roleArn = (name: string) => `arn:aws:iam::${own}:role/${name}`;

export const keyArn = (id: string) => `arn:aws:kms:${region}:${own}:key/${id}`;

/** A project that has every answer: its own secret, and a new role. */
export const projectOf = (name: string, more: Partial<ProjectAnswers> = {}): ProjectAnswers => ({
	name,
	externalId: externalId(name),
	secrets: [secretArn(`${name}/db`)],
	...more,
});

export const answersOf = (
	projects: ProjectAnswers[],
	more: Partial<SecretsAnswers> = {},
): SecretsAnswers => ({
	guide: 'secrets',
	name: 'production',
	region,
	scope: 'project',
	workatoAccountId: workato,
	projects,
	...more,
});

export const mark: Ownership = {
	name: 'production',
	runId: 'run-1',
	account: own,
	region,
	madeRoles: new Map(),
	writtenRoles: new Set(),
};

export const secretFacts = (arn: string, more: Partial<SecretFacts> = {}): SecretFacts => ({
	arn,
	name: arn.replace(/^.*:secret:/v, '').replace(/-.{6}$/v, ''),
	policy: {state: 'absent'},
	...more,
});

export const trustOf = (project: string) =>
	mergeTrustPolicy(
		undefined,
		buildTrustStatement({
			account: workato,
			externalId: externalId(project),
			partition: 'aws',
		}),
	);

export const permissionsOf = (arns: readonly string[], keys: string[] = []) =>
	buildSecretsPermissions({
		secrets: arns,
		region,
		account: own,
		partition: 'aws',
		kmsKeyArns: keys,
	});

/** The role as the assistant makes it for such a project. */
export const roleOf = (project: string, more: Partial<ProjectRole> = {}): ProjectRole => {
	const name = `Workato-${project}`;
	const facts: RoleFacts = {
		arn: roleArn(name),
		name,
		path: '/',
		trust: trustOf(project),
		inline: [
			{
				name: 'workato-secrets',
				document: permissionsOf([secretArn(`${project}/db`)]),
			},
		],
		attached: [],
		tags: {'workato-aws:run': 'run-1'},
	};
	return {...facts, foundBy: 'own', ...more};
};

export const found = <T>(value: T) => ({state: 'found' as const, value});

/** What AWS says of a project whose role is finished. */
export const seenOf = (
	project: string,
	more: Partial<ProjectObservation> = {},
): ProjectObservation => {
	const arn = secretArn(`${project}/db`);
	return {
		role: found(roleOf(project)),
		secrets: [{wanted: arn, secret: found(secretFacts(arn))}],
		...more,
	};
};

export const observationOf = (
	projects: Record<string, ProjectObservation>,
	more: Partial<SecretsObservation> = {},
): SecretsObservation => ({
	identity: found({
		account: own,
		arn: `arn:aws:sts::${own}:assumed-role/Admin/ada`,
		partition: 'aws',
		source: 'a test',
	}),
	region,
	projects,
	keys: {},
	...more,
});
