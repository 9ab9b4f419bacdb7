import {test, vi} from 'vitest';
import {visitHelp} from '../end-to-end/help-anywhere.js';
import {openProgram} from '../end-to-end/run-program.js';
import {seedTour, manyProjectsTour, oneProjectTour} from '../end-to-end/secrets-tour.js';
import {freshHome} from '../support/fresh-home.js';

vi.setConfig({testTimeout: 300_000});

test.concurrent.each([
	['one project', oneProjectTour, 80, 24],
	['many projects', manyProjectsTour, 40, 20],
] as const)(
	'every screen of the secrets guide has help, for %s',
	async (_, tour, columns, rows) => {
		await using home = await freshHome();
		await seedTour(home);
		await using terminal = openProgram(home, {
			args: ['secrets', '--sandbox'],
			columns,
			rows,
		});
		for (const stop of tour) {
			await terminal.waitFor(stop.sign);
			await visitHelp(terminal, stop.sign);
			await stop.leave(terminal);
		}
	},
);
