import {secretPart} from '../../policy/secrets-permissions.js';
import {memoize} from '../../memoize.js';
import {type Warning, type Location} from '../guide.js';
import {joinWords} from '../../terminal/phrases.js';
import {quoteText} from '../../terminal/foreign-text.js';
import {formatCount} from '../../terminal/text.js';
import {type SavedSetup} from '../../setups/saved-setup.js';
import {type ProjectAnswers, type Finding, secretsAnswers, type SecretsAnswers} from './answers.js';
import {projectSeen, secretsThere, type SecretsObservation} from './observation.js';
import {patternOf, secretNameIn, spelledSecrets} from './wanted-secrets.js';

const most = 3;

/** The first few, and how many more there are: A, B, C and 4 more. */
export function firstNames(names: readonly string[]): string {
	return joinWords(
		names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : [...names],
	);
}

/** The same, each in quotes: “A”, “B”, “C” and 4 more. */
export function nameFew(names: readonly string[]): string {
	return firstNames(names.map((name) => quoteText(name)));
}

/** Secrets that more than one project may read, as far as the answers alone tell. */
type Sharing = {
	id: string;
	/** Each of these prefixes was made from a project's name, and was to be that project's alone. */
	isAccident: boolean;
	/** The projects that have the very same prefix or secrets, or the one prefix that holds what others chose. */
	readers: string[];
	/** The projects whose secrets the readers reach beside their own. */
	held: string[];
	message: string;
	hint: string;
};

/** A project that chose it; `at` is its place in the answers. */
type Owner = {name: string; at: number; isByName: boolean};

/** What projects chose: the secrets whose name begins so (all begin with the empty text), or one secret. */
type Choice = {
	text: string;
	isPrefix: boolean;
	owners: Owner[];
	/** What is chosen elsewhere and lies below this prefix. */
	below: Choice[];
};

/** Every sharing that the answers bring about, each told once however many projects are in it. */
export const findSharing = memoize((projects: readonly ProjectAnswers[]): readonly Sharing[] => {
	const choices = choicesOf(projects);
	linkBelow(choices);
	return [
		...choices
			.filter(({isPrefix}) => isPrefix)
			.flatMap((choice) => [...accidents(choice), ...meant(choice)]),
		...sharedOneByOne(choices),
	];
});

/** Refuses prefixes that were made from the projects' names and come out equal, or one within another. */
export function validateSharing(projects: readonly ProjectAnswers[]): Finding[] {
	return findSharing(projects)
		.filter(({isAccident}) => isAccident)
		.flatMap(({readers, held, message, hint}) =>
			[...readers, ...held].map((project): Finding => ({
				code: 'SharedPrefix',
				kind: 'refusal',
				group: project,
				field: 'secrets',
				message,
				hint,
			})),
		);
}

/** What has to be agreed to where sharing may be meant, with the number of secrets as far as AWS has said them. */
export function sharingWarnings(
	projects: readonly ProjectAnswers[],
	observation: Partial<SecretsObservation> = {},
): Warning[] {
	return findSharing(projects)
		.filter(({isAccident}) => !isAccident)
		.map((sharing) => ({
			code: sharing.id,
			message: `${sharing.message}${describeSharedCount(sharing, observation)}`,
		}));
}

/** The sharings that a change of the answers brings with it. */
export function newSharing(
	before: readonly ProjectAnswers[],
	after: readonly ProjectAnswers[],
): Sharing[] {
	const keyOf = ({id, readers, held}: Sharing) => JSON.stringify([id, readers, held]);
	const known = new Set(findSharing(before).map((each) => keyOf(each)));
	return findSharing(after).filter((each) => !known.has(keyOf(each)));
}

function choicesOf(projects: readonly ProjectAnswers[]): Choice[] {
	const choices = new Map<string, Choice>();
	const add = (text: string, isPrefix: boolean, owner: Owner) => {
		const key = `${isPrefix ? 'prefix' : 'secret'} ${text}`;
		const choice = choices.get(key) ?? {text, isPrefix, owners: [], below: []};
		choices.set(key, choice);
		if (choice.owners.every(({name}) => name !== owner.name)) {
			choice.owners.push(owner);
		}
	};

	for (const [at, project] of projects.entries()) {
		const {name} = project;
		const spelled = spelledSecrets(project);
		if (spelled === 'all') {
			add('', true, {name, at, isByName: false});
		} else if (Array.isArray(spelled)) {
			for (const arn of new Set(spelled)) {
				add(secretPart(arn), false, {name, at, isByName: false});
			}
		} else if (spelled) {
			const isByName = patternOf(project) !== undefined;
			add(spelled.prefix, true, {name, at, isByName});
		}
	}

	return Array.from(choices, ([, choice]) => choice);
}

// In the order of their texts, all that lies below a prefix follows right behind it.
function linkBelow(choices: readonly Choice[]): void {
	const ordered = choices.toSorted((one, other) =>
		one.text === other.text
			? Number(other.isPrefix) - Number(one.isPrefix)
			: one.text < other.text
				? -1
				: 1,
	);
	let open: Choice[] = [];
	for (const choice of ordered) {
		open = open.filter(({text}) => choice.text.startsWith(text));
		for (const wide of open) {
			wide.below.push(choice);
		}

		if (choice.isPrefix) {
			open.push(choice);
		}
	}
}

function accidents({text, owners, below}: Choice): Sharing[] {
	const byName = ({isByName}: Owner) => isByName;
	const readers = namesOf(owners.filter((owner) => byName(owner)));
	const inside = below.filter((choice) => choice.owners.some((owner) => byName(owner)));
	const held = namesOf(inside.flatMap((choice) => choice.owners.filter((owner) => byName(owner))));
	const [inner] = inside;
	return [
		...(readers.length > 1
			? [
					{
						id: `SharedPrefix:${text}`,
						isAccident: true,
						readers,
						held: [],
						message: `${nameFew(readers)} have the same prefix, ${text}: each would read the secrets of ${otherReaders(readers)}.`,
						hint: 'Give each a prefix of its own.',
					},
				]
			: []),
		...(readers.length > 0 && inner
			? [
					{
						id: `PrefixWithin:${text}`,
						isAccident: true,
						readers,
						held,
						message: `${text}, the prefix of ${nameFew(readers)}, is the beginning of ${inner.text}, that of ${nameFew(held)}: ${readers.length === 1 ? 'it' : 'they'} would read those secrets, too.`,
						hint: 'End the prefix with a slash, so that no name is the beginning of another, or give each a prefix of its own.',
					},
				]
			: []),
	];
}

function meant({text, owners, below}: Choice): Sharing[] {
	const isAllByName = owners.every(({isByName}) => isByName);
	const readers = namesOf(owners);
	const held = namesOf(
		below.flatMap((choice) => choice.owners).filter(({isByName}) => !(isAllByName && isByName)),
	);
	const isSame = readers.length > 1 && !isAllByName;
	if (!isSame && held.length === 0) {
		return [];
	}

	const who = nameFew(readers);
	const what = text === '' ? 'every secret of the region' : `all that begins with ${text}`;
	const reads = readers.length === 1 ? 'reads' : 'each read';
	return [
		{
			id: `SharedSecrets:${text}*`,
			isAccident: false,
			readers,
			held,
			message:
				held.length === 0
					? text === ''
						? `${who} each read every secret of the region, those of ${otherReaders(readers)} too.`
						: `${who} have the same prefix, ${text}: each reads the secrets of ${otherReaders(readers)}.`
					: `${who} ${reads} ${what}, and so the secrets of ${nameFew(held)}, too.`,
			hint: 'Give each project secrets of its own, unless they are meant to share them.',
		},
	];
}

// Secrets chosen one by one: told together where the same projects share them.
function sharedOneByOne(choices: readonly Choice[]): Sharing[] {
	const shared = choices.filter(({isPrefix, owners}) => !isPrefix && owners.length > 1);
	const groups = Map.groupBy(shared, ({owners}) => JSON.stringify(namesOf(owners)));
	return Array.from(groups, ([, some]) => {
		const readers = namesOf(some[0]?.owners ?? []);
		const names = some.map(({text}) => secretNameIn(text));
		return {
			id: `SharedSecrets:${some[0]?.text ?? ''}`,
			isAccident: false,
			readers,
			held: [],
			message: `${nameFew(readers)} ${readers.length === 2 ? 'both' : 'all'} read ${firstNames(names)}.`,
			hint: 'Give each project secrets of its own, unless they are meant to share them.',
		};
	});
}

const otherReaders = ({length}: readonly string[]): string =>
	length === 2 ? 'the other' : 'the others';

// Each once, in the order of the answers.
const namesOf = (owners: readonly Owner[]): string[] => [
	...new Set(owners.toSorted((one, other) => one.at - other.at).map(({name}) => name)),
];

function describeSharedCount(
	{readers, held}: Sharing,
	observation: Partial<SecretsObservation>,
): string {
	const reached = reachedBy(readers, observation);
	const within = reachedBy(held, observation);
	if (!reached || !within) {
		return '';
	}

	const shared =
		held.length === 0 ? reached.size : [...within].filter((arn) => reached.has(arn)).length;
	return shared === 0
		? ' None is there now.'
		: ` ${shared === 1 ? 'That is' : 'Those are'} ${formatCount(shared, 'secret')} now.`;
}

/** The ARNs that AWS has now for these projects, each once; nothing where it did not say them all. */
function reachedBy(
	names: readonly string[],
	observation: Partial<SecretsObservation>,
): Set<string> | undefined {
	const arns = new Set<string>();
	for (const name of names) {
		const seen = projectSeen(observation, name);
		if (!seen || seen.secretsProblem) {
			return undefined;
		}

		for (const {arn} of secretsThere(seen)) {
			arns.add(arn);
		}
	}

	return arns;
}

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
					message: `${nameFew(projectNames(shared))} ${shared.length === 1 ? 'has' : 'have'} the same external ID as ${nameFew(projectNames(holders))} of the saved setup ${quoteText(other.name)}. Workato could then use the roles of both with it.`,
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

const projectNames = (projects: readonly ProjectAnswers[]): string[] =>
	projects.map(({name}) => name);
