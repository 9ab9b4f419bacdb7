import {type ManagedPolicy} from './records.js';

const prefix = 'arn:aws:iam::aws:policy/';

/** The ARN of AWS's policy that allows everything. */
export const administratorAccess = `${prefix}AdministratorAccess`;

const secretsActions = [
	'secretsmanager:*',
	'kms:DescribeKey',
	'kms:ListAliases',
];

/** What AWS's own policies of these names allow, in short. */
const actions: Readonly<Record<string, string[]>> = {
	AdministratorAccess: ['*'],
	IAMReadOnlyAccess: ['iam:Get*', 'iam:List*', 'iam:Simulate*'],
	SecretsManagerReadWrite: secretsActions,
};

const policyOf = ([name, Action]: [string, string[]]): [
	string,
	ManagedPolicy,
] => [
	prefix + name,
	{
		id: `ANPA${name.toUpperCase().padEnd(17, 'X').slice(0, 17)}`,
		createdAt: 1_423_000_000,
		versions: {
			v1: {
				text: JSON.stringify({
					Version: '2012-10-17',
					Statement: [{Effect: 'Allow', Action, Resource: '*'}],
				}),
				createdAt: 1_423_000_000,
			},
		},
		defaultVersion: 'v1',
	},
];

/** The managed policies of AWS's own that the sandbox has, by ARN. */
export const awsManagedPolicies: Readonly<
	Partial<Record<string, ManagedPolicy>>
> = Object.fromEntries(Object.entries(actions).map((entry) => policyOf(entry)));
