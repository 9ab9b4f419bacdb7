import {quoteText} from '../../../terminal/foreign-text.js';
import {andMore} from '../../../terminal/text.js';
import {type StatusMessage, type TextQuestion, validateTrimmed} from '../../../ui/question.js';
import {useDraft} from '../../../ui/drafts.js';
import {QuestionStep} from '../../step-frame.js';
import {useListing, type Listing} from '../../steps/use-request.js';
import {type ProjectAnswers} from '../answers.js';
import {nameFew, newSharing} from '../sharing.js';
import {prefixFor, prefixProblem, projectMark, summarizeReach} from '../wanted-secrets.js';
import {type SecretsServices} from '../services.js';

type Props = {
	readonly projects: readonly ProjectAnswers[];
	readonly all: readonly ProjectAnswers[];
	/** What stands there at first. */
	readonly start: string;
	readonly onChoose: (secrets: {prefix: string}) => void;
	readonly onBack: () => void;
};

/**
Takes the beginning of the secrets' names for these `projects`, which may hold {project}; says what it is for each, what it reaches
now, and whom it would share secrets with among `all` of the setup.
*/
export function SecretPrefix({
	listSecrets,
	...props
}: Props & {readonly listSecrets: SecretsServices['listSecrets']}) {
	const isMany = props.projects.length > 1;
	const id = isMany ? `prefix of all, ${props.start}` : `prefix ${props.projects[0]?.name ?? ''}`;
	// What {project} means is said above for what stands in the field.
	const [pattern, setPattern] = useDraft(id, props.start);
	const listing = useListing(listSecrets);
	return (
		<QuestionStep
			question={{
				...prefixQuestion(listing, props),
				id,
				text: `${isMany ? 'Each role' : 'The role'} may read every secret whose name begins so, also those that are made later. ${describeMark(pattern.trim(), props.projects)}`,
				onChange: setPattern,
			}}
		/>
	);
}

function prefixQuestion(
	listing: Listing<{arn: string; name: string}>,
	{projects, all, start, onChoose, onBack}: Props,
): Omit<TextQuestion<string>, 'id'> {
	return {
		kind: 'text',
		label: 'The names begin with',
		initial: start,
		placeholder: 'workato/',
		enter: 'take it',
		keys: [{key: 'Ctrl+U', does: 'clear'}],
		remark: (text) => ({
			...describePrefix(text.trim(), {projects, all, listing}),
			// A line takes the prefix at once, and what it shares is said with the question that follows.
			screenReader: describePrefix(text.trim(), {projects, all: [], listing}),
		}),
		validate: validateTrimmed(prefixProblem),
		onAnswer(prefix) {
			onChoose({prefix});
		},
		onBack,
	};
}

/** What {project} stands for: shown for the names that are written otherwise, or for the first. */
function describeMark(pattern: string, projects: readonly ProjectAnswers[]): string {
	const means = `${projectMark} stands for the project’s name`;
	if (!pattern.includes(projectMark)) {
		return `${means}.`;
	}

	const spelled = projects.map((project) => ({
		name: project.name,
		prefix: prefixFor(pattern, project),
		isOther: prefixFor(projectMark, project) !== project.name,
	}));
	const others = spelled.filter(({isOther}) => isOther);
	const shown = (others.length > 0 ? others : spelled).slice(0, 3);
	const examples = shown.map(
		({name, prefix}) =>
			`for ${quoteText(name)} it is ${prefix ?? 'known once its external ID is given'}`,
	);
	const more = others.length - shown.length;
	return `${means}, in letters that a secret’s name takes: ${examples.join(', ')}${more > 0 ? `; ${more} more are written otherwise` : ''}.`;
}

/** Whether a prefix can be taken, whom it would share secrets with, and what it reaches now. */
function describePrefix(
	pattern: string,
	{
		projects,
		all,
		listing,
	}: Pick<Props, 'projects' | 'all'> & {
		readonly listing: Listing<{arn: string; name: string}>;
	},
): StatusMessage {
	const problem = prefixProblem(pattern);
	if (problem !== undefined) {
		return {kind: pattern === '' ? 'info' : 'problem', text: problem};
	}

	const spelled = projects.map((project) => ({
		project: project.name,
		prefix: prefixFor(pattern, project),
		isKnown: Boolean(project.externalId),
	}));
	const never = spelled.filter(({prefix, isKnown}) => prefix === undefined && isKnown);
	if (never.length > 0) {
		return {
			kind: 'problem',
			text: `${projectMark} cannot stand for ${nameFew(never.map(({project}) => project))}: no letter of the name can be written in a secret’s name, and the external ID does not tell the project’s ID. Give a prefix without it.`,
		};
	}

	const chosen = new Set(projects.map(({name}) => name));
	const sharing = newSharing(
		all,
		all.map((project) =>
			chosen.has(project.name) ? {...project, secrets: {prefix: pattern}} : project,
		),
	);
	const [first] = sharing.toSorted(
		(one, other) => Number(other.isAccident) - Number(one.isAccident),
	);
	const reach = describeReach(spelled, listing);
	return first
		? {
				kind: first.isAccident ? 'problem' : 'warning',
				text: `${first.message}${first.isAccident ? ` ${first.hint}` : ''}${andMore(sharing.length)} ${first.isAccident ? '' : reach.text}`.trim(),
			}
		: reach;
}

function describeReach(
	spelled: ReadonlyArray<{project: string; prefix: string | undefined}>,
	{items, isComplete, problem}: Listing<{arn: string; name: string}>,
): StatusMessage {
	if (!isComplete || problem !== undefined) {
		return {
			kind: 'info',
			text:
				problem === undefined
					? 'Asking AWS what it reaches now.'
					: `What it reaches now cannot be told: ${problem}`,
		};
	}

	const {words, isEmpty} = summarizeReach(
		spelled.flatMap(({project, prefix}) => (prefix === undefined ? [] : [{project, prefix}])),
		items,
	);
	return {kind: isEmpty ? 'warning' : 'success', text: words};
}
