import {rmSync, mkdtempSync} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {openSetupStore} from '../../source/setups/setup-store.js';
import {type JournalEntry} from '../../source/setups/saved-setup.js';
import {type Figure} from './figure.js';
import {interleave} from './interleave.js';

/** Entries that are written one after the other for one figure. */
const batch = 20;

const entry = (n: number): JournalEntry => ({
	change: `create-role Team-${n}`,
	group: `Team-${n}`,
	state: 'done',
	at: '2026-11-22T10:00:00.000Z',
	call: {
		service: 'iam',
		operation: 'CreateRole',
		input: {RoleName: `Workato-Team-${n}`, AssumeRolePolicyDocument: 'x'.repeat(450)},
	},
});

/** What one entry of the journal takes to be on disk, in a new setup and behind a long journal. */
export async function measureJournalEntries(): Promise<Figure[]> {
	const folder = mkdtempSync(path.join(os.tmpdir(), 'workato-aws-journal-'));
	try {
		const sizes = [0, 1000, 7000];
		const candidates = sizes.map((length) => {
			const store = openSetupStore(path.join(folder, String(length)));
			store.create({guide: 'secrets', name: 'production'});
			store.update('production', (saved) => ({
				...saved,
				journal: Array.from({length}, (_unused, n) => entry(n)),
			}));
			return async () => {
				const start = performance.now();
				for (let n = 0; n < batch; n++) {
					store.append('production', entry(n));
				}

				return (performance.now() - start) / batch;
			};
		});
		const [none = 0, ...longer] = await interleave(candidates, {rounds: 9});
		return longer.map((value, index) => ({
			name: `One entry behind ${index === 0 ? '700 KB' : '5 MB'} of journal`,
			value,
			unit: 'ms',
			reference: {name: 'an empty journal', value: none},
			target: {of: 'ratio', most: 1.5},
		}));
	} finally {
		rmSync(folder, {recursive: true, force: true});
	}
}
