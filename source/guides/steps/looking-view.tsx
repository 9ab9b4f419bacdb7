import {Loading} from '../../ui/loading.js';
import {type Check, type GroupNoun} from '../guide.js';
import {lookWords} from '../pace-words.js';
import {useElapsed} from './use-elapsed.js';

/** AWS is being asked. Hundreds of groups take AWS's pace, so it says how far that is. */
export function LookingView({
	text = 'Asking AWS what is there already',
	checks,
	groupNoun,
}: {
	readonly text?: string;
	readonly checks: readonly Check[];
	readonly groupNoun: GroupNoun;
}) {
	const elapsed = useElapsed();
	const pace = lookWords(checks, elapsed, groupNoun);
	return <Loading text={pace === '' ? text : `${text}: ${pace}`} />;
}
