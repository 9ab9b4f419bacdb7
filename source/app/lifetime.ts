import process from 'node:process';
import {useEffect, useEffectEvent} from 'react';
import {useApp} from 'ink';
import {useInput} from '../ui/use-input.js';
import {quoteText} from '../terminal/foreign-text.js';
import {asciiText} from '../terminal/text.js';
import {ownCommand} from '../terminal/command-line.js';

/**
Work that goes on behind the screens. When the assistant ends, a call to AWS that is under way is waited for, so that its
outcome reaches the journal, and no further one is started.
*/
export type Background = {
	/** Aborted when the assistant ends. */
	readonly signal: AbortSignal;
	readonly track: (work: Promise<void>) => void;
	readonly isBusy: () => boolean;
	/** Whether there was any such work. */
	readonly hasWorked: () => boolean;
	/** Ends it; resolves when nothing is under way any more. */
	readonly end: () => Promise<void>;
};

// Milliseconds. Who waits longer than this may have gone on with something else.
const longWork = 10_000;

/** Nothing is under way yet. `ring` is called once when work that took long has ended by itself. */
export function newBackground(ring: () => void = () => undefined): Background {
	const controller = new AbortController();
	const underWay = new Set<Promise<void>>();
	let hasWorked = false;
	return {
		signal: controller.signal,
		track(work) {
			underWay.add(work);
			hasWorked = true;
			const start = performance.now();
			const forget = async () => {
				await Promise.allSettled([work]);
				underWay.delete(work);
				if (performance.now() - start >= longWork && !controller.signal.aborted) {
					ring();
				}
			};

			void forget();
		},
		isBusy: () => underWay.size > 0,
		hasWorked: () => hasWorked,
		async end() {
			controller.abort();
			await Promise.allSettled(underWay);
		},
	};
}

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

type Leaving = {
	/** The setup that was on screen. */
	saved: string | undefined;
	/** Whether changes were sent to AWS since the program was started. */
	hasApplied: boolean;
	/** Whether the terminal can show more than ASCII. */
	hasUnicode: boolean;
};

/** The one line that stays in the terminal when the assistant was left: what became of the work, and how to go on. */
export function farewell({saved, hasApplied, hasUnicode}: Leaving): string {
	if (saved !== undefined) {
		const name = hasUnicode ? quoteText(saved) : asciiText(quoteText(saved));
		return `Saved as ${name}. Go on any time with: ${ownCommand()}`;
	}

	return hasApplied
		? `What was done is saved with its setup. Go on any time with: ${ownCommand()}`
		: `Nothing was changed in AWS. Start again with: ${ownCommand()}`;
}
