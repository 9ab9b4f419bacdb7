import {Box} from 'ink';
import {Loading} from '../../../components/loading.js';
import {Message} from '../../../components/message.js';
import {PickList} from '../../../components/pick-list.js';
import {Select} from '../../../components/select.js';
import {useTicks} from '../../drafts.js';
import {StepFrame} from '../../step-frame.js';
import {TextAbove} from '../../steps/text-above.js';
import {useRequest} from '../../steps/use-request.js';
import {type ProjectAnswers} from '../answers.js';
import {type WorkatoApi} from '../workato-api.js';

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
	const known = new Set(projects.map(({name}) => name));
	return (
		<StepFrame
			keys={
				list?.state === 'found'
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
			{list === undefined ? (
				<Loading text="Asking Workato for its projects" />
			) : list.state === 'found' ? (
				<TextAbove text="Which of your projects get a role?">
					{(rows) => (
						<Picks
							listed={list.value}
							known={known}
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

function Picks({
	listed,
	known,
	rows,
	onTake,
}: {
	readonly listed: ReadonlyArray<{id: string; name: string}>;
	/** The names of the setup's projects. */
	readonly known: ReadonlySet<string>;
	readonly rows: number;
	readonly onTake: (rows: ProjectAnswers[]) => void;
}) {
	const [ticked, keepTicked] = useTicks(
		'projects',
		listed.filter(({name}) => known.has(name)).map(({id}) => id),
	);
	return (
		<PickList
			items={itemsOf(listed, known)}
			chosen={ticked}
			rows={rows}
			placeholder="Type to find a project"
			emptyText="No project matches."
			onTicked={keepTicked}
			onDone={onTake}
		/>
	);
}

function itemsOf(
	listed: ReadonlyArray<{id: string; name: string}>,
	known: ReadonlySet<string>,
) {
	const counts = Map.groupBy(listed, ({name}) => name);
	return listed.map(({id, name}) => ({
		id,
		label: name,
		detail: `project ${id}${known.has(name) ? ' · in this setup' : ''}`,
		// A setup tells its projects apart by their names.
		...((counts.get(name)?.length ?? 0) > 1 && {
			disabled: `project ${id} shares its name with another`,
		}),
		value: {name, id},
	}));
}
