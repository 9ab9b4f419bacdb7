import {useEffect, useEffectEvent, useState} from 'react';
import {type CopyOutcome} from '../../terminal/clipboard.js';
import {useTools} from '../../terminal/tools.js';
import {Message} from '../../ui/message.js';

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

/** How copying went; nothing before it was tried. “Copied” is said only when it was. */
export function CopyMessage({copy}: {readonly copy: CopyOutcome | undefined}) {
	switch (copy?.state) {
		case undefined: {
			return undefined;
		}

		case 'copied': {
			return <Message kind="success" text={copy.detail} />;
		}

		case 'sent': {
			return <Message kind="info" text={copy.detail} />;
		}

		case 'failed': {
			return <Message kind="warning" text={copy.detail} />;
		}
	}
}
