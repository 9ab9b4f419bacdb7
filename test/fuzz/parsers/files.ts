import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {Buffer} from 'node:buffer';
import {exportSetup} from '../../../source/guides/export-setup.js';
import {exportFormats} from '../../../source/engine/export/formats.js';
import {effectsOf, openIntents} from '../../../source/engine/replay.js';
import {journaledKey, takenBackAt} from '../../../source/guides/ekm/locate-key.js';
import {allGuides} from '../../../source/guides/registry.js';
import {checkShape} from '../../../source/setups/check-shape.js';
import {InputError} from '../../../source/diagnostic.js';
import {readSetupFile} from '../../../source/setups/read-setup-file.js';
import {savedSetupSchema, type SetupFile} from '../../../source/setups/saved-setup.js';
import {openSetupStore} from '../../../source/setups/setup-store.js';
import {drawJson, drawLines, assertPlain, wordsOfRefusal} from '../drawn.js';
import {mutateJson} from '../mutate-json.js';
import {mutateText} from '../mutate-text.js';
import {type FuzzedParser} from '../parser.js';
import {savedSamples, setupSamples} from '../samples.js';
import {realProjects, realSetup} from '../../setups/real-setup.js';

/** Setup files, YAML and JSON; those that are accepted are exported in every format. */
export const setupFile: FuzzedParser = {
	name: 'setup-file',
	bound: 5000,
	cases: 100_000,
	async open() {
		const loaded = await Promise.all(allGuides().map(async ({load}) => load()));
		const shapes = Object.fromEntries(loaded.map(({id, schema}) => [id, schema]));
		return {
			async try(random) {
				let setup: SetupFile;
				try {
					setup = random.oneIn(2)
						? readSetupFile(mutateText(random, setupSamples), 'x', shapes)
						: readSetupFile(
								JSON.stringify(
									mutateJson(random, random.pick([realSetup.setup, realProjects.setup])),
								) ?? '',
								'x',
								shapes,
							);
				} catch (error) {
					drawLines(wordsOfRefusal(error, InputError));
					return;
				}

				await exportAll(setup);
			},
		};
	},
};

async function exportAll(setup: SetupFile): Promise<void> {
	for (const {id: format} of exportFormats) {
		try {
			const {text, fileName} = await exportSetup(format, {
				...realSetup,
				setup: {...setup, region: setup.region ?? 'us-east-1'},
			});
			// Files are indented with tabs, as these formats are by custom.
			assertPlain(text.replaceAll('\t', ' '));
			assertPlain(fileName);
		} catch (error) {
			drawLines(wordsOfRefusal(error, InputError));
		}
	}
}

/** Saved setups on disk: cut, spoiled, of another shape; listed, read and mended. */
export const savedSetup: FuzzedParser = {
	name: 'saved-setup',
	bound: 2000,
	cases: 100_000,
	open() {
		const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workato-aws-fuzz-'));
		const file = path.join(folder, 'production.json');
		const store = openSetupStore(folder);
		return {
			try(random) {
				const text = random.oneIn(3)
					? (JSON.stringify(
							mutateJson(random, random.pick([realSetup, realProjects])),
							undefined,
							'\t',
						) ?? '')
					: mutateText(random, savedSamples);
				const bytes = Buffer.from(text, random.oneIn(20) ? 'latin1' : 'utf8');
				fs.writeFileSync(file, bytes);
				for (const each of store.list()) {
					drawLines([JSON.stringify(each)]);
				}

				try {
					const saved = store.read('production');
					checkShape(saved, savedSetupSchema, 'x');
				} catch (error) {
					drawLines(wordsOfRefusal(error, InputError));
				}

				if (!fs.readFileSync(file).equals(bytes)) {
					throw new Error('Reading changed the file.');
				}
			},
			async close() {
				fs.rmSync(folder, {recursive: true});
			},
		};
	},
};

/** Journals of every shape that the file may have: what undo and resuming make of them. */
export const journal: FuzzedParser = {
	name: 'journal',
	bound: 1000,
	cases: 100_000,
	open: () => ({
		try(random) {
			const entries = mutateJson(random, realSetup.journal);
			const parsed = savedSetupSchema.shape.journal.safeParse(entries);
			if (!parsed.success) {
				return;
			}

			openIntents(parsed.data);
			journaledKey({journal: parsed.data});
			takenBackAt(parsed.data);
			try {
				const effects = JSON.stringify(effectsOf(parsed.data));
				drawLines([effects]);
				drawJson({effects});
			} catch (error) {
				drawLines(wordsOfRefusal(error, InputError));
			}
		},
	}),
};
