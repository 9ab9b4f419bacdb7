import {Box} from 'ink';
import {isIdentityLost} from '../aws/errors.js';
import {FilterList} from '../ui/filter-list.js';
import {Select} from '../ui/select.js';
import {Loading} from '../ui/loading.js';
import {Message} from '../ui/message.js';
import {ScreenFrame} from '../ui/screen-frame.js';
import {useBodySize} from '../ui/theme.js';
import {quoteText} from '../terminal/foreign-text.js';
import {type SetupSummary} from './use-saved-setups.js';
import {identityLines, type Presence} from './connection.js';
import {appHelp} from './help.js';

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
	readonly onChoose: (choice: HomeChoice) => void;
};

// As many as one digit can select.
const shortMenu = 9;

/** The first screen: resume a setup, check one, start a guide, practise. */
export function HomeScreen(props: Props) {
	const {connection} = props;
	return (
		<ScreenFrame
			title="Connect AWS to Workato"
			identity={identityLines(connection)}
			help={appHelp.home}
			keys={[
				{key: 'Enter', does: 'open'},
				{key: '↑↓', does: 'choose'},
			]}
		>
			<HomeBody {...props} />
		</ScreenFrame>
	);
}

function HomeBody({guides, setups, connection, trouble, onChoose}: Props) {
	const {columns, rows} = useBodySize();
	const {session, identity} = connection;
	const isLost = identity?.state !== 'unknown' || isIdentityLost(identity.kind);
	const problem =
		trouble ??
		(identity && identity.state !== 'found'
			? `${isLost ? 'No AWS identity' : 'AWS did not say who you are'}: ${identity.state === 'unknown' ? identity.reason.replace(/\.$/v, '') : 'AWS knows none'}. Looked at ${session.profile ? `profile ${session.profile}` : 'keys in the environment, the default profile, and roles of this machine'}.`
			: undefined);
	const items = homeItems({guides, setups, connection});
	const isUnknown = identity !== undefined && identity.state !== 'found';
	const signIn = items.findIndex(({value}) => value.type === 'identity');
	const problemRows = problem ? Math.ceil((problem.length + 12) / columns) : 0;
	return (
		<Box flexDirection="column">
			{problem ? <Message kind="problem" text={problem} /> : undefined}
			{identity ? undefined : <Loading text="Asking AWS who you are" />}
			{items.length <= shortMenu ? (
				<Select
					items={items.map(({label, detail, value}) => ({
						label,
						value,
						hint: detail,
					}))}
					rows={rows - problemRows - (identity ? 0 : 1)}
					// Without an identity nothing else leads far.
					initialIndex={isUnknown ? signIn : 0}
					onSelect={onChoose}
				/>
			) : (
				<FilterList
					items={isUnknown ? items.toSorted(signInFirst) : items}
					rows={Math.max(4, rows - problemRows - (identity ? 0 : 1))}
					placeholder="Type to find a setup"
					onSelect={onChoose}
				/>
			)}
		</Box>
	);
}

function signInFirst(one: {value: HomeChoice}, two: {value: HomeChoice}): number {
	return Number(two.value.type === 'identity') - Number(one.value.type === 'identity');
}

function homeItems({
	guides,
	setups,
	connection: {session, identity},
}: Pick<Props, 'guides' | 'setups' | 'connection'>) {
	const choice = (id: string, label: string, detail: string, value: HomeChoice) => ({
		id,
		label,
		detail,
		value,
	});
	return [
		...setups.map((setup) => ({
			...choice(
				`resume ${setup.name}`,
				`${setup.canBeRepaired ? 'Repair' : setup.isDone ? 'Check' : 'Resume'} ${quoteText(setup.name)}`,
				setup.detail,
				{
					type: 'resume',
					name: setup.name,
				},
			),
			...(setup.broken && {disabled: setup.broken}),
		})),
		...guides.map(({id, title, summary}) =>
			choice(`start ${id}`, `Start: ${title}`, summary, {
				type: 'start',
				guide: id,
			}),
		),
		choice(
			'identity',
			identity && identity.state !== 'found' ? 'Sign in to AWS' : 'Change who you are in AWS',
			'profiles, company sign-in (SSO), keys of this shell',
			{type: 'identity'},
		),
		...(session.sandbox
			? []
			: [
					choice(
						'region',
						`Change the region (${session.region})`,
						'for setups that you start now',
						{type: 'region'},
					),
					choice(
						'sandbox',
						'Practise in the sandbox',
						'a small AWS on this computer; no account needed',
						{type: 'sandbox'},
					),
				]),
	];
}
