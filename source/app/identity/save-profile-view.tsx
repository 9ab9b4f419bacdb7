import {useState} from 'react';
import {Box} from 'ink';
import {addSsoProfile, type ConfigEdit} from '../../aws/profiles/edit-config.js';
import {type SsoProfile, checkProfileName} from '../../aws/profiles/sso-profile.js';
import {type ConfigDiffLine} from '../../aws/profiles/config-draft.js';
import {type ProfileFiles} from '../../aws/profiles/read-profiles.js';
import {writeConfig} from '../../aws/profiles/write-config.js';
import {useBodySize, useTheme} from '../../ui/theme.js';
import {Message, Paragraph} from '../../ui/message.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {ScrollBox} from '../../ui/scroll-box.js';
import {TextField} from '../../ui/text-field.js';
import {useInput} from '../../ui/use-input.js';
import {type Symbols} from '../../terminal/symbols.js';
import {cleanLine} from '../../terminal/text.js';
import {identityHelp} from './help.js';

type Written = {
	file: string;
	diff: readonly ConfigDiffLine[];
	backup?: string;
};

/** A change to the file as it was read, and what to know about it first. */
type Proposed = ConfigEdit & {
	file: string;
	before: string | undefined;
	note?: string;
};

type Props = {
	readonly session: SsoProfile['session'];
	readonly accountId: string;
	readonly roleName: string;
	readonly region: string | undefined;
	readonly proposed: string;
	/** Reads the files anew: they may be mended or changed while the person stands here. */
	readonly readFiles: () => Promise<ProfileFiles>;
	readonly onSaved: (profile: string) => void;
	readonly onBack: () => void;
};

/** Names the profile, shows what would change in the config file, and writes it when told. */
export function SaveProfileView({
	session,
	accountId,
	roleName,
	region,
	proposed,
	readFiles,
	onSaved,
	onBack,
}: Props) {
	const [name, setName] = useState(proposed);
	const [edit, setEdit] = useState<Proposed>();
	const [problem, setProblem] = useState<string>();
	const [written, setWritten] = useState<Written>();

	const propose = async (value: string, note?: string) => {
		const wanted = value.trim();
		const refusal = checkProfileName(wanted);
		if (refusal) {
			setProblem(refusal);
			return;
		}

		const {paths, texts} = await readFiles();
		const result = addSsoProfile(
			texts.config ?? '',
			{
				session,
				profile: {name: wanted, accountId, roleName, ...(region && {region})},
			},
			{credentials: texts.credentials ?? ''},
		);
		if ('problem' in result) {
			setEdit(undefined);
			setProblem(result.problem);
		} else {
			setName(wanted);
			setProblem(undefined);
			setEdit({
				...result,
				file: paths.config,
				before: texts.config,
				...(note !== undefined && {note}),
			});
		}
	};

	const write = async ({text, diff, file, before}: Proposed) => {
		if (diff.length === 0) {
			onSaved(name);
			return;
		}

		const outcome = await writeConfig(file, text, before);
		if (outcome.ok) {
			setWritten({
				file,
				diff,
				...(outcome.backup && {backup: outcome.backup}),
			});
		} else if (outcome.isChanged) {
			await propose(
				name,
				`${cleanLine(file)} was changed meanwhile. This is the change to the file as it is now.`,
			);
		} else {
			setEdit(undefined);
			setProblem(outcome.problem);
		}
	};

	useInput(
		(input, key) => {
			if (key.escape && edit) {
				setEdit(undefined);
			} else if (key.escape) {
				onBack();
			} else if (edit && input === 'w') {
				void write(edit);
			}
		},
		{isActive: written === undefined},
	);

	if (written) {
		return (
			<ProfileWrittenView
				{...written}
				onDone={() => {
					onSaved(name);
				}}
			/>
		);
	}

	return edit ? (
		<ScreenFrame
			title="New profile: what will be written"
			place={edit.file}
			help={identityHelp.save}
			keys={[
				{key: 'w', does: 'write it'},
				{key: 'Esc', does: 'back'},
				{key: '↑↓', does: 'scroll'},
			]}
		>
			<Diff
				key={edit.before}
				file={edit.file}
				hasOld={edit.before !== undefined}
				diff={edit.diff}
				note={edit.note}
			/>
		</ScreenFrame>
	) : (
		<ScreenFrame
			title="New profile: its name"
			place={`${accountId} · ${roleName}`}
			help={identityHelp.save}
			keys={[
				{key: 'Enter', does: 'show the change'},
				{key: 'Esc', does: 'back'},
			]}
		>
			<Box flexDirection="column" gap={1}>
				<TextField
					label="Name of the profile"
					value={name}
					onChange={(value) => {
						setName(value);
						setProblem(undefined);
					}}
					onSubmit={(value) => {
						void propose(value);
					}}
				/>
				{problem ? <Message kind="problem" text={problem} /> : undefined}
			</Box>
		</ScreenFrame>
	);
}

function Diff({
	file,
	hasOld,
	diff,
	note,
}: {
	readonly file: string;
	/** Whether there is such a file. */
	readonly hasOld: boolean;
	readonly diff: readonly ConfigDiffLine[];
	readonly note: string | undefined;
}) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	return (
		<ScrollBox
			rows={rows}
			lines={[
				...(note === undefined ? [] : [{text: note, tone: 'careful' as const}, {text: ''}]),
				{
					text:
						diff.length === 0
							? `${file} says this already; nothing is written.`
							: hasOld
								? `This is added to ${file}. A copy of the old file is kept beside it.`
								: `This is written to ${file}, which is not there yet.`,
				},
				{text: ''},
				...diff.map((line) => diffLine(line, symbols)),
			]}
		/>
	);
}

function diffLine({kind, text}: ConfigDiffLine, symbols: Symbols) {
	const tone = ({added: 'good', removed: 'bad', kept: 'quiet'} as const)[kind];
	return {gutter: `${symbols[kind]} `, text, tone};
}

type WrittenProps = {
	readonly file: string;
	/** The copy of the file as it was; nothing when there was no file. */
	readonly backup?: string;
	readonly diff: readonly ConfigDiffLine[];
	readonly onDone: () => void;
};

/** Says what was written to the config file, and where it is kept as it was. */
function ProfileWrittenView({file, backup, diff, onDone}: WrittenProps) {
	useInput((_, key) => {
		if (key.return || key.escape) {
			onDone();
		}
	});
	const sections = diff
		.filter(({kind, text}) => kind === 'added' && text.startsWith('['))
		.map(({text}) => text);
	return (
		<ScreenFrame
			title="New profile: written"
			place={file}
			help={identityHelp.save}
			keys={[{key: 'Enter', does: 'use it'}]}
		>
			<Box flexDirection="column" gap={1}>
				<Message
					kind="success"
					text={
						sections.length > 0
							? `Added to ${file}: ${sections.join(' and ')}.`
							: `Written to ${file}.`
					}
				/>
				<Paragraph
					text={
						backup === undefined
							? 'There was no such file before.'
							: `The file as it was before is kept in ${backup}.`
					}
				/>
			</Box>
		</ScreenFrame>
	);
}
