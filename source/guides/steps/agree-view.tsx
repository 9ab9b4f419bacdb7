import {Box} from 'ink';
import {Message, Paragraph} from '../../ui/message.js';
import {Select} from '../../ui/select.js';
import {type Warning} from '../guide.js';
import {StepFrame} from '../step-frame.js';

type Props = {
	readonly warnings: readonly Warning[];
	/** What “no” does, in a few words. */
	readonly refusal: string;
	readonly onAgree: () => void;
	readonly onBack: () => void;
};

/** Puts what is unusual about the answers before the person; “no” comes first. */
export function AgreeView({warnings, refusal, onAgree, onBack}: Props) {
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
			onBack={onBack}
		>
			<Box flexDirection="column">
				{warnings.map(({message}) => (
					<Message key={message} kind="warning" text={message} />
				))}
				<Box marginTop={1} flexDirection="column">
					<Paragraph text="Is this what you want?" />
					<Select
						items={[
							{label: `No, ${refusal}`, value: false},
							{label: 'Yes, I agree', value: true},
						]}
						onSelect={(isAgreed) => {
							if (isAgreed) {
								onAgree();
							} else {
								onBack();
							}
						}}
					/>
				</Box>
			</Box>
		</StepFrame>
	);
}
