import {useState} from 'react';
import {Box} from 'ink';
import {Loading} from '../../../ui/loading.js';
import {Message} from '../../../ui/message.js';
import {Paragraph} from '../../../ui/paragraph.js';
import {Select} from '../../../ui/select.js';
import {quoteText} from '../../../terminal/foreign-text.js';
import {StepFrame} from '../../step-frame.js';
import {PracticeAnswer} from '../../steps/practice-answer.js';
import {CopyMessage} from '../../steps/copy-message.js';
import {useCopied} from '../../steps/use-copied.js';
import {type ProjectAnswers, type SecretsAnswers} from '../answers.js';
import {type PracticeReply, type PracticeSecrets} from '../services.js';
import {arnPlace} from './where-words.js';

type Choice = 'try' | 'yes' | 'no' | 'copy' | 'review';

/** One role's ARN, on the clipboard, where it goes in Workato, and how it went; in the sandbox its Workato answers. */
export function RoleArnView({
	answers,
	project,
	roleArn,
	isThere,
	isLooking,
	practice,
	onReview,
	onAnswer,
	onBack,
}: {
	readonly answers: SecretsAnswers;
	readonly project: ProjectAnswers;
	readonly roleArn: string | undefined;
	/** Without an ARN: AWS has a role of that name, which nobody has made or agreed to here. */
	readonly isThere: boolean;
	readonly isLooking: boolean;
	readonly practice: PracticeSecrets | undefined;
	readonly onReview: () => void;
	readonly onAnswer: (accepted: boolean) => void;
	readonly onBack?: () => void;
}) {
	const {copy, copyAgain} = useCopied(roleArn);
	const [reply, setReply] = useState<PracticeReply>();
	const [isTrying, setIsTrying] = useState(false);
	const tryIt = async () => {
		if (!practice || roleArn === undefined) {
			return;
		}

		setIsTrying(true);
		try {
			setReply(
				await practice.addRole({
					project: project.name,
					roleArn,
					scope: answers.scope ?? 'project',
				}),
			);
		} catch (error) {
			setReply({
				accepted: false,
				message: error instanceof Error ? error.message : String(error),
			});
		}

		setIsTrying(false);
	};

	const choose = async (choice: Choice) => {
		switch (choice) {
			case 'try': {
				await tryIt();
				break;
			}

			case 'copy': {
				await copyAgain();
				break;
			}

			case 'review': {
				onReview();
				break;
			}

			case 'yes':
			case 'no': {
				onAnswer(choice === 'yes');
				break;
			}
		}
	};

	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
			{...(onBack && {onBack})}
		>
			{roleArn === undefined ? (
				isLooking ? (
					<Loading text="Asking AWS for the role" />
				) : (
					<Box flexDirection="column" gap={1}>
						<Message
							kind="problem"
							text={
								isThere
									? `The role for ${quoteText(project.name)} is there, but was not made by this setup. The review asks whether it is the one you mean.`
									: `There is no role for ${quoteText(project.name)} yet. Apply the changes first.`
							}
						/>
						<Select
							items={[{label: 'Go to the review', value: 'review' as const}]}
							onSelect={onReview}
						/>
					</Box>
				)
			) : (
				<Box flexDirection="column">
					<Paragraph text={`The role ARN for ${quoteText(project.name)}:`} />
					<Paragraph text={roleArn} tone="strong" />
					<CopyMessage copy={copy} />
					<Box marginTop={1}>
						<Paragraph text={arnPlace(answers, 'the project')} />
					</Box>
					<PracticeAnswer
						isTrying={isTrying}
						trying="The practice Workato assumes the role"
						reply={reply}
					/>
					<Box marginTop={1} flexDirection="column">
						<Select
							key={reply ? `replied ${String(reply.accepted)}` : 'asking'}
							items={menuOf(practice !== undefined, reply)}
							onSelect={(choice) => {
								void choose(choice);
							}}
						/>
					</Box>
				</Box>
			)}
		</StepFrame>
	);
}

function menuOf(
	isPractice: boolean,
	reply: PracticeReply | undefined,
): Array<{label: string; value: Choice; hint?: string}> {
	const tryIt = {
		label: `Add the role in the practice Workato${reply ? ' again' : ''}`,
		value: 'try' as const,
	};
	const yes = {label: 'Workato took the role', value: 'yes' as const};
	const no = {
		label: 'Workato shows an error',
		value: 'no' as const,
		hint: 'The checklist looks at everything that can stand in the way.',
	};
	const copy = {label: 'Copy the ARN again', value: 'copy' as const};
	if (isPractice) {
		return reply ? [reply.accepted ? yes : no, tryIt] : [tryIt, copy];
	}

	return [yes, no, copy];
}
