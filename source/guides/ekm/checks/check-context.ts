import {type Mark} from '../../mark.js';

/** What the checklist needs beside the answers and AWS: whose setup it is, and since when. */
export type CheckContext = Mark & {
	/** ISO 8601: when the key or its policy was last changed by this setup; use before that proves nothing. */
	since: string;
	/** The key's ARN from the answers or the journal, for when AWS does not describe the key. */
	keyArn?: string;
	/** ISO 8601: when this setup asked for the deletion of the key it made, if that was the last it did. */
	takenBack?: string;
};
