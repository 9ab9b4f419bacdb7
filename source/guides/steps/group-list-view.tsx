import {Box} from 'ink';
import {type Change} from '../../resources/call.js';
import {type JsonObject} from '../../json.js';
import {formatName, quoteText} from '../../terminal/foreign-text.js';
import {formatCount} from '../../terminal/text.js';
import {type Connection} from '../guide-screens.js';
import {type GroupNoun, type Blocker, type Fact} from '../guide.js';
import {useBodySize, useTheme} from '../../ui/theme.js';
import {ScrollBox} from '../../ui/scroll-box.js';
import {useInput} from '../../ui/use-input.js';
import {StepFrame, QuestionStep} from '../step-frame.js';
import {allSuggestions, countCalls, type PlannedGroup} from './group-rows.js';
import {changeLines, factLines, useChangesView, type ChangesView} from './changes-view.js';

/** The plan over many groups, one row each; those that cannot go on stand first, with the reason. */
export function GroupListView({
	groups,
	groupNoun,
	changes,
	connection: {identity, session},
	soFar,
	first,
	onApply,
	onAccept,
	onExport,
	onNext,
	onRefresh,
	onOpen,
}: {
	readonly groups: readonly PlannedGroup[];
	readonly groupNoun: GroupNoun;
	readonly changes: readonly Change[];
	readonly connection: Connection;
	/** What has been changed before, in a sentence. */
	readonly soFar: string;
	/** The group to begin on. */
	readonly first: string | undefined;
	readonly onApply: () => void;
	/** Takes what is offered to all groups at once. */
	readonly onAccept: (answers: JsonObject) => void;
	/** Left out where it cannot be handed over. */
	readonly onExport?: () => void;
	readonly onNext: () => void;
	readonly onRefresh: () => void;
	readonly onOpen: (group: string) => void;
}) {
	const stopped = groups.filter(({blockers}) => blockers.length > 0).length;
	const ready = groups.length - stopped;
	const countOf = (count: number) => formatCount(count, groupNoun.one, groupNoun.many);
	const suggestions = allSuggestions(groups);
	const account = identity?.state === 'found' ? identity.value.account : '';
	return (
		<QuestionStep
			question={{
				kind: 'list',
				id: `groups from ${first ?? ''}`,
				text: `${soFar} ${changes.length > 0 ? `For ${countOf(ready)}, in account ${account}, ${session.region}: ${countCalls(changes)}.` : 'There is nothing that can be applied.'}`,
				message:
					stopped > 0
						? {
								kind: 'warning',
								text: `${stopped === 1 ? quoteText(groups[0]?.name ?? '') : countOf(stopped)} cannot go on yet${ready > 0 ? '; the others can' : ''}.`,
							}
						: undefined,
				// What can be done stands above the groups: the first of them stays in sight.
				least: 7,
				actions: [
					...(changes.length > 0 && account !== ''
						? [
								{
									label: `Apply ${changes.length === 1 ? 'the change' : `all ${changes.length} changes`}`,
									hint: 'asks once more first',
									choose: onApply,
								},
							]
						: []),
					...(suggestions
						? [
								{
									label: `Take what is offered to ${countOf(suggestions.count)}`,
									hint: `such as: ${suggestions.label}; nothing is written yet`,
									choose() {
										onAccept(suggestions.answers);
									},
								},
							]
						: []),
					...(changes.length === 0 ? [{label: 'Go on without them', choose: onNext}] : []),
					...(onExport
						? [
								{
									label: 'Not allowed to apply? Hand it over',
									choose: onExport,
								},
							]
						: []),
					{label: 'Look again', choose: onRefresh},
				],
				rows: groups.map((group) => ({
					id: group.name,
					label: formatName(group.name),
					...describeGroup(group),
				})),
				first,
				placeholder: `Type to find a ${groupNoun.one}`,
				emptyText: `No ${groupNoun.one} matches.`,
				onAnswer: onOpen,
			}}
		/>
	);
}

function describeGroup({changes, blockers}: PlannedGroup): {
	detail: string;
	about: string;
} {
	const [blocker] = blockers;
	return blocker
		? {
				detail: `cannot go on · ${blocker.message}`,
				about: `${blocker.message} ${blocker.hint}`,
			}
		: {
				detail: changes.map(({call}) => call.operation).join(', '),
				about: changes
					.map(({title}, index) =>
						index === 0 ? title : title.charAt(0).toLowerCase() + title.slice(1),
					)
					.join(', then '),
			};
}

/** One group of the plan: why it cannot go on, or its changes with the policies as diffs. */
export function GroupDetailView({
	group,
	facts,
	session,
	onSuggestion,
	onBack,
}: {
	readonly group: PlannedGroup;
	/** What its changes come to. */
	readonly facts: readonly Fact[];
	readonly session: Connection['session'];
	readonly onSuggestion: (suggestion: NonNullable<Blocker['suggestion']>) => void;
	readonly onBack: () => void;
}) {
	const changesView = useChangesView();
	const suggestion = group.blockers.find((blocker) => blocker.suggestion)?.suggestion;
	useInput((input, key) => {
		if (input === 'u' && suggestion) {
			onSuggestion(suggestion);
		} else if (key.return) {
			onBack();
		} else {
			changesView.press(input);
		}
	});
	return (
		<StepFrame
			keys={[
				...(suggestion ? [{key: 'u', does: suggestion.label}] : []),
				{key: 'Enter', does: 'back to the list'},
				...(group.changes.length > 0 ? changesView.keys : []),
				{key: '↑↓', does: 'scroll'},
			]}
			onBack={onBack}
		>
			<DetailBody group={group} facts={facts} session={session} shown={changesView.shown} />
		</StepFrame>
	);
}

function DetailBody({
	group: {name, changes, blockers},
	facts,
	session,
	shown,
}: {
	readonly group: PlannedGroup;
	readonly facts: readonly Fact[];
	readonly session: Connection['session'];
	readonly shown: ChangesView['shown'];
}) {
	const {rows, columns} = useBodySize();
	const {symbols} = useTheme();
	return (
		<Box flexDirection="column">
			<ScrollBox
				key={shown}
				hasLetters={false}
				rows={rows}
				lines={[
					{text: name, isStrong: true},
					...(shown === 'summary' && blockers.length > 0 ? [{text: ''}] : []),
					...(shown === 'summary'
						? blockers.flatMap(({message, hint}) => [
								{gutter: `${symbols.fail} `, text: message, tone: 'bad' as const},
								{gutter: '  ', text: hint},
							])
						: []),
					...(shown === 'summary' ? factLines(facts, symbols) : []),
					...changeLines(changes, shown, {symbols, columns, session, isReasoned: false}),
				]}
			/>
		</Box>
	);
}
