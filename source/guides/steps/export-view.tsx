import {useState} from 'react';
import {type Exporter} from '../exporter.js';
import {QuestionStep} from './question-step.js';
import {WrittenView} from './written-view.js';

/** For those who may not apply a setup: which format it is to be handed over in, and then its text. */
export function ExportView({
	exporter,
	onBack,
}: {
	readonly exporter: Exporter;
	readonly onBack: () => void;
}) {
	const [format, setFormat] = useState<string>();
	if (format !== undefined) {
		return (
			<WrittenView
				name={format}
				after={
					format === 'permissions'
						? 'With these permissions you can apply the setup yourself.'
						: 'Once it is applied, come back: the assistant finds what is there and goes on.'
				}
				write={async () => exporter.write(format)}
				onBack={() => {
					setFormat(undefined);
				}}
			/>
		);
	}

	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: 'format',
				text: 'Not allowed to apply? Hand the setup to those who may. What do they work with?',
				options: exporter.formats.map(({id, about}) => ({
					label: about.charAt(0).toUpperCase() + about.slice(1),
					choose() {
						setFormat(id);
					},
				})),
				onBack,
			}}
		/>
	);
}
