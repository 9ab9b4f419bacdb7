import {Box} from 'ink';
import {Message} from '../../../ui/message.js';
import {PickList} from '../../../ui/pick-list.js';
import {Select} from '../../../ui/select.js';
import {formatName} from '../../../terminal/foreign-text.js';
import {useTicks} from '../../../ui/drafts.js';
import {StepFrame} from '../../step-frame.js';
import {AgreeView} from '../../steps/agree-view.js';
import {TextAbove} from '../../steps/text-above.js';
import {useRequest} from '../../steps/use-request.js';
import {type ProjectAnswers} from '../answers.js';
import {type WorkatoApi} from '../services.js';

type ListedProject = {readonly id: string; readonly name: string};

/** The projects that Workato's Developer API lists, to tick; those of the setup are ticked already. */
export function ApiProjectsView({
	api,
	dataCentre,
	projects,
	onTake,
	onBack,
}: {
	readonly api: WorkatoApi;
	readonly dataCentre: string | undefined;
	readonly projects: readonly ProjectAnswers[];
	readonly onTake: (rows: ProjectAnswers[]) => void;
	readonly onBack: () => void;
}) {
	const list = useRequest(
		async () => api.projects(dataCentre),
		dataCentre ?? '',
	);
	const listed = list?.state === 'found' ? list.value : undefined;
	const isList =
		list === undefined || (listed !== undefined && listed.length > 0);
	return (
		<StepFrame
			keys={
				isList
					? [
							{key: 'Enter', does: 'take them'},
							{key: 'Tab', does: 'tick'},
							{key: 'Ctrl+A', does: 'tick all shown'},
							{key: 'Type', does: 'filter'},
						]
					: [{key: 'Enter', does: 'go back'}]
			}
			onBack={onBack}
		>
			{isList ? (
				<TextAbove text="Which of your projects get a role?">
					{(rows) => (
						<Picks
							listed={listed}
							known={projects.map(({name}) => name)}
							rows={rows}
							onTake={onTake}
						/>
					)}
				</TextAbove>
			) : (
				<Box flexDirection="column" gap={1}>
					<Message
						kind="problem"
						text={
							list.state === 'unknown'
								? `Workato did not list its projects: ${list.reason}`
								: 'Workato lists no projects for this token.'
						}
					/>
					<Select
						items={[
							{label: 'Go back and add projects another way', value: 'back'},
						]}
						onSelect={onBack}
					/>
				</Box>
			)}
		</StepFrame>
	);
}

// The field is there before the list is: what is typed meanwhile filters it when it comes.
function Picks({
	listed,
	known,
	rows,
	onTake,
}: {
	/** Missing while Workato is asked. */
	readonly listed: readonly ListedProject[] | undefined;
	/** The names of the setup's projects. */
	readonly known: readonly string[];
	readonly rows: number;
	readonly onTake: (rows: ProjectAnswers[]) => void;
}) {
	const [ticked, keepTicked] = useTicks(
		'projects',
		known.map((name) => idOf(name)),
	);
	return (
		<PickList
			items={itemsOf(listed ?? [], new Set(known))}
			chosen={ticked}
			rows={rows}
			placeholder="Type to find a project"
			emptyText={listed ? 'No project matches.' : ''}
			status={listed ? '' : 'Asking Workato for its projects…'}
			isGrowing={!listed}
			onTicked={keepTicked}
			onDone={onTake}
		/>
	);
}

/** The row of the only project of this name: it is ticked before its own ID is known. */
function idOf(name: string): string {
	// On one line, as ticks have to be.
	return `named ${JSON.stringify(name)}`;
}

function itemsOf(listed: readonly ListedProject[], known: ReadonlySet<string>) {
	const counts = Map.groupBy(listed, ({name}) => name);
	return listed.map(({id, name}) => {
		// A setup tells its projects apart by their names.
		const isShared = (counts.get(name)?.length ?? 0) > 1;
		return {
			id: isShared ? id : idOf(name),
			label: formatName(name),
			detail: `project ${id}${known.has(name) ? ' · in this setup' : ''}`,
			...(isShared && {
				disabled: `project ${id} shares its name with another`,
			}),
			value: {name, id},
		};
	});
}

/** Asks before the token of WORKATO_API_TOKEN goes to a host that is not one of Workato's data centres. */
export function TokenHostView({
	host,
	onAgree,
	onBack,
}: {
	readonly host: string;
	readonly onAgree: () => void;
	readonly onBack: () => void;
}) {
	return (
		<AgreeView
			warnings={[
				{
					code: 'token-host',
					message: `The token in WORKATO_API_TOKEN would be sent to ${host}. This is not one of Workato’s data centres: go on only if it is your company’s own Workato. The end of the address says whose it is.`,
				},
			]}
			refusal="keep the token here"
			onAgree={onAgree}
			onBack={onBack}
		/>
	);
}
