import {createContext, useContext, useLayoutEffect} from 'react';

/** Tells the frame that a field that takes letters has the focus, or has lost it. */
export type NoteTyping = (step: 1 | -1) => void;

const TypingContext = createContext<NoteTyping>(() => undefined);

/** Hears of the fields below: where one takes letters, no letter is a key of the screen. */
export const TypingProvider = TypingContext.Provider;

/** Says that this field takes letters while it is active. */
export function useTyping(isActive: boolean): void {
	const note = useContext(TypingContext);
	useLayoutEffect(() => {
		if (!isActive) {
			return;
		}

		note(1);
		return () => {
			note(-1);
		};
	}, [isActive, note]);
}
