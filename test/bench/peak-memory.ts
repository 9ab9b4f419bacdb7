import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {manyProjects} from '../cli/many-projects.js';
import {homeSandbox} from '../end-to-end/home-sandbox.js';
import {runProgram} from '../end-to-end/run-program.js';
import {freshHome} from '../support/fresh-home.js';
import {applyFile} from './apply-file.js';
import {type Figure} from './figure.js';
import {openKeyList} from './open-screen.js';
import {buildMinimalInk} from './places.js';
import {openTimedTerminal, type TimedTerminal} from './timed-terminal.js';

const notePeak = fileURLToPath(new URL('note-peak.js', import.meta.url));

/** What was measured: the most memory taken, or the most that was held once the rubbish was collected. */
type Memory = {readonly taken: number; readonly held: number};

/**
The most memory that the program takes at its heaviest work, against an Ink program that does nothing; and how much of that it
holds, for V8 lets rubbish lie while there is room.
*/
export async function measurePeakMemory(): Promise<Figure[]> {
	const minimal = await peakOfMinimalInk();
	const reference = {name: 'minimal Ink', value: minimal};
	const few = await memoryOfCheck(20);
	const many = await memoryOfCheck(200);
	const fewKeys = await memoryOfKeyList(10);
	const manyKeys = await memoryOfKeyList(5000);
	return [
		{
			name: 'Peak memory, 5,000 keys listed',
			value: manyKeys.taken,
			unit: 'MB',
			reference,
		},
		{
			name: 'Held of that at most',
			value: manyKeys.held,
			unit: 'MB',
			reference: {name: '10 keys', value: fewKeys.held},
			note: `${each(fewKeys, manyKeys, 4990)} KB for each key.`,
		},
		{
			name: 'Peak memory, check of 20 projects',
			value: few.taken,
			unit: 'MB',
			reference,
		},
		{
			name: 'Peak memory, check of 200 projects',
			value: many.taken,
			unit: 'MB',
			reference,
		},
		{
			name: 'The same, against 20 projects',
			value: many.taken,
			unit: 'MB',
			reference: {name: '20 projects', value: few.taken},
			target: {of: 'ratio', most: 1.2},
		},
		{
			name: 'Held of that at most, 200 projects',
			value: many.held,
			unit: 'MB',
			reference: {name: '20 projects', value: few.held},
			note: `${each(few, many, 180)} KB for each project; the rest of the peak is rubbish that V8 has no reason to collect.`,
		},
	];
}

/** What each of `count` more costs, in KB. */
function each(few: Memory, many: Memory, count: number): string {
	return (((many.held - few.held) * 1024) / count).toFixed(1);
}

async function peakOfMinimalInk(): Promise<number> {
	await using home = await freshHome();
	const file = path.join(home.home, 'peak');
	await using terminal = openTimedTerminal(
		['--import', notePeak, await buildMinimalInk(home.home)],
		{...home.env, PEAK_FILE: file},
	);
	await terminal.waitFor(/The least/v);
	const peak = await leave(terminal, 'q', file);
	return peak;
}

async function memoryOfKeyList(count: number): Promise<Memory> {
	const peakOf = async (...flags: string[]) => {
		await using home = await freshHome();
		const file = path.join(home.home, 'peak');
		await using list = await openKeyList(count, {
			nodeArgs: [...flags, '--import', notePeak],
			env: {PEAK_FILE: file},
		});
		const peak = await leave(list.terminal, '\u{3}', file);
		return peak;
	};

	return {taken: await peakOf(), held: await peakOf('--expose-gc')};
}

async function memoryOfCheck(projects: number): Promise<Memory> {
	await using home = await freshHome();
	await using aws = await homeSandbox(home);
	await applyFile(home, await manyProjects(aws, projects), aws.env);
	const file = path.join(home.home, 'peak');
	const peakOf = async (...flags: string[]) => {
		const {code, stderr} = await runProgram(home, ['check'], {
			env: {
				...aws.env,
				NODE_OPTIONS: [...flags, `--import=${notePeak}`].join(' '),
				PEAK_FILE: file,
			},
		});
		if (code !== 0) {
			throw new Error(`check ended with ${code}: ${stderr}`);
		}

		return megabytesIn(file);
	};

	return {taken: await peakOf(), held: await peakOf('--expose-gc')};
}

async function leave(terminal: TimedTerminal, key: string, file: string): Promise<number> {
	terminal.send(key);
	await terminal.ended();
	return megabytesIn(file);
}

async function megabytesIn(file: string): Promise<number> {
	return Number(await readFile(file, 'utf8')) / 1024;
}
