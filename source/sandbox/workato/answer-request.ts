import {jsonAnswer, type Answer} from '../answer.js';
import {type World} from '../world.js';
import {addRole} from './add-role.js';
import {addProjects, listProjects, showSecretsManager} from './projects.js';
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
