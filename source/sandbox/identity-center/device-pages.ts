import {type Answer} from '../answer.js';
import {type State} from '../state.js';
import {findWaitingDevice} from './device-authorization.js';
import {decisionForm, escapeHtml, htmlPage, messagePage} from './html.js';

const codeForm = `<form method="get">
<label>Code <input name="user_code" autocomplete="off" autofocus required></label>
<button>Go on</button>
</form>`;

const unknownCode = (): Answer =>
	htmlPage(
		'No such code',
		`<p>This code is not waiting: it may be mistyped, too old, or answered already. Type the code that the terminal shows.</p>
${codeForm}`,
		400,
	);

/** The page that takes a user code, and asks the person whether the program behind it may sign in. */
export const devicePage = (state: State, query: URLSearchParams): Answer => {
	const typed = query.get('user_code') ?? '';
	if (typed === '') {
		return htmlPage(
			'Enter the code',
			`<p>Type the code that the terminal shows.</p>
${codeForm}`,
		);
	}

	const device = findWaitingDevice(state.identityCenter, typed);
	if (!device) {
		return unknownCode();
	}

	const {name = 'A program'} =
		state.identityCenter.clients[device.client] ?? {};
	return htmlPage(
		'Allow this sign-in?',
		`<p>${escapeHtml(name)} asks to use your AWS accounts and roles. Allow it only if the terminal shows this code:</p>
<p><code>${escapeHtml(device.userCode)}</code></p>
${decisionForm([['user_code', device.userCode]])}`,
	);
};

/** Takes the person's answer to a device authorization. */
export const decideDevice = (state: State, fields: URLSearchParams): Answer => {
	const userCode = fields.get('user_code') ?? '';
	const device = findWaitingDevice(state.identityCenter, userCode);
	if (!device) {
		return unknownCode();
	}

	const isAllowed = fields.get('decision') === 'allow';
	device.decision = isAllowed ? 'allowed' : 'denied';
	return isAllowed
		? messagePage(
				'You are signed in',
				'Close this page and go back to the terminal.',
			)
		: messagePage(
				'You said no',
				'Nobody was signed in. Close this page and go back to the terminal.',
			);
};
