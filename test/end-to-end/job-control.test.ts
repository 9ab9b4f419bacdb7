import {execFileSync} from 'node:child_process';
import process from 'node:process';
import {expect, test, vi} from 'vitest';
import {freshHome} from '../support/fresh-home.js';
import {openTerminal} from '../support/pseudo-terminal.js';
import {program} from './run-program.js';

vi.setConfig({testTimeout: 60_000});

/** The process of the program, which a shell started. */
function childOf(shell: number): number {
	const found = execFileSync('ps', ['-o', 'pid=', '--ppid', String(shell)], {
		encoding: 'utf8',
	});
	return Number(found.trim().split('\n', 1)[0]);
}

test.skipIf(process.platform !== 'linux')(
	'Ctrl+Z, a SIGTSTP and a SIGSTOP from outside stop it, and fg brings it back whole',
	async () => {
		await using home = await freshHome();
		await using terminal = openTerminal({
			command: 'bash',
			args: ['--noprofile', '--norc', '-i'],
			env: {...home.env, PS1: 'shell> '},
			cwd: home.home,
		});
		await terminal.waitFor('shell>');
		await terminal.type(`'${process.execPath}' '${program}' secrets --sandbox=fresh\n`);
		await terminal.waitFor(/Practice\/you.*Name of the environment.*Ctrl\+Y help/sv);
		await terminal.settled();
		const screen = terminal.screen();
		const pid = childOf(terminal.pid);
		const stops = [
			async () => terminal.press('ctrl+z'),
			() => process.kill(pid, 'SIGTSTP'),
			() => process.kill(pid, 'SIGSTOP'),
		];
		for (const [count, stop] of stops.entries()) {
			await stop();
			await terminal.waitUntil(
				() => terminal.output().split('Stopped').length === count + 2,
				'the shell to say that it was stopped',
			);
			if (count < 2) {
				// The shell has its own screen, and pastes are its own.
				await terminal.waitFor(/shell>\s*$/v);
				expect(terminal.isAlternateScreen).toBe(false);
			}

			await terminal.type('fg\n');
			await terminal.waitFor(/Name of the environment/v);
			await terminal.settled();
			expect(terminal.screen()).toBe(screen);
			expect(terminal.isAlternateScreen).toBe(true);
		}

		await terminal.paste('staging');
		await terminal.waitFor(/[>❯] staging/v);
		await terminal.press('enter');
		await terminal.waitFor(/Before you start/v);
		await terminal.press('ctrl+c');
		await terminal.waitFor(/Saved as “staging”/v);
	},
);

test.skipIf(process.platform !== 'linux')(
	'in plain lines the question is asked again after fg',
	async () => {
		await using home = await freshHome();
		await using terminal = openTerminal({
			command: 'bash',
			args: ['--noprofile', '--norc', '-i'],
			env: {...home.env, PS1: 'shell> '},
			cwd: home.home,
		});
		await terminal.waitFor('shell>');
		await terminal.type(
			`'${process.execPath}' '${program}' secrets --sandbox=fresh --accessible\n`,
		);
		const question = 'Name of the environment (now';
		await terminal.waitFor(question);
		await terminal.press('ctrl+z');
		await terminal.waitFor(/Stopped.*shell>\s*$/sv);
		await terminal.type('fg\n');
		await terminal.waitUntil(
			() => terminal.output().split(question).length === 3,
			'the question once more',
		);
		await terminal.type('staging\n');
		await terminal.waitFor(/EKM|Secrets “staging”/v);
	},
);
