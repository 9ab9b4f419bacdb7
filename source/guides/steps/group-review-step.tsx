import {useState} from 'react';
import {useAgreement, QuestionStep} from '../step-frame.js';
import {type Change} from '../../resources/call.js';
import {type JsonObject} from '../../json.js';
import {type Observed, type Warning, type GroupNoun} from '../guide.js';
import {type Exporter, type Connection, type StepProps} from '../guide-screens.js';
import {useTheme} from '../../ui/theme.js';
import {GroupDetailView, GroupListView} from './group-list-view.js';
import {GroupResultView} from './group-result-view.js';
import {countCalls, groupPlan, type PlannedGroup} from './group-rows.js';
import {GroupRunView} from './run-view.js';
import {ExportView} from './export-view.js';
import {ReviewStep} from './review-step.js';
import {changedSoFar, noticeLines, stageOf} from './review-lines.js';

type View =
	{at: 'list'; first?: string} | {at: 'group'; name: string} | {at: 'confirm'} | {at: 'export'};

/**
The review of a plan over many groups: a summary first, one group with its policies on demand, then the run with its
pace, and what failed by name. A plan of one group, or of none, is reviewed like any other.
*/
export function GroupReviewStep<Answers, Observation extends Observed, Services>(
	props: StepProps<Answers, Observation, Services>,
) {
	const {plan, fixChanges, run, isRefreshing, connection, send} = props;
	const changes = fixChanges ?? plan?.changes ?? [];
	const blockers = fixChanges ? [] : (plan?.blockers ?? []);
	const groups = groupPlan(run?.changes ?? changes, run ? [] : blockers);
	// A fix from the checklist is not the whole setup.
	const exporter = fixChanges ? undefined : props.exporter;
	const isStopped = blockers.some(({group}) => group === undefined);
	const stage = stageOf(props, {changes, isBlocked: isStopped});
	const isOne = groups.length < 2 || (isStopped && !run);
	if (isOne || stage === 'refreshing' || stage === 'blocked') {
		return <ReviewStep {...props} />;
	}

	const leave = () => {
		send(fixChanges ? {type: 'back'} : {type: 'next'});
	};

	const refresh = () => {
		send({type: 'refresh'});
	};

	if (run) {
		return stage === 'running' ? (
			<GroupRunView
				run={run}
				groupNoun={props.groupNoun}
				checks={props.checks}
				isRefreshing={isRefreshing}
				onStop={() => {
					send({type: 'stop'});
				}}
			/>
		) : (
			<GroupResultView
				run={run}
				groupNoun={props.groupNoun}
				exporter={exporter}
				onRefresh={refresh}
				onNext={leave}
			/>
		);
	}

	return (
		<PlanView
			groups={groups}
			groupNoun={props.groupNoun}
			changes={changes}
			factsOf={props.factsOf}
			connection={connection}
			soFar={changedSoFar(props.saved)}
			warnings={props.warnings}
			exporter={exporter}
			onApply={() => {
				send({type: 'apply', changes: [...changes]});
			}}
			onAccept={(answers) => {
				send({type: 'accept', answers});
				refresh();
			}}
			onNext={leave}
			onRefresh={refresh}
		/>
	);
}

/** The summary, one group of it, or the last question before applying. */
function PlanView({
	groups,
	groupNoun,
	changes,
	factsOf,
	connection,
	soFar,
	warnings,
	exporter,
	onApply,
	onAccept,
	onNext,
	onRefresh,
}: {
	readonly groups: readonly PlannedGroup[];
	readonly groupNoun: GroupNoun;
	readonly changes: readonly Change[];
	readonly factsOf: StepProps<unknown, Observed, unknown>['factsOf'];
	readonly connection: Connection;
	readonly soFar: string;
	readonly warnings: readonly Warning[];
	/** Left out where what is planned is not the whole setup. */
	readonly exporter: Exporter | undefined;
	readonly onApply: () => void;
	readonly onAccept: (answers: JsonObject) => void;
	readonly onNext: () => void;
	readonly onRefresh: () => void;
}) {
	const [view, setView] = useState<View>({at: 'list'});
	const {agree} = useAgreement(warnings);
	const toList = () => {
		setView({at: 'list'});
	};

	const opened = view.at === 'group' ? groups.find(({name}) => name === view.name) : undefined;
	if (opened) {
		return (
			<GroupDetailView
				group={opened}
				facts={factsOf(opened.changes)}
				session={connection.session}
				onSuggestion={({answers}) => {
					toList();
					onAccept(answers);
				}}
				onBack={() => {
					setView({at: 'list', first: opened.name});
				}}
			/>
		);
	}

	if (view.at === 'export' && exporter) {
		return <ExportView exporter={exporter} onBack={toList} />;
	}

	if (view.at === 'confirm') {
		return (
			<ConfirmApplyView
				changes={changes}
				soFar={soFar}
				connection={connection}
				warnings={warnings}
				onApply={() => {
					toList();
					agree();
					onApply();
				}}
				onBack={toList}
			/>
		);
	}

	return (
		<GroupListView
			groups={groups}
			groupNoun={groupNoun}
			changes={changes}
			connection={connection}
			soFar={soFar}
			first={view.at === 'list' ? view.first : undefined}
			onAccept={onAccept}
			onApply={() => {
				setView({at: 'confirm'});
			}}
			{...(exporter && {
				onExport() {
					setView({at: 'export'});
				},
			})}
			onNext={onNext}
			onRefresh={onRefresh}
			onOpen={(name) => {
				setView({at: 'group', name});
			}}
		/>
	);
}

/** The last question before many changes: who applies them and where, and everything that has to be agreed to. */
function ConfirmApplyView({
	changes,
	soFar,
	connection,
	warnings,
	onApply,
	onBack,
}: {
	readonly changes: readonly Change[];
	/** What has been changed before, in a sentence. */
	readonly soFar: string;
	readonly connection: Connection;
	readonly warnings: readonly Warning[];
	readonly onApply: () => void;
	readonly onBack: () => void;
}) {
	const {symbols} = useTheme();
	const count = changes.length;
	return (
		<QuestionStep
			question={{
				kind: 'choice',
				id: 'apply all',
				reading: [
					...noticeLines({soFar, count}, connection, {warnings, isAgreed: false}, symbols),
					{text: `${countCalls(changes)}.`},
				],
				options: [
					{label: 'No, do not apply them yet', choose: onBack},
					{
						label: warnings.length > 0 ? `Yes, I agree: apply all ${count}` : `Apply all ${count}`,
						choose: onApply,
					},
				],
				onBack,
			}}
		/>
	);
}
