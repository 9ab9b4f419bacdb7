import {useState} from 'react';
import {Box} from 'ink';
import {Message} from '../../../components/message.js';
import {Paragraph} from '../../../components/paragraph.js';
import {TextField} from '../../../components/text-field.js';
import {useDraft} from '../../drafts.js';
import {StepFrame} from '../../step-frame.js';
import {type Told} from '../../steps/text-above.js';
import {useListing, type Listing} from '../../steps/use-listing.js';
import {type ProjectAnswers} from '../answers.js';
import {
	prefixFor,
	prefixProblem,
	projectMark,
	reachWords,
} from '../secret-prefix.js';
import {type SecretsServices} from '../services.js';

/** Takes the beginning of the secrets' names, and says what it reaches now; with many projects it may hold {project}. */
export function SecretPrefixView({
	projects,
	listSecrets,
	onPrefix,
	onBack,
}: {
	readonly projects: readonly ProjectAnswers[];
	readonly listSecrets: SecretsServices['listSecrets'];
	readonly onPrefix: (pattern: string) => void;
	readonly onBack: () => void;
}) {
	const isMany = projects.length > 1;
	const [first] = projects;
	const saved = first?.secrets;
	const [text, setText] = useDraft(
		isMany ? 'prefix of all' : `prefix ${first?.name ?? ''}`,
		isMany
			? `workato/${projectMark}/`
			: typeof saved === 'object' && !Array.isArray(saved)
				? saved.prefix
				: '',
	);
	const [isAsked, setIsAsked] = useState(false);
	const listing = useListing(listSecrets);
	const told = toldOf({pattern: text.trim(), projects, listing, isAsked});
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
					text={
						isMany
							? `${projectMark} stands for the project’s name; what no secret’s name may hold becomes a dash. For “${first?.name ?? ''}” it is ${prefixFor(text.trim(), first?.name ?? '')}`
							: 'The role may read every secret whose name begins so, also those that are made later.'
					}
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

function toldOf({
	pattern,
	projects,
	listing: {items, isComplete, problem: trouble},
	isAsked,
}: {
	readonly pattern: string;
	readonly projects: readonly ProjectAnswers[];
	readonly listing: Listing<{name: string}>;
	readonly isAsked: boolean;
}): Told {
	const problem = prefixProblem(pattern);
	if (problem !== undefined) {
		return {
			kind: pattern === '' && !isAsked ? 'info' : 'problem',
			text: problem,
		};
	}

	if (!isComplete || trouble !== undefined) {
		return {
			kind: 'info',
			text:
				trouble === undefined
					? 'Asking AWS what it reaches now.'
					: `What it reaches now cannot be told: ${trouble}`,
		};
	}

	const {words, isEmpty} = reachWords(
		projects.map(({name}) => ({
			project: name,
			prefix: prefixFor(pattern, name),
		})),
		items.map(({name}) => name),
	);
	return {kind: isEmpty ? 'warning' : 'success', text: words};
}
