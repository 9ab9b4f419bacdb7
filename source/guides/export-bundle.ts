import packageFile from '../../package.json' with {type: 'json'};
import {exportFiles} from '../engine/export/export-text.js';
import {exportFormats, type ExportFormat} from '../engine/export/formats.js';
import {policyText, undoStatements} from '../engine/export/permissions.js';
import {bundleFiles, bundleReadme, type LeftOut} from '../engine/export/readme.js';
import {templateYaml} from '../engine/export/template-yaml.js';
import {InputError} from '../diagnostic.js';
import {type Json} from '../json.js';
import {type ExportPlan} from '../resources/export.js';
import {type SavedSetup, type SetupFile} from '../setups/saved-setup.js';
import {escapeCodePoints} from '../terminal/foreign-text.js';
import {checkJson, summarise} from './checklist-table.js';
import {guideOf, planExport, type AskAws, type PlannedExport} from './export-setup.js';
import {type Check} from './guide.js';

/** A folder for a pull request: its files, the first page first, and what is not in it. */
export type Bundle = {
	files: Array<{name: string; text: string}>;
	leftOut: LeftOut[];
	/** What was left to find out for whoever applies it, and why; one sentence each. */
	notes: string[];
};

/**
Writes a setup out in every format that can say it, with the setup file, the permissions to apply it and to take it back, what the
checklist should say then, and a first page that explains it all. A format that cannot say the setup is left out, and the page says why.
Rejects as `exportSetup` does for what no format can say.
*/
export async function exportBundle(saved: SavedSetup, ask?: AskAws): Promise<Bundle> {
	const planned = await planExport('permissions', saved, ask);
	const forScript =
		saved.runId === ''
			? await planExport('shell', saved, planned.plan.unknown.size > 0 ? undefined : ask)
			: planned;
	const {plan, notes} = planned;
	const guide = await guideOf(saved);

	const written: Array<{name: string; text: string}> = [];
	const beside: Array<{name: string; format: ExportFormat}> = [];
	const leftOut: LeftOut[] = [];
	for (const {id, inBundle} of exportFormats) {
		try {
			const {plan: own} = id === 'shell' ? forScript : planned;
			const [{text}, ...others] = exportFiles(id, {...own, fileName: inBundle});
			const besideIt = others.map((each) => ({name: each.fileName, text: each.text}));
			written.push({name: inBundle, text}, ...besideIt);
			beside.push(...besideIt.map(({name}) => ({name, format: id})));
		} catch (error) {
			leftOut.push(whyLeftOut(id, error));
		}
	}

	const {checks, outputs} = await expectedOf(planned, saved);
	const readme = bundleReadme(plan, {
		summary: guide.summary,
		purpose: guide.purpose,
		version: packageFile.version,
		...(plan.unknown.size > 0 && {unknown: planned.unknownWhat}),
		beside,
		leftOut,
		outputs,
		expected: summarise(checks),
	});
	return {
		files: [
			{name: bundleFiles.readme, text: readme},
			{name: bundleFiles.setup, text: setupYaml(guide.asData(saved.setup), plan)},
			...written,
			{name: bundleFiles.undo, text: policyText(undoStatements(plan))},
			{
				name: bundleFiles.expected,
				text: jsonText(
					checkJson([
						{
							name: plan.name,
							guide: guide.id,
							account: plan.account ?? '',
							region: plan.region,
							checks,
						},
					]),
				),
			},
		],
		leftOut,
		notes,
	};
}

function whyLeftOut(format: ExportFormat, error: unknown): LeftOut {
	if (error instanceof InputError) {
		return {format, reason: error.message, hint: error.hint};
	}

	throw error;
}

// What a row only says because nobody has looked yet is not to be expected of it. An account that nobody has named has some number.
async function expectedOf(
	planned: PlannedExport,
	saved: SavedSetup,
): Promise<ReturnType<PlannedExport['applied']>> {
	const someAccount =
		planned.plan.account === undefined ? accountUnlike(JSON.stringify(saved.setup)) : undefined;
	const {applied} =
		someAccount === undefined
			? planned
			: await planExport('permissions', {...saved, account: someAccount});
	const {checks, outputs} = applied();
	const named = (text: string) =>
		someAccount === undefined ? text : text.replaceAll(someAccount, 'ACCOUNT-ID');
	return {
		checks: checks.map((row): Check => ({
			...row,
			detail:
				row.status === 'unknown' ? 'Only AWS can tell, once it is applied.' : named(row.detail),
			fix: row.status === 'unknown' ? '' : named(row.fix),
		})),
		outputs: outputs.map((each) => ({...each, value: named(each.value)})),
	};
}

function accountUnlike(text: string): string {
	let account = 200_000_000_001;
	while (text.includes(String(account))) {
		account++;
	}

	return String(account);
}

function setupYaml({guide, name, ...answers}: SetupFile, {region}: ExportPlan): string {
	return templateYaml(
		[`The setup "${name}" of workato-aws: workato-aws apply -f ${bundleFiles.setup}`],
		{guide, name, ...answers, region},
	);
}

function jsonText(value: Json): string {
	return escapeCodePoints(`${JSON.stringify(value, undefined, 2)}\n`);
}
