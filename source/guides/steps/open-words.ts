import {type Tools} from '../../terminal/tools.js';
import {type Told} from './text-above.js';

/** Opens a page in the browser and says what came of it; where none opens, why, and the address to open by hand. */
export async function openPage(
	tools: Pick<Tools, 'open'>,
	address: string,
): Promise<Told> {
	const opened = await tools.open(address);
	return opened.opened
		? {kind: 'info', text: 'Opened in the browser.'}
		: {
				kind: 'warning',
				text: `Not opened: ${opened.reason}. The address is ${address}`,
			};
}
