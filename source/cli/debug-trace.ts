import {cleanText} from '../terminal/text.js';
import {problemOf} from './problems.js';

/**
Where something went wrong, for WORKATO_AWS_DEBUG=1: the words that the person was told, and the places in the program. The
raw messages stay out, causes' too: they may repeat a request with its token, or a command with its secrets.
*/
export function debugTrace(error: Error): string {
	const {code, message} = problemOf(error);
	return cleanText([`${code}: ${message}`, ...placesOf(error)].join('\n'));
}

function placesOf({stack = '', message, cause}: Error): string[] {
	// A message may have lines that look like places.
	const start = stack.indexOf(message);
	const places = stack
		.slice(start === -1 ? 0 : start + message.length)
		.split('\n')
		.filter((line) => /^\s+at\s/v.test(line));
	return cause instanceof Error
		? [...places, `caused by ${cause.name}`, ...placesOf(cause)]
		: places;
}
