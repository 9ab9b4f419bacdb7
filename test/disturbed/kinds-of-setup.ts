import {z} from 'zod';
import {workatoStatement} from '../end-to-end/statements.js';

/** One of the sandbox's own endpoints. */
export type Control = (method: string, target: string, body?: unknown) => Promise<unknown>;

/** A kind of setup that is disturbed in every way. */
export type KindOfSetup = {
	readonly name: string;
	/** Makes an AWS and a Workato in which the setup is still to be done, and gives its setup file's fields. */
	readonly prepare: (control: Control) => Promise<object>;
};

const place = {name: 'production', region: 'us-east-1'};
const newKey = {key: {create: {alias: 'workato-ekm'}}};
const seeded = z.object({arns: z.tuple([z.string()])});
const page = z.object({accountId: z.string(), externalId: z.string()});

type Project = {readonly name: string; readonly role?: {readonly use: string}};

const projectSetup =
	(...projects: readonly Project[]) =>
	async (control: Control) => {
		await control('POST', '/_sandbox/seed');
		const rows = await Promise.all(
			projects.map(async (project) => {
				const name = encodeURIComponent(project.name);
				const {accountId, externalId} = page.parse(
					await control('GET', `/_workato/secrets-manager?project=${name}`),
				);
				const secrets = {prefix: 'workato/orders/'};
				return {accountId, row: {...project, externalId, secrets}};
			}),
		);
		return {
			...place,
			guide: 'secrets',
			scope: 'project',
			workatoAccountId: rows[0]?.accountId,
			projects: rows.map(({row}) => row),
		};
	};

/** Every kind of setup that the matrices run through. */
export const kindsOfSetup = {
	newKey: {
		name: 'a new key',
		prepare: async () => ({
			...place,
			guide: 'ekm',
			statement: workatoStatement,
			...newKey,
		}),
	},
	existingKey: {
		name: 'an existing key',
		async prepare(control) {
			const {arns} = seeded.parse(
				await control('POST', '/_sandbox/keys', {aliasPrefix: 'shared-data'}),
			);
			return {
				...place,
				guide: 'ekm',
				statement: workatoStatement,
				key: {use: arns[0]},
			};
		},
	},
	oneProject: {
		name: 'one project',
		prepare: projectSetup({name: 'Orders'}),
	},
	threeProjects: {
		name: 'three projects',
		prepare: projectSetup(
			{name: 'Orders'},
			{name: 'Customer data', role: {use: 'SharedIntegrations'}},
			{name: 'Finance'},
		),
	},
} as const satisfies Record<string, KindOfSetup>;
