import {quoteText} from '../../terminal/foreign-text.js';
import {type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {
	looksLikeAccountId,
	looksLikeExternalId,
	parseExternalId,
} from './external-id.js';
import {type Finding} from './finding.js';
import {judgeAccountId} from './judge-account-id.js';
import {judgeExternalId} from './judge-external-id.js';
import {nameFew} from './name-few.js';

type Given = Pick<SecretsAnswers, 'scope' | 'workatoAccountId' | 'projects'>;

/**
Judges the account ID and every external ID, each by itself and all together. Answers that are not given yet are not
judged. `ownAccount` is the account of the AWS identity.
*/
export function judgeIds(answers: Given, ownAccount?: string): Finding[] {
	const {scope, workatoAccountId, projects = []} = answers;
	return [
		...(workatoAccountId ? judgeAccountId(workatoAccountId, ownAccount) : []),
		...projects.flatMap(({name, id, externalId}) =>
			externalId ? judgeExternalId(externalId, {name, id, scope}) : [],
		),
		...findShared(projects),
		...findExchanged(projects),
		...findOtherWorkspaces(projects),
	];
}

/** Puts the account ID and an external ID that stand in each other's field where they belong; else the same answers. */
export function swapIds<A extends Given>(answers: A, name: string): A {
	const {workatoAccountId = '', projects = []} = answers;
	const externalId =
		projects.find((project) => project.name === name)?.externalId ?? '';
	if (
		!looksLikeExternalId(workatoAccountId) &&
		!looksLikeAccountId(externalId)
	) {
		return answers;
	}

	return {
		...answers,
		workatoAccountId: externalId,
		projects: projects.map((project) =>
			project.name === name
				? {...project, externalId: workatoAccountId}
				: project,
		),
	};
}

// A project's own ID belongs to that project alone; the workspace's may stand in several where Automation HQ shares it.
function findShared(projects: readonly ProjectAnswers[]): Finding[] {
	const names = Map.groupBy(
		projects.filter(({externalId}) => externalId),
		({externalId}) => externalId,
	);
	return Array.from(names, ([, rows]) => rows)
		.filter((sharing) => sharing.length > 1)
		.flatMap((sharing) =>
			sharing.map((project): Finding => {
				const others = sharing.filter((other) => other !== project);
				const isWorkspaces =
					parseExternalId(project.externalId ?? '')?.project === undefined;
				return {
					code: 'SharedExternalId',
					level: isWorkspaces ? 'warning' : 'refusal',
					project: project.name,
					field: 'externalId',
					message: `${quoteText(project.name)} has the same external ID as ${nameFew(others.map((other) => other.name))}. Each project could then use the other’s role.`,
					hint: 'Copy the external ID of each project from its own settings in Workato.',
				};
			}),
		);
}

function findExchanged(projects: readonly ProjectAnswers[]): Finding[] {
	const byId = new Map(
		projects.flatMap(({id, name}) => (id ? [[id, name] as const] : [])),
	);
	return projects.flatMap(({name, id, externalId = ''}): Finding[] => {
		const inside = parseExternalId(externalId)?.project ?? '';
		const owner = byId.get(inside);
		return owner === undefined || owner === name || inside === id
			? []
			: [
					{
						code: 'ExternalIdOfAnother',
						level: 'refusal',
						project: name,
						field: 'externalId',
						message: `The external ID of ${quoteText(name)} is that of ${quoteText(owner)}: Workato says ${inside} is the ID of that project.`,
						hint: `Copy ${quoteText(`External ID for ${name}`)} from that project’s settings in Workato.`,
					},
				];
	});
}

// The workspace of most projects is taken for the right one.
function findOtherWorkspaces(projects: readonly ProjectAnswers[]): Finding[] {
	const groups = Map.groupBy(
		projects.filter(({externalId}) => parseExternalId(externalId ?? '')),
		({externalId}) => parseExternalId(externalId ?? '')?.workspace ?? '',
	);
	const [main, ...others] = [...groups].toSorted(
		([, one], [, other]) => other.length - one.length,
	);
	return others.flatMap(([workspace, odd]) =>
		odd.map(({name}): Finding => ({
			code: 'OtherWorkspace',
			level: 'warning',
			project: name,
			field: 'externalId',
			message: `The external ID of ${quoteText(name)} is of workspace ${workspace}; most of this setup is of workspace ${main?.[0] ?? ''}.`,
			hint: 'Keep one setup for each workspace and environment, unless both are meant to share this account.',
		})),
	);
}
