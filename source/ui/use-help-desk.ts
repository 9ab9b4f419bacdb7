import {createContext, useContext} from 'react';
import {type HelpTopic} from './help-topic.js';
import {type KeyHint} from './key-hints.js';

/** What is asked: about which screen, and the keys that it has now. */
export type HelpQuestion = {
	readonly title: string;
	readonly topic: HelpTopic;
	readonly keys: readonly KeyHint[];
};

type Desk = {
	readonly ask: (question: HelpQuestion) => void;
	readonly close: () => void;
};

const DeskContext = createContext<Desk>({
	ask: () => undefined,
	close: () => undefined,
});

/** Whom the screens below ask for help; `HelpDesk` is it. */
export const DeskProvider = DeskContext.Provider;

/** Opens the help over the screen, and closes it. */
export function useHelpDesk(): Desk {
	return useContext(DeskContext);
}
