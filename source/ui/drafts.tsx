import {createContext, useContext, useMemo, useState, type ReactNode} from 'react';

/** What was typed but not yet given as an answer, by the name of the field; lives as long as the assistant. */
export type Drafts = Map<string, string>;

/** The drafts of each setup by its name, new ones on first asking; they live as long as the caller keeps the function. */
export function draftsBySetup(): (name: string) => Drafts {
	const all = new Map<string, Drafts>();
	return (name) => {
		const own = all.get(name) ?? new Map<string, string>();
		all.set(name, own);
		return own;
	};
}

const DraftsContext = createContext<Drafts>(new Map());

/** Keeps drafts for the screens below. */
export const DraftsProvider = DraftsContext.Provider;

/** The drafts of the setup that is open. */
export function useDrafts(): Drafts {
	return useContext(DraftsContext);
}

/** What was chosen last in each question, by their ids, and whether the person is on the way back. */
type Way = {readonly chosen: Map<string, string>; readonly direction: Set<'back'>};

const WayContext = createContext<Way | undefined>(undefined);

/** Keeps what is chosen in the questions below while it stands: who comes back to one, and has answered none, is where they were. */
export function WayProvider({children}: {readonly children: ReactNode}) {
	const way = useMemo((): Way => ({chosen: new Map(), direction: new Set()}), []);
	return <WayContext value={way}>{children}</WayContext>;
}

/** Notes that the person goes back, by Esc or by what does the same. */
export function useNoteBack(): () => void {
	const way = useContext(WayContext);
	return () => {
		way?.direction.add('back');
	};
}

/** The id of what was chosen in this question, for who comes back to it; and notes what is chosen or answered now. */
export function useChosen(question: string): {
	readonly chosen: string | undefined;
	readonly noteChosen: (id?: string) => void;
} {
	const way = useContext(WayContext);
	// As it was when the question was asked: what is chosen now does not move the menu.
	const chosen = useMemo(
		() => (way?.direction.has('back') ? way.chosen.get(question) : undefined),
		[way, question],
	);
	return {
		chosen,
		noteChosen(id) {
			way?.direction.clear();
			if (id !== undefined) {
				way?.chosen.set(question, id);
			}
		},
	};
}

/** Like `useState` for a text, but what was typed is still there when the person comes back to the screen. */
export function useDraft(
	field: string,
	start: string | (() => string),
): [string, (text: string) => void] {
	const drafts = useDrafts();
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

/** Likewise for what is ticked in a list, by ids without line ends; after another answer the ticks begin with that one. */
export function useTicks(
	field: string,
	chosen: readonly string[],
): [readonly string[], (ids: readonly string[]) => void] {
	const start = chosen.join('\n');
	const [text, setText] = useDraft(`${field} after ${start}`, start);
	return [
		text.split('\n').filter((id) => id !== ''),
		(ids) => {
			setText(ids.join('\n'));
		},
	];
}
