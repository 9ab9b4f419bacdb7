import {Box} from 'ink';
import {Message} from '../../../ui/message.js';
import {Paragraph} from '../../../ui/paragraph.js';
import {Select} from '../../../ui/select.js';
import {StepFrame} from '../../step-frame.js';

type Props = {
	readonly scope: 'project' | 'workspace';
	readonly onAcknowledge: () => void;
	readonly onBack: () => void;
};

/** Says what changing the scope in Workato stops, and where to click; there is no way on without having agreed. */
export function ScopeSwitchView({scope, onAcknowledge, onBack}: Props) {
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
			]}
			onBack={onBack}
		>
			<Box flexDirection="column">
				<Message
					kind="warning"
					text={
						scope === 'project'
							? 'If secrets are set up for the workspace now, every reference to an external secret stops working at once when you change the scope. Each project then has to be set up by itself.'
							: 'If secrets are set up for each project now, every reference to an external secret stops working at once when you change the scope.'
					}
				/>
				<Box marginTop={1}>
					<Paragraph
						text={
							scope === 'project'
								? 'If the scope is different now: choose “Set up secrets management for each project individually”, click “Save changes”, confirm, and click “Use project-specific secrets”.'
								: 'If the scope is different now: choose the option for the workspace as shown on your screen, click “Save changes”, and confirm.'
						}
					/>
				</Box>
				<Box marginTop={1} flexDirection="column">
					<Select
						items={[
							{label: 'Not yet, go back', value: false},
							{
								label: 'I understand: references to secrets may stop working',
								value: true,
							},
						]}
						onSelect={(isUnderstood) => {
							if (isUnderstood) {
								onAcknowledge();
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
