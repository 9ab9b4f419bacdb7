import {useState} from 'react';
import {addSsoProfile, type ConfigEdit} from '../../aws/profiles/edit-config.js';
import {type SsoProfile, checkProfileName} from '../../aws/profiles/sso-profile.js';
import {type ConfigDiffLine} from '../../aws/profiles/config-draft.js';
import {type ProfileFiles} from '../../aws/profiles/read-profiles.js';
import {writeConfig} from '../../aws/profiles/write-config.js';
import {useBodySize, useTheme} from '../../ui/theme.js';
import {type ChoiceQuestion, type Validation} from '../../ui/question.js';
import {QuestionScreen} from '../../ui/question-screen.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {ScrollBox} from '../../ui/scroll-box.js';
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
	name: string;
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

	const propose = async (text: string, note?: string): Promise<Validation<Proposed>> => {
		const wanted = text.trim();
		const refusal = checkProfileName(wanted);
		if (refusal) {
			return {problem: refusal};
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
		return 'problem' in result
			? result
			: {
					value: {
						...result,
						name: wanted,
						file: paths.config,
						before: texts.config,
						...(note !== undefined && {note}),
					},
				};
	};

	const show = (proposal: Validation<Proposed>) => {
		if ('problem' in proposal) {
			setEdit(undefined);
			setProblem(proposal.problem);
		} else {
			setName(proposal.value.name);
			setEdit(proposal.value);
			setProblem(undefined);
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
			show(
				await propose(
					name,
					`${cleanLine(file)} was changed meanwhile. This is the change to the file as it is now.`,
				),
			);
		} else {
			show({problem: outcome.problem});
		}
	};

	useInput(
		(input, key) => {
			if (key.escape) {
				setEdit(undefined);
			} else if (edit && input === 'w') {
				void write(edit);
			}
		},
		{isActive: edit !== undefined && written === undefined},
	);

	if (written) {
		return (
			<QuestionScreen
				title="New profile: written"
				location={written.file}
				help={identityHelp.save}
				question={writtenQuestion(written, () => {
					onSaved(name);
				})}
			/>
		);
	}

	return edit ? (
		<ScreenFrame
			title="New profile: what will be written"
			location={edit.file}
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
		<QuestionScreen
			title="New profile: its name"
			location={`${accountId} · ${roleName}`}
			help={identityHelp.save}
			question={{
				kind: 'text',
				id: 'profile name',
				isFresh: true,
				label: 'Name of the profile',
				initial: name,
				enter: 'show the change',
				message: problem === undefined ? undefined : {kind: 'problem', text: problem},
				waiting: 'Reading your AWS files',
				validate: async (text) => propose(text),
				onChange() {
					setProblem(undefined);
				},
				onAnswer(value) {
					show({value});
				},
				onBack,
			}}
		/>
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

/** Says what was written to the config file, and where it is kept as it was. */
function writtenQuestion({file, backup, diff}: Written, onDone: () => void): ChoiceQuestion {
	const sections = diff
		.filter(({kind, text}) => kind === 'added' && text.startsWith('['))
		.map(({text}) => text);
	return {
		kind: 'choice',
		id: 'profile written',
		text:
			backup === undefined
				? 'There was no such file before.'
				: `The file as it was before is kept in ${backup}.`,
		message: {
			kind: 'success',
			text:
				sections.length > 0
					? `Added to ${file}: ${sections.join(' and ')}.`
					: `Written to ${file}.`,
		},
		enter: 'use it',
		options: [{label: 'Use this profile', choose: onDone}],
		// Not the same as the option's own: what was written is no way back.
		onBack() {
			onDone();
		},
	};
}
