import {type AwsFlags} from './flags.js';

/** The command that opens the assistant in the same world. */
export function assistantLine({sandbox}: AwsFlags): string {
	return `workato-aws${sandbox ? ' --sandbox' : ''}`;
}

/** The command that signs in for a profile, quoted where its name needs it. */
export function loginLine(profile: string, {sandbox}: AwsFlags): string {
	const quoted = /^[\w%+\-.\/:@]+$/v.test(profile)
		? profile
		: `'${profile.replaceAll("'", String.raw`'\''`)}'`;
	return `workato-aws login${sandbox ? ' --sandbox' : ''} --profile ${quoted}`;
}
