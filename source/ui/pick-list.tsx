import {useState, type ComponentProps} from 'react';
import {FilterList} from './filter-list.js';
import {useIsLineMode, type Effect} from './line-mode.js';
import {useKeyState} from './use-key-state.js';

/**
A list to choose several rows from. Tab ticks a row, Ctrl+A all that are shown; Enter hands the ticked values over in the
order of the list; with none ticked it takes none, and says how to tick. `rows` is the whole height it may take.
*/
export function PickList<Value>({
	items,
	chosen,
	onTicked,
	onDone,
	status = '',
	...list
}: Omit<
	ComponentProps<typeof FilterList<Value>>,
	'onSelect' | 'ticked' | 'onTick'
> & {
	/** The ids that are ticked at the start. */
	readonly chosen: readonly string[];
	/** Hears the ids that are ticked, after each change. */
	readonly onTicked?: (ids: readonly string[]) => void;
	readonly onDone: (values: Value[]) => Effect;
}) {
	const {drawn, newest, set} = useKeyState<{ids: ReadonlySet<string>}>(() => ({
		ids: new Set(chosen),
	}));
	const isLineMode = useIsLineMode();
	// Enter was pressed with nothing ticked.
	const [isAsked, setIsAsked] = useState(false);
	// Not what was chosen before and is not in the list.
	const count = items.filter(({id}) => drawn.ids.has(id)).length;
	return (
		<FilterList
			{...list}
			items={items}
			ticked={drawn.ids}
			status={[
				isLineMode || items.length === 0
					? ''
					: count === 0 && isAsked
						? 'none ticked: Tab ticks'
						: `${count} ticked`,
				status,
			]
				.filter((part) => part !== '')
				.join(', ')}
			onTick={(ids) => {
				const ticked = toggled((newest() ?? drawn).ids, ids);
				set({ids: ticked});
				onTicked?.([...ticked]);
			}}
			onSelect={(): Effect => {
				const {ids} = newest() ?? drawn;
				const ticked = items.filter(({id}) => ids.has(id));
				if (ticked.length > 0) {
					return onDone(ticked.map(({value}) => value));
				}

				setIsAsked(true);
			}}
		/>
	);
}

/** Ticks the rows; where all of them are ticked already, takes their ticks away. */
export function toggled(
	ticked: ReadonlySet<string>,
	ids: readonly string[],
): ReadonlySet<string> {
	const isAll = ids.every((id) => ticked.has(id));
	return isAll
		? new Set([...ticked].filter((id) => !ids.includes(id)))
		: new Set([...ticked, ...ids]);
}
