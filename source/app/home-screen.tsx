import {isIdentityLost} from '../aws/errors.js';
import {type Option, type Question} from '../ui/question.js';
import {QuestionScreen} from '../ui/question-screen.js';
import {quoteText} from '../terminal/foreign-text.js';
import {type SetupSummary} from './use-saved-setups.js';
import {identityLines, type Presence} from './connection.js';
import {appHelp, identityRow} from './help.js';

/** What can be done from the home screen. */
export type HomeChoice =
	| {type: 'start'; guide: string}
	| {type: 'resume'; name: string}
	| {type: 'region'}
	| {type: 'identity'}
	| {type: 'sandbox'};

type Props = {
	readonly guides: ReadonlyArray<{id: string; title: string; summary: string}>;
	readonly setups: readonly SetupSummary[];
	readonly connection: Presence;
	/** Something that went wrong on the way here. */
	readonly trouble: string | undefined;
	/** The setup that was left last: its row is where to go on. */
	readonly left: string | undefined;
	readonly onChoose: (choice: HomeChoice) => void;
};

// As many as one digit can select.
const shortMenu = 9;

/** The first screen: resume a setup, check one, start a guide, practise. */
export function HomeScreen({connection, ...home}: Props) {
	return (
		<QuestionScreen
			title="Connect AWS to Workato"
			identity={identityLines(connection)}
			help={appHelp.home}
			question={homeQuestion({...home, connection})}
		/>
	);
}

/** A menu, as long as its rows are few; else a list of the setups, and what else can be done. */
export function homeQuestion(props: Props): Question {
	const {setups, connection, left, onChoose} = props;
	const {identity} = connection;
	const isUnknown = identity !== undefined && identity.state !== 'found';
	const problem = problemOf(props);
	const shared = {
		id: 'home',
		enter: 'open',
		message: problem === undefined ? undefined : ({kind: 'problem', text: problem} as const),
	};
	const others = otherOptions(props);
	const resume = (name: string) => () => {
		onChoose({type: 'resume', name});
	};

	const first = left === undefined ? undefined : resumeId(left);
	if (setups.length + others.length > shortMenu) {
		return {
			...shared,
			kind: 'list',
			rows: setups.map(({name, detail, broken, ...setup}) => ({
				id: resumeId(name),
				label: resumeLabel(name, setup),
				detail,
				...(broken !== undefined && {disabled: broken}),
			})),
			// Without an identity nothing else leads far.
			actions: isUnknown ? others.toSorted(signInFirst) : others,
			isActionsLast: !isUnknown,
			first,
			placeholder: 'Type to find a setup',
			status: identity ? '' : 'asking AWS who you are…',
			onAnswer(id) {
				const setup = setups.find(({name}) => resumeId(name) === id);
				if (setup) {
					resume(setup.name)();
				}
			},
		};
	}

	const options = [
		...setups.map(({name, detail, ...setup}) => ({
			id: resumeId(name),
			label: resumeLabel(name, setup),
			hint: detail,
			choose: resume(name),
		})),
		...others,
	];
	return {
		...shared,
		kind: 'choice',
		options,
		progress: identity ? undefined : 'Asking AWS who you are',
		isAwaited: true,
		initial: Math.max(
			0,
			options.findIndex(({id}) => id === (isUnknown ? 'identity' : first)),
		),
	};
}

function resumeId(name: string): string {
	return `resume ${name}`;
}

function resumeLabel(
	name: string,
	{canBeRepaired, isDone}: Pick<SetupSummary, 'canBeRepaired' | 'isDone'>,
): string {
	return `${canBeRepaired ? 'Repair' : isDone ? 'Check' : 'Resume'} ${quoteText(name)}`;
}

function signInFirst(one: Option, two: Option): number {
	return Number(two.id === 'identity') - Number(one.id === 'identity');
}

function problemOf({trouble, connection: {session, identity}}: Props): string | undefined {
	if (trouble !== undefined || !identity || identity.state === 'found') {
		return trouble;
	}

	const isLost = identity.state !== 'unknown' || isIdentityLost(identity.kind);
	const reason =
		identity.state === 'unknown' ? identity.reason.replace(/\.$/v, '') : 'AWS knows none';
	return `${isLost ? 'No AWS identity' : 'AWS did not say who you are'}: ${reason}. Looked at ${session.profile ? `profile ${session.profile}` : 'keys in the environment, the default profile, and roles of this machine'}.`;
}

/** What can be done besides going on with a setup. */
function otherOptions({guides, connection: {session, identity}, onChoose}: Props): Option[] {
	const option = (id: string, label: string, hint: string, choice: HomeChoice): Option => ({
		id,
		label,
		hint,
		choose() {
			onChoose(choice);
		},
	});
	return [
		...guides.map(({id, title, summary}) =>
			option(`start ${id}`, `Start: ${title}`, summary, {type: 'start', guide: id}),
		),
		option(
			'identity',
			identity && identity.state !== 'found' ? identityRow.unknown : identityRow.known,
			'profiles, company sign-in (SSO), keys of this shell',
			{type: 'identity'},
		),
		...(session.sandbox
			? []
			: [
					option(
						'region',
						`Change the region (${session.region})`,
						'for setups that you start now',
						{type: 'region'},
					),
					option(
						'sandbox',
						'Practise in the sandbox',
						'a small AWS on this computer; no account needed',
						{type: 'sandbox'},
					),
				]),
	];
}
