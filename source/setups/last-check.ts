import fs from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fieldsOf} from '../json.js';
import {setupFileName} from './setup-name.js';

/** What the checklist of a setup came to when it was looked at last: how many rows of each status there were. */
export type LastCheck = {
	/** ISO 8601, UTC. */
	readonly at: string;
	readonly rows: Readonly<Record<Status, number>>;
};

type Status = (typeof statuses)[number];

const statuses = ['pass', 'warn', 'fail', 'unknown', 'waiting'] as const;

/** Whose look it is: another setup may have had the same name before. */
type CheckedSetup = {readonly runId: string; readonly setup: {readonly name: string}};

/** The file beside a setup's own: a look is no answer, and must neither wait for nor change what is. */
export function lastCheckFile(folder: string, name: string): string {
	return path.join(folder, `${path.parse(setupFileName(name)).name}.looked`);
}

/**
Remembers what a look at a setup came to. Where that cannot be written the look before it stays, which is told with its own time: nothing
that anybody gave is lost, so nobody is told.
*/
export function saveLastCheck(
	folder: string,
	{runId, setup}: CheckedSetup,
	{at, rows}: LastCheck,
): void {
	const file = lastCheckFile(folder, setup.name);
	const beside = `${file}.${process.pid}`;
	try {
		fs.writeFileSync(beside, JSON.stringify({runId, at, rows}), {mode: 0o600});
		fs.renameSync(beside, file);
	} catch {
		removeIfThere(beside);
	}
}

function removeIfThere(file: string): void {
	try {
		fs.rmSync(file, {force: true});
	} catch {}
}

/** What the last look at a setup came to; nothing where nobody has looked, or what stands there cannot be read. */
export function readLastCheck(folder: string, {runId, setup}: CheckedSetup): LastCheck | undefined {
	const saved = fieldsOf(readJson(lastCheckFile(folder, setup.name)));
	const rows = fieldsOf(saved.rows);
	const isCounted = statuses.every((status) => Number.isSafeInteger(rows[status]));
	return isCounted &&
		saved.runId === runId &&
		typeof saved.at === 'string' &&
		!Number.isNaN(Date.parse(saved.at))
		? {
				at: saved.at,
				rows: {
					pass: Number(rows.pass),
					warn: Number(rows.warn),
					fail: Number(rows.fail),
					unknown: Number(rows.unknown),
					waiting: Number(rows.waiting),
				},
			}
		: undefined;
}

function readJson(file: string): unknown {
	try {
		return JSON.parse(fs.readFileSync(file, 'utf8'));
	} catch {
		return undefined;
	}
}
