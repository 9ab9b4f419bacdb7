import pLimit from 'p-limit';
import {parseArn} from '../../aws/arn.js';
import {lookUp, type Lookup} from '../../aws/errors.js';
import {whoAmI, type AwsSession} from '../../aws/session.js';
import {isUnderPrefix} from '../../policy/secrets-permissions.js';
import {readRoles} from '../../resources/iam-role/read-many.js';
import {type RoleFacts} from '../../resources/iam-role/read.js';
import {
	listSecrets,
	readSecretContents,
	readSecret,
	readSecretKey,
	readSecretPolicy,
	type SecretContents,
	type SecretFacts,
	type SecretKeyFacts,
} from '../../resources/secret/read.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type ObserveOptions} from '../guide.js';
import {ownFault} from '../guard-guide.js';
import {type ProjectAnswers, type SecretsAnswers, type WantedSecrets} from './answers.js';
import {
	type ProjectObservation,
	type SecretsObservation,
	ownershipOf,
	withOwner,
} from './observation.js';
import {roleNames} from './role-names.js';
import {spelledSecrets} from './wanted-secrets.js';

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
	const {projects = [], lookInside = false} = answers;
	const own = ownershipOf(saved);
	const names = roleNames(projects, own.madeRoles);
	const seen: Array<[string, ProjectObservation]> = [];
	const keys = new Map<string, Lookup<SecretKeyFacts>>();
	const contents = new Map<string, Lookup<SecretContents>>();
	const updates = throttle(() => {
		update({
			projects: Object.fromEntries(seen),
			keys: Object.fromEntries(keys),
		});
	});

	const readRole = readRolesByName(session, [...new Set(names.values())], signal);
	const readSecrets = secretsReader(session);
	const limit = pLimit(keysAtOnce);
	const readKey = memoize(async (id: string) => limit(async () => readSecretKey(session, id)));
	const inspectSecret = memoize(async (arn: string) => readSecretContents(session, arn));
	const readBehind = async ({arn, kmsKeyId, deletedAt}: SecretFacts): Promise<void> => {
		if (kmsKeyId !== undefined) {
			keys.set(kmsKeyId, await readKey(kmsKeyId));
		}

		if (lookInside && deletedAt === undefined) {
			contents.set(arn, await inspectSecret(arn));
		}
	};

	const observeProject = async (project: ProjectAnswers): Promise<ProjectObservation> => {
		const asked = spelledSecrets(project);
		const [role, wanted] = await Promise.all([
			readRole(names.get(project.name) ?? ''),
			readSecrets(asked).then(async (found) => {
				await Promise.all(
					found.secrets.map(async ({secret}) =>
						secret.state === 'found' ? readBehind(secret.value) : undefined,
					),
				);
				return found;
			}),
		]);
		return {
			role: withOwner(role, project, own),
			...wanted,
			...(asked !== undefined && {asked}),
		};
	};

	const addProject = async (project: ProjectAnswers) => {
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

		updates.request();
	};

	const observedAt = new Date().toISOString();
	update({region});
	update({observedAt});
	const [identity] = await Promise.all([
		lookUp(async () => whoAmI(session)).then((found) => {
			update({identity: found});
			return found;
		}),
		...projects.map(async (project) => addProject(project)),
	]);
	updates.stop();
	return {
		identity,
		region,
		observedAt,
		projects: Object.fromEntries(seen),
		keys: Object.fromEntries(keys),
		...(lookInside && {contents: Object.fromEntries(contents)}),
	};
}

// KMS allows 1,000 calls a second for the policies of keys; this leaves others their share.
const keysAtOnce = 8;
// Milliseconds between two updates while answers arrive: a checklist over hundreds of projects takes time to work out.
const updateEvery = 250;

/** Updates at most some times a second, and not any more once it was stopped. */
function throttle(updateNow: () => void): {
	request: () => void;
	stop: () => void;
} {
	let timer: NodeJS.Timeout | undefined;
	let isStopped = false;
	return {
		request() {
			if (isStopped) {
				return;
			}

			timer ??= setTimeout(() => {
				timer = undefined;
				updateNow();
			}, updateEvery);
		},
		stop() {
			isStopped = true;
			clearTimeout(timer);
		},
	};
}

/** Each question is asked once; whoever asks again waits for the same answer. */
function memoize<K, T>(ask: (key: K) => Promise<T>): (key: K) => Promise<T> {
	const answers = new Map<K, Promise<T>>();
	return async (key) => {
		const answer = answers.get(key) ?? ask(key);
		answers.set(key, answer);
		return answer;
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
): (name: string) => Promise<Lookup<RoleFacts>> {
	const waiting = new Map(names.map((name) => [name, Promise.withResolvers<Lookup<RoleFacts>>()]));
	const all = readRoles(session, names, {
		...(signal && {signal}),
		update(name, role) {
			waiting.get(name)?.resolve(role);
		},
	});
	const fromAll = async (name: string): Promise<Lookup<RoleFacts>> => {
		const answers = await all;
		return answers.get(name) ?? (signal?.aborted ? notAsked : absent);
	};

	return async (name) => {
		const early = waiting.get(name)?.promise;
		return early ? Promise.race([early, fromAll(name)]) : fromAll(name);
	};
}

// A role for all of a large account would cost a call for each secret; what is beyond is said to be unknown.
const mostPolicies = 500;
const tooMany: SecretFacts['policy'] = {
	state: 'unknown',
	code: 'TooManySecrets',
	reason: `Resource policies are read of the first ${mostPolicies} secrets only.`,
};

/**
Resolves what projects may read into the secrets there are now: each is asked for once, and the list of them once, however many
projects want them. Never rejects.
*/
function secretsReader(
	session: Pick<AwsSession, 'client' | 'region'>,
): (
	wanted: WantedSecrets | undefined,
) => Promise<Pick<ProjectObservation, 'secrets' | 'secretsProblem'>> {
	const readOne = memoize(async (id: string): Promise<Lookup<SecretFacts>> => {
		// AWS would look for an ARN of another region here, and say that there is none.
		const region = parseArn(id)?.region ?? session.region;
		return region === session.region
			? readSecret(session, id)
			: {
					state: 'unknown',
					code: 'OtherRegion',
					reason: `It is in ${region}, and this setup is for ${session.region}.`,
				};
	});
	const readPolicy = memoize(async (arn: string) => readSecretPolicy(session, arn));
	const list = memoize(async (_all: 'all') => listSecrets(session));
	return async (wanted) => {
		if (wanted === undefined) {
			return {secrets: []};
		}

		if (Array.isArray(wanted)) {
			const secrets = await Promise.all(
				[...new Set(wanted)].map(async (id) => ({
					wanted: id,
					secret: await readOne(id),
				})),
			);
			return {secrets};
		}

		const listed = await list('all');
		if (listed.state !== 'found') {
			const {state: _, ...secretsProblem} =
				listed.state === 'unknown' ? listed : {state: listed.state, code: '', reason: ''};
			return {secrets: [], secretsProblem};
		}

		const prefix = wanted === 'all' ? '' : wanted.prefix;
		const reached = listed.value.filter(({arn}) => isUnderPrefix(arn, prefix));
		const secrets = await Promise.all(
			reached.map(async (secret, index) => ({
				wanted: secret.arn,
				secret: {
					state: 'found' as const,
					value: {
						...secret,
						policy: index < mostPolicies ? await readPolicy(secret.arn) : tooMany,
					},
				},
			})),
		);
		return {secrets};
	};
}
