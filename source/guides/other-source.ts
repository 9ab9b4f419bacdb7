import {type Identity, type AwsSession} from '../aws/session.js';
import {type SavedSetup} from '../setups/saved-setup.js';

/** Where an identity comes from, as it is remembered with a setup: the profile's name, or the kind of source. No secret. */
export function sourceOf(
	{profile}: Pick<AwsSession, 'profile'>,
	{source}: Identity,
): string {
	return profile ? `profile ${profile}` : source;
}

/** What to say when a setup was used with another source of identity before; nothing when it is the same, or the first. */
export function otherSourceNotes(
	{source: before}: Pick<SavedSetup, 'source'>,
	now: string,
): string[] {
	return before === undefined || before === now
		? []
		: [
				`So far this setup was used with ${before}; now it is ${now}, in the same account.`,
			];
}
