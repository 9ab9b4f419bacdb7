import {type Figure} from './figure.js';
import {measureFirstScreen} from './first-screen.js';
import {measureKeysToScreen} from './keys-to-screen.js';
import {measurePlainCommands} from './plain-commands.js';
import {measureRoundTrips} from './round-trips.js';

/** Every measurement by its name on the command line, in the order of the table. */
export const measures: Readonly<Record<string, () => Promise<Figure[]>>> = {
	'first-screen': measureFirstScreen,
	'plain-commands': measurePlainCommands,
	'round-trips': measureRoundTrips,
	keys: measureKeysToScreen,
};
