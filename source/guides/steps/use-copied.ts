import {useEffect, useEffectEvent, useState} from 'react';
import {type CopyOutcome} from '../../terminal/clipboard.js';
import {useTools} from '../../terminal/tools.js';

/** Puts a text on the clipboard once it is known, and again when `copyAgain` is called; `copy` says how that went. */
export function useCopied(text: string | undefined): {
	copy: CopyOutcome | undefined;
	copyAgain: () => Promise<void>;
} {
	const tools = useTools();
	const [copy, setCopy] = useState<CopyOutcome>();
	const copyAgain = async () => {
		if (text !== undefined) {
			setCopy(await tools.copy(text));
		}
	};

	const copyFirst = useEffectEvent(copyAgain);
	useEffect(() => {
		void copyFirst();
	}, [text]);
	return {copy, copyAgain};
}
