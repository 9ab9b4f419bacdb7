import {type SavedSetup} from '../../setups/saved-setup.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {type Location, type Warning} from '../guide.js';
import {secretsAnswers, type ProjectAnswers, type SecretsAnswers} from './answers.js';
import {nameFew, findSharing} from './sharing.js';
import {spelledSecrets} from './secret-prefix.js';

/**
What other saved setups of the same account and region have in common with this one, as far as the answers alone tell: external IDs, and
secrets that projects of both may read. One warning for each setup and kind.
*/
export function overlapWarnings(
	answers: SecretsAnswers,
	{account, region}: Location,
	others: readonly SavedSetup[],
): Warning[] {
	return others.flatMap((saved) => {
		const other = secretsAnswers.safeParse(saved.setup);
		return other.success &&
			account !== undefined &&
			saved.account === account &&
			saved.setup.region === region
			? [...sharedIds(answers, other.data), ...sharedSecrets(answers, other.data)]
			: [];
	});
}

// An external ID counts together with Workato's account: another account cannot use it.
function sharedIds(own: SecretsAnswers, other: SecretsAnswers): Warning[] {
	const theirs = new Set((other.projects ?? []).flatMap(({externalId}) => externalId ?? []));
	const shared = (own.projects ?? []).filter(
		({externalId}) => externalId && theirs.has(externalId),
	);
	const ids = new Set(shared.map(({externalId}) => externalId));
	const holders = (other.projects ?? []).filter(({externalId}) => ids.has(externalId));
	return shared.length === 0 || own.workatoAccountId !== other.workatoAccountId
		? []
		: [
				{
					code: `OtherSetupExternalId:${other.name}`,
					message: `${nameFew(namesOf(shared))} ${shared.length === 1 ? 'has' : 'have'} the same external ID as ${nameFew(namesOf(holders))} of the saved setup ${quoteText(other.name)}. Workato could then use the roles of both with it.`,
				},
			];
}

function sharedSecrets(own: SecretsAnswers, other: SecretsAnswers): Warning[] {
	// One list of both, in which no project of one setup passes for one of the other.
	const [mine, theirs] = [keyed('own', own), keyed('other', other)];
	const both = Array.from([...mine, ...theirs], ([name, project]) => ({
		...project,
		name,
		secrets: spelledSecrets(project),
	}));
	const among = (side: typeof mine, keys: readonly string[]) =>
		keys.flatMap((key) => side.get(key)?.name ?? []);
	const pairs = findSharing(both)
		.flatMap(({readers, held}) => [
			{
				ours: among(mine, readers),
				others: among(theirs, [...readers, ...held]),
			},
			{ours: among(mine, held), others: among(theirs, readers)},
		])
		.filter(({ours, others}) => ours.length > 0 && others.length > 0);
	const ourNames = new Set(pairs.flatMap(({ours}) => ours));
	const otherNames = new Set(pairs.flatMap(({others}) => others));
	return pairs.length === 0
		? []
		: [
				{
					code: `OtherSetupSecrets:${other.name}`,
					message: `${nameFew([...ourNames])} may read the same secrets as ${nameFew([...otherNames])} of the saved setup ${quoteText(other.name)}.`,
				},
			];
}

const keyed = (
	side: string,
	{projects = []}: SecretsAnswers,
): ReadonlyMap<string, ProjectAnswers> =>
	new Map(projects.map((project) => [`${side} ${project.name}`, project]));

const namesOf = (projects: readonly ProjectAnswers[]): string[] => projects.map(({name}) => name);
