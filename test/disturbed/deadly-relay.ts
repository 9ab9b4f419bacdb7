import {findRoute, type HttpRequest} from '../../source/sandbox/aws-call.js';
import {openRelay, type Relay} from '../support/relay.js';
import {nameCalls} from './call-names.js';

/** When a program dies around one of its calls: before AWS hears of it, after AWS acted but before the answer, or with the answer there but not yet in the journal. */
export const moments = ['leaves', 'acted', 'answered'] as const;

/** A death at the call of this name (as `nameCalls` gives them), or at a write by its number (`write 1`). */
export type Death = {
	readonly call: string;
	readonly moment: (typeof moments)[number];
};

/** Two ways to end the program: at once, or when it comes to write an answer into its journal. */
export type Kill = {
	readonly atOnce: () => void;
	readonly beforeJournal: () => void;
};

/** Stands between a program and the AWS at `target`; at the moment of that call `kill` is called, and nothing passes any more. */
export async function deadlyRelay(
	target: string,
	{call, moment}: Death,
	kill: Kill,
): Promise<Relay> {
	const nameNext = nameCalls();
	let writes = 0;
	const fatal = new Set<HttpRequest>();
	let isDead = false;
	const dieAt = (now: Death['moment']) => {
		if (moment !== now) {
			return;
		}

		isDead = true;
		kill.atOnce();
	};

	return openRelay(target, {
		onRequest(request) {
			const route = findRoute(request);
			const names = route ? [nameNext(route)] : [];
			if (route?.known?.writes) {
				writes++;
				names.push(`write ${writes}`);
			}

			if (names.includes(call)) {
				fatal.add(request);
				dieAt('leaves');
			}

			return !isDead;
		},
		onAnswer(request) {
			if (fatal.has(request)) {
				dieAt('acted');
				if (moment === 'answered') {
					kill.beforeJournal();
				}
			}

			return !isDead;
		},
	});
}
