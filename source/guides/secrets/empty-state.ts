import {isDeepStrictEqual} from 'node:util';
import {parseArn} from '../../aws/arn.js';
import {partitionOfRegion} from '../../aws/regions.js';
import {replay} from '../../engine/replay.js';
import {parsePolicyDocument, toList, type PolicyDocument} from '../../policy/policy-document.js';
import {
	isSecretArn,
	isSecretNamePrefix,
	secretResources,
} from '../../policy/secrets-permissions.js';
import {roleEffects} from '../../resources/iam-role/effects.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type Change} from '../../resources/call.js';
import {createRole, putRolePolicy} from '../../resources/iam-role/calls.js';
import {inputsOf} from '../../resources/resource.js';
import {notAsked, unknownIdentity, describeObserver} from '../ownership.js';
import {type Location} from '../guide.js';
import {type ProjectAnswers, type SecretsAnswers, type WantedSecrets} from './answers.js';
import {keysOf, ownPolicyName} from './desired-role.js';
import {
	projectSeen,
	type ProjectObservation,
	type SecretsObservation,
	type WantedSecret,
	ownershipOf,
} from './observation.js';
import {roleNames, usedRoleName} from './role-names.js';
import {secretNameIn, spelledSecrets} from './wanted-secrets.js';

/**
What AWS would say before the setup: no role where one is to be made; a role that is named is there, and trusts nobody;
each secret by its ARN is there. Which keys encrypt the secrets only AWS knows: they are those that AWS has named, if it was
asked, or else those that the setup has written already; `projectsOfUnknownKeys` names the projects where nobody told.
*/
export function emptyState(
	answers: SecretsAnswers,
	scope: Location,
	{saved, seen}: {saved: SavedSetup; seen?: Partial<SecretsObservation>},
): SecretsObservation {
	const {projects = []} = answers;
	const asked = seen?.identity?.state === 'found' ? seen.identity.value.account : undefined;
	const account = scope.account ?? accountIn(projects) ?? asked;
	const writtenKeys = keysWrittenBy(saved, projects, scope);
	return {
		identity: unknownIdentity({...scope, ...(account && {account})}),
		region: scope.region,
		projects: Object.fromEntries(
			projects.map((project) => {
				const written = writtenKeys(project);
				return [
					project.name,
					{
						role: emptyRole(project, account),
						...(secretsAsSeen(project, seen) ?? {
							secrets: secretsByArn(project),
							...(written && {writtenKeys: written}),
						}),
					},
				];
			}),
		),
		keys: seen?.keys ?? {},
	};
}

/** The projects of which nobody has told yet by which keys their secrets are encrypted. */
export function projectsOfUnknownKeys({projects}: SecretsObservation): string[] {
	return Object.entries(projects)
		.filter(([, {asked, writtenKeys}]) => asked === undefined && writtenKeys === undefined)
		.map(([name]) => name);
}

// What AWS said of a project's secrets, where that is an answer: each of them is there, and its key is known.
function secretsAsSeen(
	project: ProjectAnswers,
	seen: Partial<SecretsObservation> = {},
): Pick<ProjectObservation, 'secrets' | 'asked'> | undefined {
	const found = projectSeen(seen, project.name);
	if (!found) {
		return undefined;
	}

	const {asked, secrets, secretsProblem} = found;
	return asked !== undefined &&
		secretsProblem === undefined &&
		isDeepStrictEqual(asked, spelledSecrets(project)) &&
		secrets.every(({secret}) => secret.state === 'found' && secret.value.deletedAt === undefined) &&
		keysOf(found, seen).unknown.length === 0
		? {secrets, asked}
		: undefined;
}

function emptyRole(
	{role}: ProjectAnswers,
	account: string | undefined,
): ProjectObservation['role'] {
	const use = role?.use;
	const home = parseArn(use ?? '')?.account;
	return use === undefined || (home !== undefined && home !== account)
		? {state: 'absent'}
		: {
				state: 'found',
				value: {
					arn: use,
					name: usedRoleName(use),
					path: '/',
					trust: {Version: '2012-10-17', Statement: []},
					inline: [],
					attached: [],
					tags: {},
					foundBy: 'answer',
				},
			};
}

function secretsByArn({secrets}: ProjectAnswers): WantedSecret[] {
	return (Array.isArray(secrets) ? secrets : []).map((wanted) => ({
		wanted,
		secret:
			parseArn(wanted)?.service === 'secretsmanager'
				? {
						state: 'found',
						value: {
							arn: wanted,
							name: secretNameIn(wanted),
							policy: {state: 'absent'},
						},
					}
				: {state: 'absent'},
	}));
}

function accountIn(projects: readonly ProjectAnswers[]): string | undefined {
	return projects
		.flatMap(({role, secrets}) => [role?.use ?? '', ...(Array.isArray(secrets) ? secrets : [])])
		.map((text) => parseArn(text)?.account)
		.find((account) => account !== undefined && account !== '');
}

/**
By project, the keys that a saved setup has let its role decrypt with, by the journal: none where it wrote that the secrets need
none. Missing where it wrote nothing, or what it wrote was for other secrets, or another role, than the answers want now.
*/
function keysWrittenBy(
	saved: SavedSetup,
	projects: readonly ProjectAnswers[],
	{account = '', region}: Location,
): (project: ProjectAnswers) => readonly string[] | undefined {
	// Last first.
	const written = replay(saved.journal).effects.flatMap((effect) => {
		const own = roleEffects.own(effect);
		return own?.kind === 'role-policy' && own.policy === ownPolicyName ? [own] : [];
	});
	const roles = roleNames(projects, ownershipOf(saved).madeRoles);
	return (project) => {
		const policy = written.find(
			({group, role}) => group === project.name && role === roles.get(project.name),
		)?.after;
		const wanted = spelledSecrets(project);
		if (!policy || !wanted || !isExact(wanted)) {
			return undefined;
		}

		const reads = resourcesOf(policy, 'secretsmanager:GetSecretValue');
		const resources = secretResources({
			secrets: wanted,
			region,
			account,
			partition: partitionOfRegion(region),
		});
		return isDeepStrictEqual(reads.toSorted(), resources)
			? resourcesOf(policy, 'kms:Decrypt')
			: undefined;
	};
}

// What a policy can say without AWS having been asked: a secret by its name has no ARN yet.
function isExact(wanted: WantedSecrets): boolean {
	return (
		wanted === 'all' ||
		('prefix' in wanted
			? isSecretNamePrefix(wanted.prefix)
			: wanted.every((arn) => isSecretArn(arn)))
	);
}

function resourcesOf({Statement}: PolicyDocument, action: string): string[] {
	return Statement.filter(({Action}) => toList(Action).includes(action)).flatMap(({Resource}) =>
		toList(Resource ?? []),
	);
}

/**
What AWS would say once the setup is applied. Of a role that is there already only AWS knows what else it may do, and of secrets that
AWS was not asked for nothing is known beforehand.
*/
export function appliedState(
	answers: SecretsAnswers,
	empty: SecretsObservation,
	{changes}: {changes: readonly Change[]},
): SecretsObservation {
	const {identity} = empty;
	return {
		...empty,
		identity: describeObserver(identity),
		projects: Object.fromEntries(
			(answers.projects ?? []).map(({name}) => {
				const seen = projectSeen(empty, name);
				const own = changes.filter(({group}) => group === name);
				return [name, {...secretsLater(seen), role: roleLater(own, identity)}];
			}),
		),
	};
}

function roleLater(
	changes: readonly Change[],
	identity: SecretsObservation['identity'],
): ProjectObservation['role'] {
	const [made] = inputsOf(changes, createRole);
	if (!made || identity.state !== 'found') {
		return notAsked;
	}

	const {account, partition} = identity.value;
	const path = made.Path ?? '/';
	return {
		state: 'found',
		value: {
			arn: `arn:${partition}:iam::${account}:role${path}${made.RoleName}`,
			name: made.RoleName,
			path,
			trust: parsePolicyDocument(made.AssumeRolePolicyDocument),
			inline: inputsOf(changes, putRolePolicy).map(({PolicyName, PolicyDocument}) => ({
				name: PolicyName,
				document: parsePolicyDocument(PolicyDocument),
			})),
			attached: [],
			tags: Object.fromEntries(made.Tags.map(({Key, Value}) => [Key, Value])),
			foundBy: 'own',
		},
	};
}

function secretsLater(
	seen: ProjectObservation | undefined,
): Pick<ProjectObservation, 'secrets' | 'asked' | 'secretsProblem'> {
	const {asked, secrets = []} = seen ?? {};
	return asked === undefined
		? {
				secrets: secrets.map(({wanted}) => ({wanted, secret: notAsked})),
				...(secrets.length === 0 && {secretsProblem: notAsked}),
			}
		: {asked, secrets};
}
