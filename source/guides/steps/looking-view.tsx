import {Loading} from '../../components/loading.js';
import {type Check} from '../guide.js';
import {paceWords} from './group-rows.js';
import {useElapsed} from './use-elapsed.js';

/**
AWS is being asked for what is there. Hundreds of projects take AWS's pace, so it says how far that is; a project is known
once one of its rows waits no more.
*/
export function LookingView({checks}: {readonly checks: readonly Check[]}) {
	const elapsed = useElapsed();
	const groups = Map.groupBy(
		checks.filter(({group}) => group !== undefined),
		({group}) => group,
	);
	const known = Array.from(groups, ([, rows]) => rows).filter((rows) =>
		rows.some(({status}) => status !== 'waiting'),
	).length;
	const text = 'Asking AWS what is there already';
	return (
		<Loading
			text={
				groups.size < 2
					? text
					: `${text}: ${paceWords({done: known, total: groups.size, elapsed, unit: 'projects'})}`
			}
		/>
	);
}
