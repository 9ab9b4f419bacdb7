import {find, type Found} from '../../aws/find.js';
import {readRoles} from '../../resources/iam-role/read-many.js';
import {type RoleFacts} from '../../resources/iam-role/read.js';
import {whoAmI} from '../../aws/identity.js';
import {type AwsSession} from '../../aws/session.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type ObserveOptions} from '../guide.js';
import {ownFault} from '../own-fault.js';
import {
	earlierTagText,
	projectTag,
	tagText,
	runTag,
	setupTag,
} from '../../resources/ownership-tags.js';
import {lookIntoSecret} from '../../resources/secret/read.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {lookUpKeys} from './look-up-keys.js';
import {lookUpSecrets, once} from './look-up-secrets.js';
import {
	type ProjectObservation,
	type ProjectRole,
	type SecretKeyFacts,
	type SecretsObservation,
} from './observation.js';
import {roleNames} from './role-names.js';
import {spelledSecrets} from './secret-prefix.js';
import {agreedName, secretsMarkOf, type SecretsMark} from './traces.js';
import {openTeller} from './tell-in-parts.js';

/**
Asks AWS about everything the setup touches. Roles and secrets are asked for at the same time and keys after their
secrets, each thing once whatever the number of projects: three round trips one after the other, and for many projects
the calls at the pace that AWS takes. `update` hears the projects as they come; after the signal no further role is asked for.
Never rejects.
*/
export async function observeSecrets(
	session: AwsSession,
	saved: SavedSetup,
	answers: SecretsAnswers,
	{update = () => undefined, signal}: ObserveOptions<SecretsObservation> = {},
): Promise<SecretsObservation> {
	const {region} = session;
	const {projects = []} = answers;
	const mark = secretsMarkOf(saved);
	const names = roleNames(projects, mark.madeRoles);
	const seen: Array<[string, ProjectObservation]> = [];
	const keys = new Map<string, Found<SecretKeyFacts>>();
	const parts = openTeller(() => {
		update({
			projects: Object.fromEntries(seen),
			keys: Object.fromEntries(keys),
		});
	});

	const findRole = readRolesByName(
		session,
		[...new Set(names.values())],
		signal,
	);
	const findSecrets = lookUpSecrets(session);
	const findKey = lookUpKeys(session);
	const look = once(async (arn: string) => lookIntoSecret(session, arn));
	const contents = new Map<string, Awaited<ReturnType<typeof look>>>();

	const observeProject = async (
		project: ProjectAnswers,
	): Promise<ProjectObservation> => {
		const secrets = spelledSecrets(project);
		const [role, wanted] = await Promise.all([
			findRole(names.get(project.name) ?? ''),
			findSecrets(secrets).then(async (found) => {
				await Promise.all(
					found.secrets.map(async ({secret}) => {
						if (secret.state !== 'found') {
							return;
						}

						const {arn, kmsKeyId, deletedAt} = secret.value;
						if (kmsKeyId !== undefined) {
							keys.set(kmsKeyId, await findKey(kmsKeyId));
						}

						if (answers.lookInside === true && deletedAt === undefined) {
							contents.set(arn, await look(arn));
						}
					}),
				);
				return found;
			}),
		]);
		return {
			role: whose(role, project, mark),
			...wanted,
			...(secrets !== undefined && {asked: secrets}),
		};
	};

	const tellProject = async (project: ProjectAnswers) => {
		const {name} = project;
		try {
			seen.push([name, await observeProject(project)]);
		} catch (error) {
			// A fault of ours at one project leaves the others their answers.
			const fault = ownFault(error);
			seen.push([
				name,
				{
					role: {state: 'unknown', ...fault},
					secrets: [],
					secretsProblem: fault,
				},
			]);
		}

		parts.tell();
	};

	const observedAt = new Date().toISOString();
	update({region});
	update({observedAt});
	const [identity] = await Promise.all([
		find(async () => whoAmI(session)).then((found) => {
			update({identity: found});
			return found;
		}),
		...projects.map(async (project) => tellProject(project)),
	]);
	parts.stop();
	return {
		identity,
		region,
		observedAt,
		projects: Object.fromEntries(seen),
		keys: Object.fromEntries(keys),
		...(answers.lookInside === true && {
			contents: Object.fromEntries(contents),
		}),
	};
}

const absent = {state: 'absent'} as const;
const notAsked = {
	state: 'unknown',
	code: 'Cancelled',
	reason: 'It was not asked any more.',
} as const;

/** Every role in one go, each given to whoever waits for it as soon as it is known. */
function readRolesByName(
	session: AwsSession,
	names: readonly string[],
	signal: AbortSignal | undefined,
): (name: string) => Promise<Found<RoleFacts>> {
	const waiting = new Map(
		names.map((name) => [name, Promise.withResolvers<Found<RoleFacts>>()]),
	);
	const all = readRoles(session, names, {
		...(signal && {signal}),
		update(name, role) {
			waiting.get(name)?.resolve(role);
		},
	});
	const fromAll = async (name: string): Promise<Found<RoleFacts>> => {
		const answers = await all;
		return answers.get(name) ?? (signal?.aborted ? notAsked : absent);
	};

	return async (name) => {
		const early = waiting.get(name)?.promise;
		return early ? Promise.race([early, fromAll(name)]) : fromAll(name);
	};
}

function whose(
	role: Found<RoleFacts>,
	{name: project, role: answer}: ProjectAnswers,
	{name, runId, names = {}}: SecretsMark,
): Found<ProjectRole> {
	if (role.state !== 'found') {
		return role;
	}

	const {tags, id} = role.value;
	const byTags = () => {
		if (tags[runTag] === runId) {
			return 'own';
		}

		if (id !== undefined && names[agreedName(role.value)] === id) {
			return 'agreed';
		}

		return tags[setupTag] === name &&
			[tagText(project), earlierTagText(project)].includes(
				tags[projectTag] ?? '',
			)
			? 'tags'
			: 'stranger';
	};

	const foundBy = answer?.use === undefined ? byTags() : 'answer';
	return {state: 'found', value: {...role.value, foundBy}};
}
