import {isDeepStrictEqual} from 'node:util';
import {type Identity} from '../../aws/session.js';
import {type Change} from '../../resources/call.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type Adoption, type Blocker, type Plan} from '../guide.js';
import {orElse, faultBlocker} from '../guard-guide.js';
import {couldNotObserve, locationBlockers, whatItLacks} from '../ownership.js';
import {
	changeProject,
	missingInProject,
	missingInSetup,
	type Finding,
	type ProjectAnswers,
	type SecretsAnswers,
} from './answers.js';
import {
	changeBlockers,
	roleBlockers,
	roleTaken,
	secretBlockers,
	suggestNewRole,
	type ProjectBlocker,
} from './blockers.js';
import {
	changesForNewRole,
	keysOf,
	type DesiredRole,
	roleNeeds,
	roleWarnings,
} from './desired-role.js';
import {
	projectSeen,
	type ProjectObservation,
	type ProjectRole,
	type SecretsObservation,
	agreedName,
	isOfOtherProject,
	type Ownership,
} from './observation.js';
import {roleNames} from './role-names.js';
import {spelledSecrets} from './wanted-secrets.js';
import {findSharedRoles, validateAnswers} from './validate-answers.js';

/**
What is still to be done so that each project's role holds what the answers say: pure, a group for each project, nothing
when all is there. What stands in one project's way stops that project alone. Follows step 4 of the document. Adds only:
other statements and other policies stay as they are.
*/
export function planSecrets(
	answers: SecretsAnswers,
	observation: SecretsObservation,
	own: Ownership,
): Plan {
	const {identity, region} = observation;
	if (identity.state !== 'found') {
		return stopped([couldNotObserve('who you are', identity)]);
	}

	const elsewhere = locationBlockers(identity.value, region, own);
	if (elsewhere.length > 0) {
		return stopped(elsewhere);
	}

	const {projects = []} = answers;
	const refusals = blockersOf(validateAnswers(answers, {...identity.value, region}));
	const general = [
		...missingInSetup(answers).map((field) => missing('The setup', field, 'in the setup file')),
		...refusals.filter(({group}) => group === undefined),
	];
	if (general.length > 0) {
		return stopped([...general, ...refusals.filter(({group}) => group)]);
	}

	const names = roleNames(projects, own.madeRoles);
	// All names count here: one that a project has from before may have been given to another project since.
	const shared = findSharedRoles(Array.from(names, ([name, role]) => ({name, role})));
	const refused = Map.groupBy(
		[...refusals.filter(({code}) => code !== 'SharedRole'), ...blockersOf(shared)],
		({group}) => group,
	);
	const planned = new Map(
		projects.map((project) => {
			const {name} = project;
			const roleName = names.get(name) ?? '';
			const plan = orElse(
				() =>
					planProject(answers, project, roleName, {
						observation,
						identity: identity.value,
						own,
						refusals: refused.get(name) ?? [],
						names,
					}),
				(error) => stopped([{...faultBlocker(error), group: name}]),
			);
			return [name, plan];
		}),
	);
	const plans = Array.from(planned, ([, plan]) => plan);
	const adoptions = plans.flatMap((plan) => plan.adoptions ?? []);
	return {
		changes: plans.flatMap(({changes}) => changes),
		blockers: plans.flatMap(({blockers}) => blockers),
		...(adoptions.length > 0 && {adoptions}),
	};
}

function blockersOf(findings: readonly Finding[]): Blocker[] {
	return findings
		.filter(({kind}) => kind === 'refusal')
		.map(({code, message, hint, group}) => ({
			code,
			message,
			hint,
			...(group !== undefined && {group}),
		}));
}

function stopped(blockers: Blocker[]): Plan {
	return {changes: [], blockers};
}

const fieldNames = {
	scope: 'scope',
	workatoAccountId: 'AWS account ID of Workato',
	projects: 'project',
	externalId: 'external ID',
	secrets: 'secrets',
} as const;

function missing(who: string, field: keyof typeof fieldNames, where: string): ProjectBlocker {
	return {
		code: 'MissingAnswer',
		message: `${who} has no ${fieldNames[field]} yet.`,
		hint: `Give the field ${quoteText(field)} ${where}, or the answer on its screen.`,
	};
}

type Context = {
	observation: SecretsObservation;
	identity: Identity;
	own: Ownership;
	refusals: readonly Blocker[];
	/** The role of each project. */
	names: ReadonlyMap<string, string>;
};

// What another role would put right, where there is no other offer.
const roleCodes = new Set(['RoleTaken', 'RoleNotYours', 'RoleOfOtherProject', 'PolicyTaken']);

// Why a role that is there cannot be used.
const roleTroubles = new Set([
	...roleCodes,
	'RoleNotFound',
	'PolicyNotWritable',
	'PolicyTooLong',
	'OrphanInTrust',
]);

/** The plan of one project. Where its role cannot be had, a role is offered that can: the one that is there, if it works, else a new one. */
function planProject(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	roleName: string,
	context: Context,
): Plan {
	const planned = planWithRole(answers, project, roleName, context);
	return {
		...planned,
		blockers: planned.blockers.map((blocker) =>
			roleCodes.has(blocker.code) &&
			!(blocker.suggestion && isUsable(answers, project, roleName, context))
				? {
						...blocker,
						hint: 'Choose another name, or another role.',
						suggestion: suggestNewRole(answers, project, roleName, context.names),
					}
				: blocker,
		),
	};
}

/** Whether the role that is there could be the project's: nothing would stand in the way once it is named in the answers. */
function isUsable(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	roleName: string,
	context: Context,
): boolean {
	const {observation} = context;
	const {projects = []} = answers;
	const {name} = project;
	const seen = projectSeen(observation, name);
	if (seen?.role.state !== 'found') {
		return false;
	}

	const role = {use: seen.role.value.arn};
	const {blockers} = planWithRole(
		{...answers, projects: changeProject(projects, name, {role})},
		{...project, role},
		roleName,
		{
			...context,
			observation: {
				...observation,
				projects: {
					...observation.projects,
					[name]: {
						...seen,
						role: {
							state: 'found',
							value: {...seen.role.value, foundBy: 'answer'},
						},
					},
				},
			},
		},
	);
	// Where its secrets are not known yet, its policies were not looked at; whose it is can be told all the same.
	return (
		blockers.every(({code}) => !roleTroubles.has(code)) &&
		!isOfOtherProject(project, seen.role.value, context.own)
	);
}

function planWithRole(
	answers: SecretsAnswers,
	project: ProjectAnswers,
	roleName: string,
	{observation, identity, own, refusals}: Context,
): Plan {
	const {name} = project;
	const inGroup = (blockers: readonly ProjectBlocker[]): Plan =>
		stopped(blockers.map((blocker) => ({...blocker, group: name})));
	const lacks = missingInProject(project).map((field) =>
		missing(quoteText(name), field, 'of the project in the setup file'),
	);
	const seen = projectSeen(observation, name);
	if (lacks.length > 0 || refusals.length > 0) {
		return inGroup([...lacks, ...refusals]);
	}

	if (!seen || isOutdated(project, roleName, seen)) {
		return inGroup([couldNotObserve(`what there is for ${quoteText(name)}`, {state: 'unknown'})]);
	}

	const before = [
		...roleBlockers(answers, project, roleName, seen),
		...secretBlockers(answers, project, seen, keysOf(seen, observation).unknown),
	];
	if (before.length > 0) {
		return inGroup(before);
	}

	const needs = roleNeeds(project, answers, observation, own.pastedAccounts);
	if (!needs) {
		return inGroup([
			couldNotObserve(`which secrets ${quoteText(name)} may read`, {
				state: 'unknown',
			}),
		]);
	}

	const {desired, role, changes = changesForNewRole(desired, roleName, own)} = needs;
	const after = changeBlockers(project, role, changes, {
		own,
		trusted: {...desired.trust, ownAccount: identity.account},
	});
	if (after.length > 0) {
		return inGroup(after);
	}

	return role?.foundBy === 'tags'
		? {
				changes,
				blockers: [],
				adoptions: roleTaken(
					answers,
					project,
					role,
					'carries the name of this setup, but this setup did not make it: another run of it did, or whoever else may tag a role',
				).map((blocker) => adoption(blocker, {desired, role, changes}, identity.account)),
			}
		: {changes, blockers: []};
}

// Whatever else is in such a role comes with it, so it is said with the question.
function adoption(
	taken: ProjectBlocker,
	{desired, role, changes}: {desired: DesiredRole; role: ProjectRole; changes: readonly Change[]},
	ownAccount: string,
): Adoption {
	return {
		...taken,
		group: desired.project,
		message: [
			taken.message,
			...whatItLacks(changes),
			...roleWarnings(desired, role, ownAccount).map(({message}) => message),
		].join(' '),
		thing: 'role',
		hasChanges: changes.length > 0,
		names: role.id === undefined ? {} : {[agreedName(role)]: role.id},
	};
}

// An answer that was changed since AWS was asked has to be looked at first.
function isOutdated(
	project: ProjectAnswers,
	roleName: string,
	{role, secrets, secretsProblem, asked}: ProjectObservation,
): boolean {
	const wanted = spelledSecrets(project);
	const isOtherRole =
		role.state === 'found' && role.value.name.toLowerCase() !== roleName.toLowerCase();
	const known = new Set(secrets.map((each) => each.wanted));
	// Of a list, what AWS was asked for besides does not matter; of a prefix, all that it reaches does.
	const isOtherSecrets = Array.isArray(wanted)
		? secretsProblem === undefined && wanted.some((text) => !known.has(text))
		: asked !== undefined && !isDeepStrictEqual(asked, wanted);
	return isOtherRole || isOtherSecrets;
}
