import {Box} from 'ink';
import {Message} from '../../../ui/message.js';
import {Select} from '../../../ui/select.js';
import {StepFrame} from '../../step-frame.js';
import {type WantedSecrets} from '../answers.js';

/** Says what “all secrets” means before it is taken. */
export function AllSecretsView({
	region,
	onChoose,
	onBack,
}: {
	readonly region: string;
	readonly onChoose: (secrets: WantedSecrets) => void;
	readonly onBack: () => void;
}) {
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
					text={`Everybody who may make a connection in Workato could then read every secret of this account in ${region}, now and later: those of other teams, of databases, of other tools. Choose this only for an account that holds nothing but Workato’s secrets.`}
				/>
				<Box marginTop={1} flexDirection="column">
					<Select
						items={[
							{label: 'No, choose some', value: false},
							{label: 'Yes, every secret of the region', value: true},
						]}
						onSelect={(isMeant) => {
							if (isMeant) {
								onChoose('all');
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
