import * as z from 'zod';
import {jsonAnswer, type Answer} from '../answer.js';
import {type State, secretArn, sandboxWorkatoAccount, type Project} from '../state.js';
import {type World} from '../world.js';
import {fitsPattern} from '../conditions.js';
import {effectivePolicies} from '../iam/policies.js';
import {type Identity} from '../iam/records.js';
import {parseStatements} from '../evaluate.js';

/** The external ID of a project, or without one of the whole workspace. */
export const externalIdOf = ({workato}: State, project: Project | undefined): string =>
	['workato_iam_external_id', workato.workspaceId, ...(project ? [project.id] : [])].join('_');

/** The project of an ID or a name. */
export const findProject = ({workato}: State, wanted: string): Project | undefined =>
	workato.projects.find(({id}) => String(id) === wanted) ??
	workato.projects.find(({name}) => name === wanted);

/** A project as Workato's API tells it. */
export const describeProject = ({id, folderId, name}: Project) => ({
	id,
	description: '',
	folder_id: folderId,
	name,
});

/** The projects of the workspace. */
export const listProjects = (world: World): Answer =>
	jsonAnswer(
		world.file.read(({workato}) => workato.projects.map((project) => describeProject(project))),
	);

/** What a project's page shows under "Create a new permission policy and role in AWS"; without a project, the workspace's page. */
export const showSecretsManager = (world: World, url: URL): Answer => {
	const wanted = url.searchParams.get('project');
	return world.file.read((state) => {
		const project = wanted === null ? undefined : findProject(state, wanted);
		if (wanted !== null && !project) {
			return jsonAnswer({error: 'No such project.'}, 404);
		}

		return jsonAnswer({
			accountId: sandboxWorkatoAccount,
			externalId: externalIdOf(state, project),
			label: project ? `External ID for ${project.name}` : 'External ID',
		});
	});
};

const newProjectsSchema = z.union([
	z.object({names: z.array(z.string().min(1)).min(1).max(10_000)}),
	z
		.object({
			/** Each project gets the name `<name> <number>`; the number is left out when one is made. */
			name: z.string().min(1),
			count: z.int().min(1).max(10_000).default(1),
		})
		.transform(({name, count}) => ({
			names:
				count === 1 ? [name] : Array.from({length: count}, (_, index) => `${name} ${index + 1}`),
		})),
]);

/** Adds projects, by their names or in bulk. */
export const addProjects = async (world: World, body: unknown): Promise<Answer> => {
	const {names} = newProjectsSchema.parse(body);
	return world.file.change(({workato}) => {
		const last = Math.max(0, ...workato.projects.map(({id}) => id));
		const lastFolder = Math.max(0, ...workato.projects.map(({folderId}) => folderId));
		const projects = names.map((name, index) => ({
			id: last + 7 * (index + 1),
			folderId: lastFolder + 11 * (index + 1),
			name,
		}));
		workato.projects.push(...projects);
		return jsonAnswer({
			projects: projects.map((project) => describeProject(project)),
		});
	});
};

const action = 'secretsmanager:getsecretvalue';

/** The secrets that a role's own policies let it read: exact ARNs as they stand, patterns as the secrets that they reach now. */
export const namedSecrets = (state: State, role: Identity): string[] => {
	const patterns = effectivePolicies(state, role)
		.policies.flatMap((policy) => parseStatements(policy))
		.filter(
			({Effect, Action}) =>
				Effect === 'Allow' && Action?.some((one) => fitsPattern(one.toLowerCase(), action)),
		)
		.flatMap(({Resource}) => Resource ?? []);
	const isPattern = (text: string) => /[*?]/v.test(text);
	const reached = Object.values(state.secrets)
		.filter(({deletedAt}) => deletedAt === undefined)
		.map((secret) => secretArn(secret))
		.filter((arn) => patterns.some((pattern) => isPattern(pattern) && fitsPattern(pattern, arn)));
	return [...new Set([...patterns.filter((pattern) => !isPattern(pattern)), ...reached])];
};
