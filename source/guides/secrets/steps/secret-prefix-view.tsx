import {useState} from 'react';
import {Box} from 'ink';
import {useIsLineMode} from '../../../ui/line-mode.js';
import {Message} from '../../../ui/message.js';
import {Paragraph} from '../../../ui/paragraph.js';
import {TextField} from '../../../ui/text-field.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {useDraft} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {type Told} from '../../steps/text-above.js';
import {useListing, type Listing} from '../../steps/use-request.js';
import {type ProjectAnswers} from '../answers.js';
import {nameFew, newSharing} from '../sharing.js';
import {
	prefixFor,
	prefixProblem,
	projectMark,
	reachWords,
} from '../secret-prefix.js';
import {type SecretsServices} from '../services.js';

/**
Takes the beginning of the secrets' names for these `projects`, which may hold {project}; says what it is for each, what it reaches
now, and whom it would share secrets with among `all` of the setup.
*/
export function SecretPrefixView({
	projects,
	all,
	start,
	listSecrets,
	onPrefix,
	onBack,
}: {
	readonly projects: readonly ProjectAnswers[];
	readonly all: readonly ProjectAnswers[];
	/** What stands there at first. */
	readonly start: string;
	readonly listSecrets: SecretsServices['listSecrets'];
	readonly onPrefix: (pattern: string) => void;
	readonly onBack: () => void;
}) {
	const isMany = projects.length > 1;
	const [text, setText] = useDraft(
		isMany ? `prefix of all, ${start}` : `prefix ${projects[0]?.name ?? ''}`,
		start,
	);
	const [isAsked, setIsAsked] = useState(false);
	const listing = useListing(listSecrets);
	const pattern = text.trim();
	// A line takes the prefix at once, and what it shares is said with the question that follows.
	const isLineMode = useIsLineMode();
	const told = toldOf({
		pattern,
		projects,
		all: isLineMode ? [] : all,
		listing,
		isAsked,
	});
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'take it'},
				{key: 'Ctrl+U', does: 'clear'},
			]}
			onBack={onBack}
		>
			<Box flexDirection="column" gap={1}>
				<Paragraph
					text={`${isMany ? 'Each role' : 'The role'} may read every secret whose name begins so, also those that are made later. ${markWords(pattern, projects)}`}
				/>
				<TextField
					label="The names begin with"
					value={text}
					placeholder="workato/"
					onChange={(value) => {
						setIsAsked(false);
						setText(value);
					}}
					onSubmit={(value) => {
						setIsAsked(true);
						if (prefixProblem(value.trim()) === undefined) {
							onPrefix(value.trim());
						}
					}}
				/>
				<Message {...told} />
			</Box>
		</StepFrame>
	);
}

/** What {project} stands for: shown for the names that are written otherwise, or for the first. */
function markWords(
	pattern: string,
	projects: readonly ProjectAnswers[],
): string {
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

function toldOf({
	pattern,
	projects,
	all,
	listing: {items, isComplete, problem: trouble},
	isAsked,
}: {
	readonly pattern: string;
	readonly projects: readonly ProjectAnswers[];
	readonly all: readonly ProjectAnswers[];
	readonly listing: Listing<{arn: string; name: string}>;
	readonly isAsked: boolean;
}): Told {
	const problem = prefixProblem(pattern);
	if (problem !== undefined) {
		return {
			kind: pattern === '' && !isAsked ? 'info' : 'problem',
			text: problem,
		};
	}

	const spelled = projects.map((project) => ({
		project: project.name,
		prefix: prefixFor(pattern, project),
		isKnown: Boolean(project.externalId),
	}));
	const never = spelled.filter(
		({prefix, isKnown}) => prefix === undefined && isKnown,
	);
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
			chosen.has(project.name)
				? {...project, secrets: {prefix: pattern}}
				: project,
		),
	);
	const [first] = sharing.toSorted(
		(one, other) => Number(other.isAccident) - Number(one.isAccident),
	);
	const reach = reachOf(spelled, {items, isComplete, problem: trouble});
	return first
		? {
				kind: first.isAccident ? 'problem' : 'warning',
				text: `${first.message}${first.isAccident ? ` ${first.hint}` : ''}${sharing.length > 1 ? ` (and ${sharing.length - 1} more)` : ''} ${first.isAccident ? '' : reach.text}`.trim(),
			}
		: reach;
}

function reachOf(
	spelled: ReadonlyArray<{project: string; prefix: string | undefined}>,
	{items, isComplete, problem}: Listing<{arn: string; name: string}>,
): Told {
	if (!isComplete || problem !== undefined) {
		return {
			kind: 'info',
			text:
				problem === undefined
					? 'Asking AWS what it reaches now.'
					: `What it reaches now cannot be told: ${problem}`,
		};
	}

	const {words, isEmpty} = reachWords(
		spelled.flatMap(({project, prefix}) =>
			prefix === undefined ? [] : [{project, prefix}],
		),
		items,
	);
	return {kind: isEmpty ? 'warning' : 'success', text: words};
}
