import {Box} from 'ink';
import {Loading} from '../../../ui/loading.js';
import {Message} from '../../../ui/message.js';
import {Paragraph} from '../../../ui/paragraph.js';
import {useInput} from '../../../ui/use-input.js';
import {StepFrame} from '../../step-frame.js';
import {CopyMessage, useCopied} from '../../steps/copied.js';
import {outputValue} from '../../outputs.js';
import {keyArnOutput} from '../about.js';
import {type EkmStepProps} from './ekm-step.js';

/** Step 2.1: the key's ARN, on the clipboard; “copied” is said only when it was. */
export function ArnStep({outputs, isLooking, observation, send}: EkmStepProps) {
	const keyArn = outputValue(outputs, keyArnOutput);
	const {copy, copyAgain} = useCopied(keyArn);
	useInput((input, key) => {
		if (key.return && keyArn) {
			send({type: 'next'});
		} else if (input === 'c') {
			void copyAgain();
		} else if (key.return && !isLooking) {
			send({type: 'go', step: 'review'});
		}
	});
	return (
		<StepFrame
			keys={
				keyArn
					? [
							{key: 'Enter', does: 'continue'},
							{key: 'c', does: 'copy again'},
						]
					: [{key: 'Enter', does: 'go to the review'}]
			}
		>
			<Box flexDirection="column" gap={1}>
				{keyArn ? (
					<>
						<Paragraph text="This is what Workato asks for as “Key ARN”:" />
						<Paragraph text={keyArn} tone="strong" />
						<CopyMessage copy={copy} />
					</>
				) : isLooking || !observation.key ? (
					<Loading text="Asking AWS for the key" />
				) : (
					<Message
						kind="problem"
						text={
							observation.key.state === 'unknown'
								? `AWS did not say whether the key exists: ${observation.key.reason}`
								: observation.key.state === 'found'
									? 'A key is there that only carries this setup’s name. The review asks whether it is the one you mean.'
									: 'There is no key yet. Apply the changes first.'
						}
					/>
				)}
			</Box>
		</StepFrame>
	);
}
