import {Loading} from '../../components/loading.js';
import {type Check} from '../guide.js';
import {lookWords} from '../pace-words.js';
import {useElapsed} from './use-elapsed.js';

/** AWS is being asked. Hundreds of projects take AWS's pace, so it says how far that is. */
export function LookingView({
	text = 'Asking AWS what is there already',
	checks,
}: {
	readonly text?: string;
	readonly checks: readonly Check[];
}) {
	const elapsed = useElapsed();
	const pace = lookWords(checks, elapsed);
	return <Loading text={pace === '' ? text : `${text}: ${pace}`} />;
}
