import {createContext, useContext, useState} from 'react';

/** What was typed but not yet given as an answer, by the name of the field; lives as long as the guide is open. */
export type Drafts = Map<string, string>;

const DraftsContext = createContext<Drafts>(new Map());

/** Keeps drafts for the screens below. */
export const DraftsProvider = DraftsContext.Provider;

/** Like `useState` for a text, but what was typed is still there when the person comes back to the screen. */
export function useDraft(
	field: string,
	start: string | (() => string),
): [string, (text: string) => void] {
	const drafts = useContext(DraftsContext);
	const [text, setText] = useState(
		() => drafts.get(field) ?? (typeof start === 'function' ? start() : start),
	);
	return [
		text,
		(next) => {
			drafts.set(field, next);
			setText(next);
		},
	];
}
