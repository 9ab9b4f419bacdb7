import process from 'node:process';
import {useEffect, useEffectEvent} from 'react';
import {useApp} from 'ink';
import {useInput} from '../ui/use-input.js';

// Milliseconds within which a signal is that of our own stop.
const ownSignal = 100;

/**
Stops the program at Ctrl+Z, and at a SIGTSTP or SIGSTOP from elsewhere, as the shell expects: the terminal is given back as it
was, and taken again, whole, when the program goes on. Windows knows no such thing.
*/
export function useJobControl(isDrawn: boolean): void {
	const {suspendTerminal} = useApp();
	const isActive = isDrawn && process.platform !== 'win32';

	/** Gives the terminal back for as long as `stop` takes. An editor may have it already, and keeps it. */
	const lendFor = useEffectEvent(async (stop: () => void) => {
		let suspension: Awaited<ReturnType<typeof suspendTerminal>> | undefined;
		try {
			suspension = await suspendTerminal();
		} catch {
			stop();
			return;
		}

		stop();
		// The alternate screen begins where the cursor stands; a frame of full height needs the top.
		process.stdout.write('\u{1B}[?1049h\u{1B}[2J\u{1B}[H');
		await suspension.resume();
	});

	useEffect(() => {
		if (!isActive) {
			return;
		}

		let isStopping = false;
		let continuedAt = -Infinity;
		// By the signal's own way, not by SIGSTOP: where no shell waits to continue it, the program goes on.
		const stopHere = () => {
			process.off('SIGTSTP', onStop);
			process.kill(process.pid, 'SIGTSTP');
			continuedAt = performance.now();
			process.on('SIGTSTP', onStop);
		};

		const onStop = () => {
			if (isStopping) {
				return;
			}

			isStopping = true;
			void lendFor(stopHere).finally(() => {
				isStopping = false;
			});
		};

		// After a SIGSTOP, which nobody hears, the shell has set the terminal to its own liking. The SIGCONT of a stop of ours is heard late.
		const onContinue = () => {
			if (!isStopping && performance.now() - continuedAt > ownSignal) {
				void lendFor(() => undefined);
			}
		};

		process.on('SIGTSTP', onStop);
		process.on('SIGCONT', onContinue);
		return () => {
			process.off('SIGTSTP', onStop);
			process.off('SIGCONT', onContinue);
		};
	}, [isActive]);

	useInput(
		(input, key) => {
			if (key.ctrl && input === 'z') {
				// All that the shell started as one job: npm, too, where it started this.
				process.kill(0, 'SIGTSTP');
			}
		},
		{isActive},
	);
}
