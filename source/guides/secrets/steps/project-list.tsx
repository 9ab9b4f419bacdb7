import {type FilterItem} from '../../../ui/filter-items.js';
import {FilterList} from '../../../ui/filter-list.js';
import {formatName} from '../../../terminal/foreign-text.js';
import {TextAbove, type Told} from '../../steps/text-above.js';
import {type ProjectRow} from './project-state.js';

/** Something to do with all projects, as a row above them. */
export type ListAction<Action> = {
	readonly label: string;
	readonly detail?: string;
	readonly value: Action;
};

/**
The projects, one row each with its state, below what can be done with all of them: Enter does what is highlighted, or
opens the project. `first` is the project to begin on, else the first action.
*/
export function ProjectList<Action extends string>({
	text,
	message,
	actions,
	projects,
	first,
	status = '',
	onAction,
	onOpen,
}: {
	readonly text: string;
	readonly message?: Told | undefined;
	readonly actions: ReadonlyArray<ListAction<Action>>;
	readonly projects: ReadonlyArray<Omit<ProjectRow, 'isReady'>>;
	readonly first?: string | undefined;
	/** What goes on with them now. */
	readonly status?: string;
	readonly onAction: (action: Action) => void;
	readonly onOpen: (project: string) => void;
}) {
	const items: Array<FilterItem<{action: Action} | {project: string}>> = [
		...actions.map(({label, detail = '', value}) => ({
			// Its words may change while it stands there.
			id: `action ${value}`,
			label,
			detail,
			isAction: true,
			value: {action: value},
		})),
		...projects.map(({name, detail, about}) => ({
			id: `project ${name}`,
			label: formatName(name),
			detail,
			about,
			value: {project: name},
		})),
	];
	return (
		<TextAbove text={text} message={message} least={9}>
			{(rows) => (
				<FilterList
					key={first}
					items={items}
					rows={rows}
					placeholder="Type to find a project"
					emptyText="No project matches."
					status={status}
					{...(first !== undefined && {first: `project ${first}`})}
					onSelect={(value) => {
						if ('project' in value) {
							onOpen(value.project);
						} else {
							onAction(value.action);
						}
					}}
				/>
			)}
		</TextAbove>
	);
}
