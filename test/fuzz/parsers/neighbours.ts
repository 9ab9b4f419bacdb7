import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import {z} from 'zod';
import {checkSetup} from '../../../source/cli/check-setup.js';
import {checkJson} from '../../../source/guides/checklist-table.js';
import {checkLines} from '../../../source/cli/check-text.js';
import {lineText} from '../../../source/cli/context.js';
import {type AwsAccess} from '../../../source/cli/open-aws.js';
import {openSession} from '../../../source/aws/session.js';
import {type Check} from '../../../source/guides/guide.js';
import {startSandbox} from '../../../source/sandbox/server.js';
import {type Json} from '../../../source/json.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {readSetupOnDisk} from '../../../source/setups/setup-on-disk.js';
import {symbols} from '../../../source/terminal/symbols.js';
import {drawJson, drawLines} from '../drawn.js';
import {mutateJson} from '../mutate-json.js';
import {type FuzzedParser} from '../parser.js';
import {type Random} from '../random.js';
import {sandboxKeySetup, sandboxRolesSetup} from '../sandbox-setups.js';

const sound = {
	name: 'Sound',
	externalId: 'workato_iam_external_id_77_7',
	role: {use: 'SharedIntegrations'},
	secrets: {prefix: 'workato/orders/'},
};

/** A list of projects, one of them damaged. */
function withDamage(random: Random): SavedSetup {
	const {setup} = sandboxRolesSetup;
	const projects = Array.isArray(setup.projects) ? setup.projects : [];
	const damaged = mutateJson(
		random,
		// A role for two projects would rightly show at both.
		random.pick(projects.slice(1)),
	);
	return {
		...sandboxRolesSetup,
		setup: {...setup, projects: [toJson(damaged), sound]},
	};
}

function toJson(value: unknown): Json {
	return z.json().catch(null).parse(value);
}

/**
Any field of a saved setup damaged, on disk: whatever can be read of it is checked without a fault, and a damaged project leaves
the rows of the one beside it as they are.
*/
export const neighbours: FuzzedParser = {
	name: 'neighbours',
	bound: 10_000,
	cases: 3000,
	async open() {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workato-aws-fuzz-'));
		const sandbox = await startSandbox({
			stateFile: path.join(folder, 'state.json'),
			seeded: true,
		});
		const session = openSession({region: 'us-east-1', env: {}, sandbox});
		const access: AwsAccess = {
			env: {},
			flags: {sandbox: true, freshSandbox: false},
			open: async () => session,
			sessions: () => [session],
			close: async () => undefined,
		};
		const check = async (saved: Parameters<typeof checkSetup>[0]) => {
			const checked = await checkSetup(saved, access);
			drawLines(checkLines([checked], symbols(true)).map((line) => lineText(line)));
			drawJson(checkJson([checked]));
			const fault = checked.checks.find(({detail}) => detail.includes('OwnFault'));
			if (fault) {
				throw new Error(`A fault: ${fault.detail}`);
			}

			return checked.checks;
		};

		const whole = rowsOf(
			await check({
				...sandboxRolesSetup,
				setup: {
					...sandboxRolesSetup.setup,
					projects: [{name: 'Other'}, sound],
				},
			}),
		);
		if (whole.length < 10) {
			throw new Error('The sound project has no rows.');
		}

		return {
			async try(random) {
				if (random.oneIn(2)) {
					const rows = await check(withDamage(random));
					const isWhole = isDeepStrictEqual(rowsOf(rows), whole);
					const isRefused = rows.some(({id}) => id === 'saved-setup');
					if (!isWhole && !isRefused) {
						throw new Error(
							`Another row: ${JSON.stringify(rowsOf(rows).filter((row, index) => !isDeepStrictEqual(row, whole[index])))}`,
						);
					}

					return;
				}

				const damaged = mutateJson(random, random.pick([sandboxKeySetup, sandboxRolesSetup]));
				fs.writeFileSync(path.join(folder, 'production.json'), JSON.stringify(damaged) ?? '');
				const onDisk = readSetupOnDisk(folder, 'production');
				if (onDisk.state === 'saved') {
					await check(onDisk.saved);
				} else if (onDisk.state === 'broken' && onDisk.recovered) {
					await check(onDisk.recovered);
				}
			},
			async close() {
				session.close();
				await sandbox.close();
				fs.rmSync(folder, {recursive: true});
			},
		};
	},
};

function rowsOf(checks: readonly Check[]): Check[] {
	return checks.filter(({group}) => group === sound.name);
}
