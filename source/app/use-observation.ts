import {useCallback, useRef, type Dispatch, type RefObject} from 'react';
import {type AwsSession} from '../aws/session.js';
import {type GuideDefinition, type Observed} from '../guides/guide.js';
import {rememberNames} from '../setups/journal.js';
import {type SetupStore} from '../setups/setup-store.js';
import {parseArn} from '../aws/arn.js';
import {type Connection} from '../guides/guide-screens.js';
import {type SavedSetup} from '../setups/saved-setup.js';
import {type GuideAction} from './guide-state.js';
import {type AnswerKeeper} from './keep-setup.js';

type Options<Answers, Observation extends Observed> = {
	readonly definition: GuideDefinition<Answers, Observation>;
	readonly session: AwsSession;
	readonly store: SetupStore;
	/** Of the setup. */
	readonly name: string;
	readonly keeper: RefObject<AnswerKeeper>;
	readonly dispatch: Dispatch<GuideAction<Observation>>;
};

/**
Asks AWS for everything that a setup touches, and tells the answers as they come. One look at a time: a new one, or `stop`, ends
the one before, whose answers count no more.
*/
export function useObservation<Answers, Observation extends Observed>({
	definition,
	session,
	store,
	name,
	keeper,
	dispatch,
}: Options<Answers, Observation>): {
	refresh: () => Promise<void>;
	stop: () => void;
} {
	const count = useRef(0);
	const stopper = useRef<AbortController>(undefined);
	const stop = useCallback(() => {
		count.current++;
		stopper.current?.abort();
	}, []);
	const refresh = useCallback(async () => {
		stop();
		const number = count.current;
		const controller = new AbortController();
		const {signal} = controller;
		stopper.current = controller;
		// The plan and the checklist follow from what is on disk, which another process may have written: what AWS said before may
		// have been about something else then.
		const {saved: current, isNews} = keeper.current.readAgain();
		dispatch({type: isNews ? 'answered' : 'saved', saved: current});
		dispatch({type: 'refresh started', refreshId: number});
		const asked = definition.answers.parse(current.setup);
		const observation = await definition.observe(session, current, asked, {
			update(part) {
				if (!signal.aborted) {
					dispatch({type: 'seen', refreshId: number, part});
				}
			},
			signal,
		});
		if (signal.aborted) {
			return;
		}

		dispatch({type: 'refresh done', refreshId: number, observation});
		const names = arnsIn(current.account, definition.names?.(asked, observation) ?? {});
		const remembered = rememberNames(store, name, names);
		if (remembered) {
			dispatch({type: 'saved', saved: remembered});
		}
	}, [definition, dispatch, keeper, name, session, stop, store]);
	return {refresh, stop};
}

/** The account that the person is signed in to, where it is known not to be the setup's. */
export function otherAccount(
	{account}: Pick<SavedSetup, 'account'>,
	{identity}: Pick<Connection, 'identity'>,
): string | undefined {
	const actual = identity?.state === 'found' ? identity.value.account : undefined;
	return account === undefined || actual === account ? undefined : actual;
}

/** Of ARNs by name those that lie in the account; all where none is known yet. */
function arnsIn(
	account: string | undefined,
	arns: Readonly<Record<string, string>>,
): Record<string, string> {
	return Object.fromEntries(
		Object.entries(arns).filter(
			([, arn]) => account === undefined || parseArn(arn)?.account === account,
		),
	);
}
