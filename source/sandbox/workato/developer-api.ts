import {jsonAnswer, type Answer, AwsError, type CommonFailure} from '../answer.js';
import {type World} from '../world.js';
import {playCall, type HttpRequest} from '../aws-call.js';
import {type State, sandboxApiToken} from '../state.js';
import {addRole} from './add-role.js';
import {addProjects, listProjects, showSecretsManager, describeProject} from './projects.js';
import {permissionToAccessKey, updateKey} from './update-key.js';

/** Answers what stands for a page of Workato's or a click in one: the paths under /_workato/. */
export const answerWorkatoPage = async (
	world: World,
	method: string,
	url: URL,
	body: unknown,
): Promise<Answer> => {
	const pages: Record<string, () => Answer | Promise<Answer>> = {
		'GET /_workato/permission-to-access-key': () => permissionToAccessKey(),
		'POST /_workato/update-key': async () => updateKey(world, body),
		'GET /_workato/projects': () => listProjects(world),
		'POST /_workato/projects': async () => addProjects(world, body),
		'GET /_workato/secrets-manager': () => showSecretsManager(world, url),
		'POST /_workato/add-role': async () => addRole(world, body),
	};
	const page = pages[`${method} ${url.pathname}`];
	return page ? page() : jsonAnswer({error: 'No such endpoint.'}, 404);
};

type ApiCall = (state: State, query: URLSearchParams) => Answer;

/** Errors have a message and no code of their own. */
const apiError = (status: number, message: string): AwsError =>
	new AwsError(String(status), message, status);

const wholeNumber = (
	query: URLSearchParams,
	name: string,
	most: number,
	otherwise: number,
): number => {
	const number = Number(query.get(name) ?? otherwise);
	if (!Number.isSafeInteger(number) || number < 1 || number > most) {
		throw apiError(400, 'Bad request');
	}

	return number;
};

/** One page of at most 100. */
const pageOf = <Item>(items: Item[], query: URLSearchParams): Item[] => {
	const size = wholeNumber(query, 'per_page', 100, 100);
	const page = wholeNumber(query, 'page', Number.MAX_SAFE_INTEGER, 1);
	return items.slice((page - 1) * size, page * size);
};

/** The calls that the sandbox plays, by method and path. */
const calls: Readonly<Record<string, ApiCall>> = {
	'GET /api/users/me': ({workato}) =>
		jsonAnswer({
			id: workato.workspaceId,
			name: 'Practice workspace',
			email: 'practice@example.com',
			plan_id: 'practice',
			root_folder_id: 1_563_000,
		}),

	'GET /api/projects': ({workato}, query) =>
		jsonAnswer(pageOf(workato.projects, query).map((project) => describeProject(project))),

	'GET /api/connections'({workato}, query) {
		const folder = query.get('folder_id');
		return jsonAnswer(
			workato.projects
				.filter(({folderId}) => folder === null || folder === String(folderId))
				.map(({id, folderId, name}) => ({
					id: id * 10 + 1,
					application: 'rest',
					name: `${name} API`,
					folder_id: folderId,
					authorization_status: 'success',
					authorized_at: '2026-01-01T00:00:00.000Z',
					authorization_error: null,
					connection_lost_at: null,
					connection_lost_reason: null,
				})),
		);
	},

	'POST /api/secrets_management/clear_cache': () => jsonAnswer({success: true}),
};

const failures: Partial<Record<CommonFailure, AwsError>> = {
	throttle: apiError(429, 'Too many requests'),
	internal: apiError(500, 'Internal server error'),
	unavailable: apiError(503, 'Service unavailable'),
};

/** Answers a call to Workato's Developer API. A token that is wrong and one that lacks a privilege look the same. */
export const answerDeveloperApi = async (
	world: World,
	{method, target, headers}: HttpRequest,
): Promise<Answer> => {
	const url = new URL(target, 'http://127.0.0.1');
	const operation = `${method} ${url.pathname}`;
	const call = {
		service: 'workato',
		operation,
		region: '',
		accessKeyId: '',
		write: false,
	} as const;
	const unauthorized = apiError(401, 'Unauthorized');
	return playCall(world, call, {
		async perform() {
			if (headers.authorization !== `Bearer ${sandboxApiToken}`) {
				throw unauthorized;
			}

			const known = calls[operation];
			if (!known) {
				throw apiError(404, 'Not found');
			}

			return world.file.read((state) => known(state, url.searchParams));
		},
		failure: (failure) => failures[failure] ?? unauthorized,
		print: ({message, status}) => jsonAnswer({message}, status),
	});
};
