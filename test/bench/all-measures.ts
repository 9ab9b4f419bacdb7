import {type Figure} from './figure.js';
import {measureFirstScreen} from './first-screen.js';
import {measureJournalEntries} from './journal-entries.js';
import {measureKeysToScreen} from './keys-to-screen.js';
import {measurePeakMemory} from './peak-memory.js';
import {measurePlainCommands} from './plain-commands.js';
import {measureRoundTrips} from './round-trips.js';
import {measureSize} from './size.js';
import {measureThousandProjects} from './thousand-projects.js';
import {measureWatchMemory} from './watch-memory.js';

/** Every measurement by its name on the command line, in the order of the table. */
export const measures: Readonly<Record<string, () => Promise<Figure[]>>> = {
	'first-screen': measureFirstScreen,
	'plain-commands': measurePlainCommands,
	size: measureSize,
	'round-trips': measureRoundTrips,
	keys: measureKeysToScreen,
	journal: measureJournalEntries,
	memory: measurePeakMemory,
	watch: measureWatchMemory,
	thousand: measureThousandProjects,
};
