import {Message} from '../../ui/message.js';
import {type CopyOutcome} from '../../terminal/clipboard.js';

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
