import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';

/** Whether a process of this machine is running, somebody else's too. */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return !(
			error instanceof Error &&
			'code' in error &&
			error.code === 'ESRCH'
		);
	}
}

/**
When a process of this machine started, in the system's own words; tells a process from a later one with the same number.
Nothing where the system does not say (Windows), or when there is no such process.
*/
export function processStart(pid: number): string | undefined {
	try {
		if (process.platform === 'win32') {
			return undefined;
		}

		if (process.platform === 'linux') {
			// The name in brackets may hold anything; the start is the 22nd field (proc_pid_stat(5)), in ticks since boot.
			const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
			return stat.slice(stat.lastIndexOf(')') + 2).split(' ', 20)[19];
		}

		const text = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
			encoding: 'utf8',
			env: {...process.env, LC_ALL: 'C'},
			stdio: ['ignore', 'pipe', 'ignore'],
		});
		return text.trim() || undefined;
	} catch {
		return undefined;
	}
}
