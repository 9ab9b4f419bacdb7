import {expect} from 'vitest';
import {z} from 'zod';
import {toList} from '../../../source/policy/policy-document.js';
import {makeRole} from '../../cli/many-projects.js';
import {openEndpoint, openHome, setEnvironment} from '../../cli/run-tool.js';

const operatorArn = 'arn:aws:sts::111122223333:assumed-role/Operator/pipeline';
const calls = z.array(z.object({service: z.string(), operation: z.string()}));
const made = z.object({arns: z.tuple([z.string()])});

/** A policy as far as the tests look into it. */
export const policyShape = z.object({
	Version: z.string(),
	Statement: z.array(z.looseObject({Action: z.union([z.string(), z.array(z.string())])})),
});

/** What is there already: a key, and a secret that is encrypted with it; and roles, `Existing-1` to `-3`. */
export type There = {keyArn: string; secretArn: string};

/** An AWS whose only caller may do what an exported policy says, and commands that run as that caller. */
export async function openOperator(policyFor: (there: There) => unknown) {
	const endpoint = await openEndpoint();
	const {environment, control, url} = endpoint;
	const rolesThere = ['Existing-1', 'Existing-2', 'Existing-3'];
	for (const name of rolesThere) {
		await makeRole(endpoint, name, [{Service: 'lambda.amazonaws.com'}]);
	}

	await control('DELETE', '/_sandbox/calls');

	const accessKeyId = 'ASIAOPERATOREXAMPLE1';
	const key = made.parse(await control('POST', '/_sandbox/keys', {}));
	const secret = made.parse(
		await control('POST', '/_sandbox/secrets', {
			name: 'team/db',
			kmsKeyId: key.arns[0],
		}),
	);
	const there = {keyArn: key.arns[0], secretArn: secret.arns[0]};
	const policy = await policyFor(there);
	await control('POST', '/_sandbox/callers', {
		accessKeyId,
		arn: operatorArn,
		sessionToken: 'practice-only',
		policy: JSON.stringify(policy),
	});
	const {run, write} = openHome();
	const env = {...environment, AWS_ACCESS_KEY_ID: accessKeyId};
	setEnvironment(env);
	const seen = async () =>
		new Set(
			calls
				.parse(await control('GET', '/_sandbox/calls'))
				.filter(({service}) => service !== 'sts')
				.map(({service, operation}) => `${service}:${operation}`),
		);
	return {
		control,
		url,
		env,
		operator: {
			account: '111122223333',
			arn: operatorArn,
			partition: 'aws',
			source: '',
		},
		/** The same home, by somebody who may do everything. */
		runAsOwner: async (...args: string[]) => run(args, {env: environment}),
		/** Gives the operator another policy. */
		async give(other: unknown) {
			await control('POST', '/_sandbox/callers', {
				accessKeyId,
				arn: operatorArn,
				sessionToken: 'practice-only',
				policy: JSON.stringify(other),
			});
		},
		there,
		policy,
		write,
		seen,
		run: async (...args: string[]) => run(args, {env}),
	};
}

/** The policy that is exported for a setup file's fields. */
export async function exportPolicy(fields: unknown, ...options: readonly string[]) {
	const {run, write} = openHome();
	const {code, json} = await run(['export', 'permissions', '-f', write(fields), ...options]);
	expect(code).toBe(0);
	return json;
}

/** Every action of a policy, in order. */
export function actionsOf(policy: unknown): string[] {
	return policyShape
		.parse(policy)
		.Statement.flatMap(({Action}) => toList(Action))
		.toSorted();
}
