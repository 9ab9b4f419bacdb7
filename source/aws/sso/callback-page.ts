/** What the browser is shown when it comes back to this program. */
export type CallbackPage = 'done' | 'refused' | 'stranger' | 'not-found';

const pages: Readonly<
	Record<CallbackPage, {status: number; title: string; text: string}>
> = {
	done: {
		status: 200,
		title: 'Back to the terminal',
		text: 'The sign-in goes on in your terminal. You can close this window.',
	},
	refused: {
		status: 200,
		title: 'Not signed in',
		text: 'Nothing was changed; the terminal says more. You can close this window.',
	},
	stranger: {
		status: 400,
		title: 'This answer belongs to another sign-in',
		text: 'Use the newest address that the terminal shows. You can close this window.',
	},
	'not-found': {
		status: 404,
		title: 'Nothing here',
		text: 'You can close this window.',
	},
};

/** A small page without scripts, and nothing from outside in it. */
export function callbackPage(page: CallbackPage): {
	status: number;
	html: string;
} {
	const {status, title, text} = pages[page];
	return {
		status,
		html: [
			'<!doctype html><html lang="en"><meta charset="utf-8">',
			`<title>workato-aws: ${title}</title>`,
			'<style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}</style>',
			`<h1>${title}</h1><p>${text}</p></html>`,
		].join('\n'),
	};
}
