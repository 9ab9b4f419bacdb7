import {createContext, useCallback, useContext, useState} from 'react';
import {packHints, type KeyHint} from './key-hints.js';
import {type NoteTyping} from './typing.js';
import {useInput} from './use-input.js';

const LeaveContext = createContext<(() => void) | undefined>(undefined);

/** What q does on every screen without a text field. */
export const LeaveProvider = LeaveContext.Provider;

const leaveHint: KeyHint = {key: 'q', does: 'leave'};

/**
The keys that every screen has: q leaves, ? shows all keys where not all fit; neither while a field takes letters. Gives
the hints to draw and in how many lines, and what fields report to.
*/
export function useFrameKeys({
	keys,
	columns,
	separatorWidth,
	maxLines,
	mostLines,
}: {
	readonly keys: readonly KeyHint[];
	readonly columns: number;
	readonly separatorWidth: number;
	/** As a rule. */
	readonly maxLines: number;
	/** When all keys are asked for. */
	readonly mostLines: number;
}): {hints: readonly KeyHint[]; lines: number; noteTyping: NoteTyping} {
	const leave = useContext(LeaveContext);
	const [typing, setTyping] = useState(0);
	const [isWhole, setIsWhole] = useState(false);
	const noteTyping = useCallback<NoteTyping>((step) => {
		setTyping((count) => count + step);
	}, []);
	const pack = (hints: readonly KeyHint[], lines: number) =>
		packHints(hints, columns, separatorWidth, lines);
	const isCut = pack(keys, maxLines).flat().length < keys.length;
	const isAsked = isWhole && typing === 0;
	useInput(
		(input, key) => {
			if (key.ctrl || key.meta) {
				return;
			}

			if (input === '?') {
				setIsWhole(!isWhole);
			} else if (input === 'q') {
				leave?.();
			}
		},
		{isActive: typing === 0},
	);
	const hints = isAsked
		? [...keys, ...(leave ? [leaveHint] : []), {key: '?', does: 'fewer keys'}]
		: isCut && typing === 0
			? [...keys.slice(0, 1), {key: '?', does: 'all keys'}, ...keys.slice(1)]
			: keys;
	const limit = isAsked ? mostLines : maxLines;
	return {
		hints,
		lines: pack(hints, limit).length,
		noteTyping,
	};
}
