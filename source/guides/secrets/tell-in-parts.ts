// Milliseconds between two updates while answers arrive: a checklist over hundreds of projects takes time to work out.
const updateEvery = 250;

/** Tells at most some times a second, and nothing any more once it was stopped. */
export function openTeller(tellNow: () => void): {
	tell: () => void;
	stop: () => void;
} {
	let timer: NodeJS.Timeout | undefined;
	let isStopped = false;
	return {
		tell() {
			if (isStopped) {
				return;
			}

			timer ??= setTimeout(() => {
				timer = undefined;
				tellNow();
			}, updateEvery);
		},
		stop() {
			isStopped = true;
			clearTimeout(timer);
		},
	};
}
