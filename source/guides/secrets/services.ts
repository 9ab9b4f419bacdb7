import process from 'node:process';
import * as z from 'zod';
import {type Lookup} from '../../aws/errors.js';
import {listRoles, type ListedRole} from '../../resources/iam-role/read-many.js';
import {type Identity, type AwsSession} from '../../aws/session.js';
import {simulatePermissions, type Permissions} from '../../aws/permissions.js';
import {
	listSecrets,
	type ListedSecret,
	readSecretContents,
	type SecretContents,
} from '../../resources/secret/read.js';
import {type Statement} from '../../policy/policy-document.js';
import {callSandbox} from '../steps/in-workato.js';
import {type ListRequest} from '../steps/use-request.js';
import {
	apiAddress,
	dataCentreOfToken,
	isDataCentre,
	developerApi,
	WorkatoError,
} from '../../workato/developer-api.js';
import {workatoHost} from '../../workato/data-centres.js';
import {type Connection, type StepProps} from '../guide-screens.js';
import {type SecretsAnswers} from './answers.js';
import {type SecretsObservation} from './observation.js';

/** What the secrets guide's screens need beside the observation. */
export type SecretsServices = {
	/** Whether this identity may do what these statements allow, by its own policies. */
	permissions: (identity: Identity, needed: readonly Statement[]) => Promise<Lookup<Permissions>>;
	listSecrets: ListRequest<ListedSecret>;
	listRoles: ListRequest<ListedRole>;
	/** What a secret holds, by the operator's identity: at most the names of its keys. */
	inspect: (secretArn: string) => Promise<Lookup<SecretContents>>;
	/** There when WORKATO_API_TOKEN is set. */
	workatoApi?: WorkatoApi;
	/** The sandbox's Workato; real Workato's pages can only be used by hand. */
	sandbox?: SandboxWorkato;
};

/** The services for one session. */
export function secretsServices(session: AwsSession): SecretsServices {
	const sandbox = session.sandbox ? session.endpoint : undefined;
	const workatoApi = workatoApiOf(process.env, sandbox);
	return {
		permissions: async (identity, needed) => simulatePermissions(session, identity, needed),
		listSecrets: async (options) => listSecrets(session, options),
		listRoles: async (options) => listRoles(session, options),
		inspect: async (arn) => readSecretContents(session, arn),
		...(workatoApi && {workatoApi}),
		...(sandbox && {sandbox: sandboxWorkato(sandbox)}),
	};
}

/** What the sandbox's Workato says when it is given a role. */
export type SandboxReply = {accepted: boolean; message: string};

/** The IDs that the sandbox's Workato shows. */
type SandboxIds = {
	accountId: string;
	projects: Array<{name: string; id?: string; externalId: string}>;
};

/** The sandbox's Workato: it shows the IDs of its projects, and assumes a role when it is given one. */
export type SandboxWorkato = {
	/** The IDs of these projects; those that the practice Workato does not have yet are made there. */
	ids: (
		names: readonly string[],
		scope: NonNullable<SecretsAnswers['scope']>,
	) => Promise<SandboxIds>;
	addRole: (role: {
		project: string;
		roleArn: string;
		scope: NonNullable<SecretsAnswers['scope']>;
	}) => Promise<SandboxReply>;
};

const projectAnswer = z.object({
	id: z.union([z.string(), z.number()]).transform(String),
	name: z.string(),
});
const projectsAnswer = z.array(projectAnswer);
const idsAnswer = z.object({accountId: z.string(), externalId: z.string()});
const replyAnswer = z.object({accepted: z.boolean(), message: z.string()});

/** Talks to the sandbox at this address. Rejects when the sandbox is gone. */
function sandboxWorkato(endpoint: string): SandboxWorkato {
	const call = async (path: string, body?: unknown) => callSandbox(endpoint, path, body);
	const projects = async () => projectsAnswer.parse(await call('/_workato/projects'));

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
						await call(`/_workato/secrets-manager?project=${encodeURIComponent(id)}`),
					);
					return {...page, name, id};
				}),
			);
			return {
				accountId: pages[0]?.accountId ?? '',
				projects: pages.map(({name, id, externalId}) => ({name, id, externalId})),
			};
		},
		async addRole(role) {
			return replyAnswer.parse(await call('/_workato/add-role', role));
		},
	};
}

/** Workato's Developer API, as far as the screens need it. The data centre is an id or a host. */
export type WorkatoApi = {
	/** The host that gets the token, for the screen. */
	host: (dataCentre: string | undefined) => string | undefined;
	/**
	That host where it has to be asked about first: it is no data centre of Workato's, and a setup may come from somebody
	else, with a host of theirs. Nothing is sent there before `agree`.
	*/
	unknownHost: (dataCentre: string | undefined) => string | undefined;
	agree: (host: string) => void;
	projects: (dataCentre: string | undefined) => Promise<Lookup<Array<{id: string; name: string}>>>;
	/** Makes Workato read every secret afresh when it is needed next. */
	clearCache: (dataCentre: string | undefined) => Promise<Lookup<true>>;
};

/**
The API for the token in WORKATO_API_TOKEN; nothing without one. `sandbox` is the address of the sandbox's Workato,
which then answers in place of every data centre.
*/
export function workatoApiOf(
	env: NodeJS.ProcessEnv,
	sandbox: string | undefined,
): WorkatoApi | undefined {
	const token = env.WORKATO_API_TOKEN?.trim() ?? '';
	if (token === '') {
		return undefined;
	}

	const addressOf = (dataCentre: string | undefined) =>
		sandbox === undefined
			? apiAddress(dataCentre ?? dataCentreOfToken(token) ?? '')
			: new URL(sandbox);
	const agreed = new Set<string>();
	const unknownHost = (dataCentre: string | undefined) => {
		const host = addressOf(dataCentre)?.host;
		return host === undefined || sandbox !== undefined || isDataCentre(host) || agreed.has(host)
			? undefined
			: host;
	};

	const apiAt = (dataCentre: string | undefined) => {
		const address = addressOf(dataCentre);
		if (!address) {
			throw new WorkatoError(
				'unreachable',
				'It is not known which data centre your Workato is in.',
				'Go back to “Before you start” and choose it.',
			);
		}

		if (unknownHost(dataCentre) !== undefined) {
			throw new WorkatoError(
				'not-agreed',
				`The token is not sent to ${address.host} before you have agreed to it.`,
				'Choose this again and answer the question.',
			);
		}

		return developerApi({address, token, env});
	};

	return {
		host: (dataCentre) => addressOf(dataCentre)?.host,
		unknownHost,
		agree(host) {
			agreed.add(host);
		},
		projects: async (dataCentre) => ask(async () => apiAt(dataCentre).projects()),
		clearCache: async (dataCentre) =>
			ask(async () => {
				await apiAt(dataCentre).clearCache();
				return true as const;
			}),
	};
}

async function ask<T>(question: () => Promise<T>): Promise<Lookup<T>> {
	try {
		return {state: 'found', value: await question()};
	} catch (error) {
		if (error instanceof WorkatoError) {
			return {
				state: 'unknown',
				code: error.reason,
				reason: `${error.message} ${error.hint}`,
			};
		}

		throw error;
	}
}

/** What every screen of the secrets guide gets. */
export type SecretsStepProps = StepProps<SecretsAnswers, SecretsObservation, SecretsServices>;

/** The account of the AWS identity, once AWS has said it. */
export function ownAccount({identity}: Connection): string | undefined {
	return identity?.state === 'found' ? identity.value.account : undefined;
}

/** Where Workato's secrets management is set up; `which` says for which project, such as “each project”. */
export function settingsPage({workato, scope}: SecretsAnswers, which: string): string {
	const host = workatoHost(workato?.dataCentre ?? '');
	const start = host ? `In Workato (${host})` : 'In Workato';
	return scope === 'workspace'
		? `${start}, in the workspace’s secrets management settings`
		: `${start}, in the settings of ${which} > Secrets management (or as shown on your screen)`;
}
