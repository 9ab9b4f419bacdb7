import * as z from 'zod';
import {type SecretsAnswers} from './answers.js';

/** What the sandbox's Workato says when it is given a role. */
export type PracticeReply = {accepted: boolean; message: string};

/** The IDs that the sandbox's Workato shows. */
export type PracticeIds = {
	accountId: string;
	projects: Array<{name: string; id?: string; externalId: string}>;
};

/** The sandbox's Workato: it shows the IDs of its projects, and assumes a role when it is given one. */
export type PracticeSecrets = {
	/** The IDs of these projects; those that the practice Workato does not have yet are made there. */
	ids: (
		names: readonly string[],
		scope: NonNullable<SecretsAnswers['scope']>,
	) => Promise<PracticeIds>;
	addRole: (role: {
		project: string;
		roleArn: string;
		scope: NonNullable<SecretsAnswers['scope']>;
	}) => Promise<PracticeReply>;
};

const projectAnswer = z.object({
	id: z.union([z.string(), z.number()]).transform(String),
	name: z.string(),
});
const projectsAnswer = z.array(projectAnswer);
const idsAnswer = z.object({accountId: z.string(), externalId: z.string()});
const replyAnswer = z.object({accepted: z.boolean(), message: z.string()});

/** Talks to the sandbox at this address. Rejects when the sandbox is gone. */
export function practiceSecrets(endpoint: string): PracticeSecrets {
	const call = async (path: string, body?: unknown): Promise<unknown> => {
		const response = await fetch(new URL(path, endpoint), {
			...(body !== undefined && {
				method: 'POST',
				headers: {'content-type': 'application/json'},
				body: JSON.stringify(body),
			}),
		});
		return response.json();
	};

	const projects = async () =>
		projectsAnswer.parse(await call('/_workato/projects'));

	return {
		async ids(names, scope) {
			if (scope === 'workspace') {
				const page = idsAnswer.parse(await call('/_workato/secrets-manager'));
				return {
					accountId: page.accountId,
					projects: names.map((name) => ({name, externalId: page.externalId})),
				};
			}

			const before = await projects();
			const known = new Set(before.map(({name}) => name));
			const missing = names.filter((name) => !known.has(name));
			if (missing.length > 0) {
				await call('/_workato/projects', {names: missing});
			}

			const after = missing.length > 0 ? await projects() : before;
			const ids = new Map(after.map(({name, id}) => [name, id]));
			const pages = await Promise.all(
				names.map(async (name) => {
					const id = ids.get(name) ?? '';
					const page = idsAnswer.parse(
						await call(
							`/_workato/secrets-manager?project=${encodeURIComponent(id)}`,
						),
					);
					return {...page, name, id};
				}),
			);
			return {
				accountId: pages[0]?.accountId ?? '',
				projects: pages.map(({name, id, externalId}) => ({
					name,
					id,
					externalId,
				})),
			};
		},
		async addRole(role) {
			return replyAnswer.parse(await call('/_workato/add-role', role));
		},
	};
}
