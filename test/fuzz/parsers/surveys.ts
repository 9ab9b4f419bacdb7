import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {checkJson} from '../../../source/guides/checklist-table.js';
import {checkLines} from '../../../source/cli/check-text.js';
import {lineText} from '../../../source/cli/context.js';
import {scopeLines, planLines} from '../../../source/cli/plan-text.js';
import {loadGuide} from '../../../source/guides/registry.js';
import {startSandbox} from '../../../source/sandbox/server.js';
import {type SavedSetup} from '../../../source/setups/saved-setup.js';
import {symbols} from '../../../source/terminal/symbols.js';
import {drawJson, drawLines} from '../drawn.js';
import {type FuzzedParser} from '../parser.js';
import {randomOf} from '../random.js';
import {spoil} from '../spoil-answer.js';
import {openSpoiledAws} from '../spoiled-aws.js';
import {sandboxKeySetup, sandboxRolesSetup} from '../sandbox-setups.js';

/** What AWS says about a key, read by the SDK, planned, checked and drawn. */
export const keySurvey: FuzzedParser = surveyed('survey-of-key', sandboxKeySetup);

/** What AWS says about roles and secrets, likewise. */
export const roleSurvey: FuzzedParser = surveyed('survey-of-roles', sandboxRolesSetup);

function surveyed(name: string, saved: SavedSetup): FuzzedParser {
	return {
		name,
		bound: 10_000,
		cases: 2000,
		async open() {
			const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workato-aws-fuzz-'));
			const sandbox = await startSandbox({
				stateFile: path.join(folder, 'state.json'),
				seeded: true,
			});
			const guide = await loadGuide(saved.setup.guide);
			if (!guide) {
				throw new Error('There is no such guide.');
			}

			let random = randomOf(0, name, 0);
			const {session, stopRecording} = openSpoiledAws(
				sandbox,
				// One answer in three, so that what follows from the others is reached, too.
				(answer) => (random.oneIn(3) ? spoil(random, answer) : answer),
			);
			const whole = await guide.assess(session, saved);
			stopRecording();
			await sandbox.close();
			if (whole.identity.state !== 'found') {
				throw new Error(
					`The answers to spoil could not be recorded: ${JSON.stringify(whole.identity)}`,
				);
			}

			// An empty account would leave nothing to spoil.
			const gone = whole.plan.blockers.filter(({code}) => code.endsWith('NotFound'));
			if (gone.length > 0) {
				throw new Error(`Nothing is there: ${gone[0]?.message ?? ''}`);
			}

			return {
				async try(next) {
					random = next;
					const {identity, plan, checks, warnings, names, leftAsIs} = await guide.assess(
						session,
						saved,
					);
					const checked = [{name: 'x', guide: guide.id, account: '', region: '', checks}];
					drawLines([
						...[
							...checkLines(checked, symbols(true)),
							...planLines(plan.changes, {
								symbols: symbols(true),
								columns: 80,
							}),
						].map((line) => lineText(line)),
						...plan.blockers.flatMap(({message, hint}) => [message, hint]),
						...warnings.map(({message}) => message),
						...leftAsIs,
						...Object.entries(names).flat(),
						...(identity.state === 'found'
							? scopeLines('x', identity.value, session)
							: [JSON.stringify(identity)]),
					]);
					drawJson(checkJson(checked));
					const fault = [
						...checks.map(({detail}) => detail),
						...plan.blockers.map(({code}) => code),
					].find((text) => text.includes('OwnFault'));
					if (fault !== undefined) {
						throw new Error(fault);
					}
				},
				async close() {
					session.close();
					fs.rmSync(folder, {recursive: true});
				},
			};
		},
	};
}
