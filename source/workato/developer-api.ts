import * as z from 'zod';
import {askWorkato, type WorkatoAccess} from './ask-workato.js';
import {errorOfStatus, WorkatoError} from './workato-error.js';

/** The workspace, or the environment of it, that a token belongs to. */
export type Workspace = {id: string; name: string};

/** A project of Workato. Its ID, not its folder's, stands in the external ID. */
export type WorkatoProject = {id: string; folderId: string; name: string};

/** What the assistant asks of Workato's Developer API. Each call rejects with a `WorkatoError` in plain words. */
export type DeveloperApi = {
	me: () => Promise<Workspace>;
	/** Every project that the token may see; `update` hears them page by page. */
	projects: (
		update?: (projects: WorkatoProject[]) => void,
	) => Promise<WorkatoProject[]>;
	/** Makes Workato read every secret afresh. */
	clearCache: () => Promise<void>;
};

const anyId = z.union([z.string(), z.int()]).transform(String);
const workspace = z.object({id: anyId, name: z.string().catch('')});
const project = z
	.object({id: anyId, folder_id: anyId, name: z.string()})
	.transform(({id, folder_id: folderId, name}) => ({id, folderId, name}));
// Workato's own limit of a page.
const pageSize = 100;
// A server that never gives a short page must not keep us for ever.
const mostPages = 100;

/** The Developer API at one address. Makes no call yet. */
export function developerApi(access: WorkatoAccess): DeveloperApi {
	return {
		me: async () =>
			readAnswer(
				await call('GET', '/api/users/me', getDetails, access),
				workspace,
			),
		async projects(update) {
			const found: WorkatoProject[] = [];
			for (let page = 1; page <= mostPages; page++) {
				const path = `/api/projects?page=${page}&per_page=${pageSize}`;
				const some = readAnswer(
					await call('GET', path, listProjects, access),
					z.array(project),
				);
				found.push(...some);
				update?.([...found]);
				if (some.length < pageSize) {
					break;
				}
			}

			return found;
		},
		async clearCache() {
			const path = '/api/secrets_management/clear_cache';
			readAnswer(
				await call('POST', path, clearSecrets, access),
				z.object({success: z.literal(true)}),
			);
		},
	};
}

const getDetails = 'Admin > Workspace details > Get details';
const listProjects =
	'Projects > Project assets > Projects & folders > List projects';
const clearSecrets =
	'Environment management > Secrets management > Clear secrets cache';

async function call(
	method: 'GET' | 'POST',
	path: string,
	privilege: string,
	access: WorkatoAccess,
): Promise<string> {
	const {status, body} = await askWorkato(method, path, access);
	if (status < 200 || status > 299) {
		throw errorOfStatus(status, privilege);
	}

	return body;
}

function readAnswer<S extends z.ZodType>(body: string, shape: S): z.output<S> {
	let value: unknown;
	try {
		value = JSON.parse(body);
	} catch {
		throw notWorkato();
	}

	const parsed = shape.safeParse(value);
	if (!parsed.success) {
		throw notWorkato();
	}

	return parsed.data;
}

function notWorkato(): WorkatoError {
	return new WorkatoError(
		'failed',
		'What came back is not an answer of Workato’s API.',
		'Check the data centre, and whether a proxy answers in its place.',
	);
}
