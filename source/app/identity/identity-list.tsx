import {useMemo} from 'react';
import {type IdentityChoice} from '../../aws/profiles/identity-choice.js';
import {type IdentityList} from '../../aws/profiles/list-identities.js';
import {type FileProblem} from '../../aws/profiles/read-profiles.js';
import {useBodySize, useTheme} from '../../ui/theme.js';
import {type Option} from '../../ui/question.js';
import {QuestionScreen} from '../../ui/question-screen.js';
import {ScreenFrame} from '../../ui/screen-frame.js';
import {ScrollBox} from '../../ui/scroll-box.js';
import {useInput} from '../../ui/use-input.js';
import {timeLeft} from '../../terminal/phrases.js';
import {identityHelp} from './help.js';

type ListChoice = {type: 'identity'; choice: IdentityChoice} | {type: ActionName};

type Props = {
	readonly list: IdentityList | undefined;
	/** Milliseconds since 1970, when the list was read. */
	readonly readAt: number;
	readonly onSelect: (choice: ListChoice) => void;
	readonly onBack: () => void;
};

// Nothing yet, not even what can be done: Enter behind the letters of a name must not take something else.
const unread: IdentityList = {choices: [], problems: []};

/** Every identity this machine offers, the one in use first, each with its state. The field is there before the list is. */
export function IdentityListView({list = unread, readAt, onSelect, onBack}: Props) {
	const isRead = list !== unread;
	const {choices, preselect, problems} = list;
	const isFolded = problems.length > mostWarnings;
	const rows = useMemo(
		() =>
			choices
				.toSorted((one, other) => Number(other.id === preselect) - Number(one.id === preselect))
				.map((choice) => ({
					id: choice.id,
					label: `${choice.profile ?? choice.label}: ${describeState(choice, readAt)}`,
					detail: [describeWho(choice), choice.profile ? choice.label : '']
						.filter((part) => part !== '')
						.join(' · '),
				})),
		[choices, preselect, readAt],
	);
	const action = ({id, label, hint}: (typeof actions)[ActionName]): Option => ({
		id,
		label,
		hint,
		choose() {
			onSelect({type: id});
		},
	});
	return (
		<QuestionScreen
			title="Who are you in AWS?"
			help={identityHelp.list}
			question={{
				kind: 'list',
				id: 'identities',
				enter: 'open',
				message: (isFolded
					? [foldedProblems(problems)]
					: problems.map((problem) => problemText(problem))
				).map((text) => ({kind: 'warning', text})),
				rows,
				actions: [
					...(isFolded ? [action(actions.problems)] : []),
					...(isRead ? [action(actions.new), action(actions.again)] : []),
				],
				isActionsLast: true,
				isGrowing: !isRead,
				emptyText: isRead ? 'No identity matches.' : '',
				status: isRead ? '' : 'Reading your AWS files…',
				onAnswer(id) {
					const choice = choices.find((each) => each.id === id);
					if (choice) {
						onSelect({type: 'identity', choice});
					}
				},
				onBack,
			}}
		/>
	);
}

/** More than these are told in one line, so that the list stays on screen. */
const mostWarnings = 2;

function foldedProblems(problems: readonly FileProblem[]): string {
	const refused = new Set(problems.flatMap(({path, reader}) => (reader === 'aws CLI' ? path : [])));
	return `${problems.length} places in your AWS files are not read as they stand.${refused.size === 0 ? '' : ` The aws CLI refuses ${[...refused].join(' and ')}.`} “${actions.problems.label}” lists them.`;
}

const actions = {
	problems: {
		id: 'problems',
		label: 'See what is wrong in your AWS files',
		hint: 'each place with its line',
	},
	new: {
		id: 'new',
		label: 'Make a profile for company sign-in (SSO)',
		hint: 'you need the start URL of your company’s access portal',
	},
	again: {id: 'again', label: 'Look again', hint: 'after a sign-in in another window'},
} as const;

type ActionName = keyof typeof actions;

/** A place in the AWS files, what is wrong there, and whom it stops. */
function problemText({path, line, message, reader}: FileProblem): string {
	return `${path}${line === undefined ? '' : `, line ${line}`}: ${message}${reader === 'aws CLI' ? ' The aws CLI refuses this file.' : ''}`;
}

type FileProblemsProps = {
	readonly problems: readonly FileProblem[];
	readonly onBack: () => void;
};

/** Everything in the AWS files that is not read as it stands. */
export function FileProblemsView({problems, onBack}: FileProblemsProps) {
	useInput((_, key) => {
		if (key.escape) {
			onBack();
		}
	});
	return (
		<ScreenFrame
			title="What is wrong in your AWS files"
			help={identityHelp.list}
			keys={[
				{key: 'Esc', does: 'back'},
				{key: '↑↓', does: 'scroll'},
			]}
		>
			<Problems problems={problems} />
		</ScreenFrame>
	);
}

function Problems({problems}: Pick<FileProblemsProps, 'problems'>) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	const byFile = Map.groupBy(problems, ({path}) => path);
	const lines = Array.from(byFile, ([path, places]) => [
		{
			text: places.some(({reader}) => reader === 'aws CLI')
				? `${path}: the aws CLI refuses this file.`
				: path,
			isStrong: true,
		},
		...places.map(({line, message}) => ({
			gutter: `${symbols.warn} `,
			text: line === undefined ? message : `Line ${line}: ${message}`,
		})),
		{text: ''},
	]);
	return <ScrollBox rows={rows} lines={lines.flat().slice(0, -1)} />;
}

/** The state of an identity in a few words; `now` is milliseconds since 1970. */
export function describeState({state}: Pick<IdentityChoice, 'state'>, now: number): string {
	switch (state.type) {
		case 'ready': {
			return state.expiresAt === undefined
				? 'ready'
				: `ready, ${timeLeft(state.expiresAt - now)} left`;
		}

		case 'needs sign-in': {
			return 'needs sign-in';
		}

		case 'unknown': {
			return 'not checked yet';
		}

		case 'broken': {
			return state.line === undefined
				? `broken: ${state.problem}`
				: `broken, line ${state.line}: ${state.problem}`;
		}
	}
}

/** Account and role of an identity, as far as the files say. */
function describeWho({account, role}: IdentityChoice): string {
	return [account, role].filter((part) => part !== undefined).join(' · ');
}
