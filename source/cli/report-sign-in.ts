import {type SignInEvent} from '../aws/sso/sign-in.js';
import {cleanLine} from '../terminal/text.js';
import {type Output} from './output.js';

/**
Tells how a sign-in goes: the address and the code as lines for the person, the waiting on stderr, a line a minute at
most. Returns what hears the events.
*/
export function reportSignIn(
	output: Pick<Output, 'say' | 'note'>,
): (event: SignInEvent) => void {
	let hasCode = false;
	let waiting = '';
	return (event) => {
		switch (event.type) {
			case 'url': {
				output.say(
					'',
					'Open this page in a browser on this computer, and allow the request:',
					'',
					`  ${event.url}`,
					'',
				);
				break;
			}

			case 'code': {
				hasCode = true;
				output.say(
					'',
					'Open this page in a browser, here or on another device:',
					'',
					`  ${event.verificationUriComplete}`,
					'',
					'Allow the request only if the page shows this code:',
					'',
					`  ${event.userCode}`,
					'',
				);
				break;
			}

			case 'browser': {
				if (event.opened) {
					output.say('The browser has been asked to open it.');
				} else if (hasCode) {
					output.say('No browser was opened here: open the page by hand.');
				}

				break;
			}

			case 'waiting': {
				const line = waitingLine(event);
				if (line !== waiting) {
					waiting = line;
					output.note(line);
				}

				break;
			}

			case 'fallback': {
				output.say(`${event.because} A code is used instead.`);
				break;
			}

			case 'done': {
				break;
			}
		}
	};
}

function waitingLine({
	timeLeft,
	trouble,
}: Extract<SignInEvent, {type: 'waiting'}>): string {
	const minutes = Math.max(1, Math.ceil(timeLeft / 60_000));
	return `Waiting for you in the browser: ${minutes === 1 ? 'less than a minute' : `${minutes} minutes`} left.${trouble ? ` ${cleanLine(trouble)}` : ''}`;
}
