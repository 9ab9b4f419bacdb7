import {useState} from 'react';
import {Box} from 'ink';
import {type Exporter, type Written} from '../guide-screens.js';
import {useBodySize} from '../../ui/theme.js';
import {Loading} from '../../ui/loading.js';
import {Message, Paragraph} from '../../ui/message.js';
import {ScrollBox} from '../../ui/scroll-box.js';
import {Select} from '../../ui/select.js';
import {type CopyOutcome} from '../../terminal/clipboard.js';
import {wrapText} from '../../terminal/text.js';
import {useTools} from '../../terminal/tools.js';
import {StepFrame, QuestionStep} from '../step-frame.js';
import {type Validation} from '../../ui/question.js';
import {CopyMessage} from './copied.js';
import {useRequest} from './use-request.js';

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

/** A text to be handed over: to read, to save, to copy. `after` says what comes next. */
export function WrittenView({
	name,
	after,
	write,
	onBack,
}: {
	/** Tells this text from others. */
	readonly name: string;
	readonly after: string;
	readonly write: () => Promise<Written>;
	readonly onBack: () => void;
}) {
	const tools = useTools();
	const written = useRequest(write, name);
	const [isSaving, setIsSaving] = useState(false);
	const [savedAs, setSavedAs] = useState<string>();
	const [copy, setCopy] = useState<CopyOutcome>();
	if (isSaving && written?.ok) {
		return (
			<SaveFileView
				text={written.text}
				start={written.fileName}
				onSaved={(path) => {
					setSavedAs(path);
					setCopy(undefined);
					setIsSaving(false);
				}}
				onBack={() => {
					setIsSaving(false);
				}}
			/>
		);
	}

	const act = async (choice: Choice) => {
		if (choice === 'back') {
			onBack();
		} else if (choice === 'save') {
			setIsSaving(true);
		} else if (written?.ok) {
			setSavedAs(undefined);
			setCopy(await tools.copy(written.text));
		}
	};

	return (
		<StepFrame
			// There is a menu only beside a text.
			keys={
				written?.ok
					? [
							{key: 'Enter', does: 'select'},
							{key: '↑↓', does: 'choose'},
							{key: 'PageUp PageDown', does: 'scroll'},
						]
					: []
			}
			onBack={onBack}
		>
			<WrittenBody
				written={written}
				after={after}
				savedAs={savedAs}
				copy={copy}
				onChoose={(choice) => {
					void act(choice);
				}}
			/>
		</StepFrame>
	);
}

// A lower window is for the text.
const roomForGaps = 16;

type Choice = 'save' | 'copy' | 'back';

function WrittenBody({
	written,
	after,
	savedAs,
	copy,
	onChoose,
}: {
	readonly written: Written | undefined;
	readonly after: string;
	readonly savedAs: string | undefined;
	readonly copy: CopyOutcome | undefined;
	readonly onChoose: (choice: Choice) => void;
}) {
	const {columns, rows} = useBodySize();
	if (written === undefined) {
		return <Loading text="Writing it" />;
	}

	if (!written.ok) {
		return <Message kind="problem" text={`${written.reason}\n${written.hint}`} />;
	}

	const said = savedAs === undefined ? '' : `Saved: ${savedAs}`;
	const told = said === '' && copy === undefined ? 0 : 2;
	const gap = rows >= roomForGaps ? 1 : 0;
	const used = wrapText(after, columns).length + told + 4 + gap * (told > 0 ? 3 : 2);
	return (
		<Box flexDirection="column" gap={gap}>
			<ScrollBox
				isBesideMenu
				rows={Math.max(3, rows - used)}
				lines={written.text
					.trimEnd()
					.split('\n')
					.map((text) => ({text}))}
			/>
			{said === '' ? undefined : <Message kind="success" text={said} />}
			<CopyMessage copy={copy} />
			<Paragraph text={after} />
			<Select<Choice>
				items={[
					{label: 'Save it to a file', value: 'save'},
					{label: 'Copy it to the clipboard', value: 'copy'},
					{label: 'Back', value: 'back'},
				]}
				onSelect={onChoose}
			/>
		</Box>
	);
}

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
					name.trim() === '' ? {problem: 'Give the name of a file.'} : {value: name.trim()},
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
