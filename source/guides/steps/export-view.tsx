import path from 'node:path';
import {useState} from 'react';
import {type ExportedFile} from '../../engine/export/formats.js';
import {type Exporter, type Written} from '../guide-screens.js';
import {useTools} from '../../terminal/tools.js';
import {type StatusMessage, type Validation} from '../../ui/question.js';
import {QuestionStep} from '../step-frame.js';
import {copyNotice} from './in-workato.js';
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
	const [message, setMessage] = useState<StatusMessage>();
	if (isSaving && written?.ok) {
		return (
			<SaveFileView
				text={written.text}
				start={written.fileName}
				beside={written.beside}
				folder={written.folder}
				onSaved={(paths) => {
					setMessage({kind: 'success', text: `Saved: ${paths}`});
					setIsSaving(false);
				}}
				onBack={() => {
					setIsSaving(false);
				}}
			/>
		);
	}

	return (
		<QuestionStep
			question={
				written?.ok
					? {
							kind: 'choice',
							id: `written ${name}`,
							reading: written.text
								.trimEnd()
								.split('\n')
								.map((text) => ({text})),
							text: after,
							message,
							options: [
								{
									label:
										written.folder === undefined
											? written.beside.length === 0
												? 'Save it to a file'
												: `Save it with ${written.beside.length === 1 ? 'the file' : `the ${written.beside.length} files`} that it names`
											: 'Save it with its files in a folder',
									choose() {
										setIsSaving(true);
									},
								},
								// Alone it would lack what its commands name.
								...(written.beside.length > 0
									? []
									: [
											{
												label: 'Copy it to the clipboard',
												async choose() {
													setMessage(copyNotice(await tools.copy(written.text)));
												},
											},
										]),
								{label: 'Back', choose: onBack},
							],
							onBack,
						}
					: {
							kind: 'choice',
							id: `writing ${name}`,
							waiting: written === undefined ? 'Writing it' : undefined,
							message: written && {
								kind: 'problem',
								text: `${written.reason}\n${written.hint}`,
							},
							options: [],
							onBack,
						}
			}
		/>
	);
}

/** Asks where a text is to be saved, and saves it there. */
export function SaveFileView({
	text,
	start,
	beside,
	folder,
	onSaved,
	onBack,
}: {
	readonly text: string;
	/** The name to propose. */
	readonly start: string;
	/** What is saved into the same folder. */
	readonly beside?: readonly ExportedFile[];
	/** The name to propose for the folder that all of it goes into. */
	readonly folder?: string | undefined;
	readonly onSaved: (paths: string) => void;
	readonly onBack: () => void;
}) {
	const tools = useTools();
	if (folder !== undefined) {
		return (
			<QuestionStep
				question={{
					kind: 'text',
					id: 'folder to save to',
					isFresh: true,
					label: 'Name of the new folder',
					initial: folder,
					enter: 'save',
					validate: (name): Validation<string> =>
						name.trim() === '' ? {problem: 'Give the name of a folder.'} : {value: name.trim()},
					async onAnswer(name, {notify}) {
						const saved = await tools.saveFolder(name, [
							{name: start, text},
							...(beside ?? []).map((each) => ({name: each.fileName, text: each.text})),
						]);
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
					const paths: string[] = [];
					for (const [file, content] of [
						[name, text] as const,
						...(beside ?? []).map(
							(each) => [path.join(path.dirname(name), each.fileName), each.text] as const,
						),
					]) {
						const saved = await tools.saveFile(file, content);
						if (!saved.ok) {
							notify({kind: 'problem', text: saved.reason});
							return;
						}

						paths.push(saved.path);
					}

					onSaved(paths.join(', '));
				},
				onBack,
			}}
		/>
	);
}
