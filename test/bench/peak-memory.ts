import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {manyProjects} from '../commands/many-projects.js';
import {practiceAws} from '../end-to-end/practice-aws.js';
import {runProgram} from '../end-to-end/run-program.js';
import {freshHome} from '../support/fresh-home.js';
import {applyFile} from './apply-file.js';
import {type Figure} from './figure.js';
import {openKeyList} from './open-key-list.js';
import {buildMinimalInk} from './places.js';
import {openTimedTerminal, type TimedTerminal} from './timed-terminal.js';

const notePeak = fileURLToPath(new URL('note-peak.js', import.meta.url));

/** The most memory that the program holds at its heaviest work, against an Ink program that does nothing. */
export async function measurePeakMemory(): Promise<Figure[]> {
	const minimal = await peakOfMinimalInk();
	const reference = {name: 'minimal Ink', value: minimal};
	const few = await peakOfCheck(20);
	const many = await peakOfCheck(200);
	return [
		{
			name: 'Peak memory, 5,000 keys listed',
			value: await peakOfKeyList(),
			unit: 'MB',
			reference,
		},
		{
			name: 'Peak memory, check of 20 projects',
			value: few,
			unit: 'MB',
			reference,
		},
		{
			name: 'Peak memory, check of 200 projects',
			value: many,
			unit: 'MB',
			reference,
		},
		{
			name: 'The same, against 20 projects',
			value: many,
			unit: 'MB',
			reference: {name: '20 projects', value: few},
			target: {of: 'ratio', most: 1.2},
		},
	];
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

async function peakOfKeyList(): Promise<number> {
	await using home = await freshHome();
	const file = path.join(home.home, 'peak');
	await using list = await openKeyList(5000, {
		nodeArgs: ['--import', notePeak],
		env: {PEAK_FILE: file},
	});
	const peak = await leave(list.terminal, '\u{3}', file);
	return peak;
}

async function peakOfCheck(projects: number): Promise<number> {
	await using home = await freshHome();
	await using aws = await practiceAws(home);
	await applyFile(home, await manyProjects(aws, projects), aws.env);
	const file = path.join(home.home, 'peak');
	const {code, stderr} = await runProgram(home, ['check'], {
		env: {
			...aws.env,
			NODE_OPTIONS: `--import=${notePeak}`,
			PEAK_FILE: file,
		},
	});
	if (code !== 0) {
		throw new Error(`check ended with ${code}: ${stderr}`);
	}

	const peak = await megabytesIn(file);
	return peak;
}

async function leave(
	terminal: TimedTerminal,
	key: string,
	file: string,
): Promise<number> {
	terminal.send(key);
	await terminal.ended();
	return megabytesIn(file);
}

async function megabytesIn(file: string): Promise<number> {
	return Number(await readFile(file, 'utf8')) / 1024;
}
