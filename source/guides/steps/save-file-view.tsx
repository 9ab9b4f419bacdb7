import {type Validation} from '../../ui/question.js';
import {useTools} from '../../terminal/tools.js';
import {QuestionStep} from './question-step.js';

/** Asks where a text is to be saved, and saves it there. */
export function SaveFileView({
	text,
	start,
	onSaved,
	onBack,
}: {
	readonly text: string;
	/** The name to propose. */
	readonly start: string;
	readonly onSaved: (path: string) => void;
	readonly onBack: () => void;
}) {
	const tools = useTools();
	return (
		<QuestionStep
			question={{
				kind: 'text',
				id: 'file to save to',
				isFresh: true,
				label: 'Name of the new file',
				initial: start,
				enter: 'save',
				validate: (name): Validation<string> =>
					name.trim() === ''
						? {problem: 'Give the name of a file.'}
						: {value: name.trim()},
				async onAnswer(name, {notify}) {
					const saved = await tools.saveFile(name, text);
					if (saved.ok) {
						onSaved(saved.path);
					} else {
						notify({kind: 'problem', text: saved.reason});
					}
				},
				onBack,
			}}
		/>
	);
}
