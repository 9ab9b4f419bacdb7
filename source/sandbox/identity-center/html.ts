import {type Answer} from '../answer.js';

/** Text that is safe inside an element and inside a quoted attribute. */
export const escapeHtml = (text: string): string =>
	text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;')
		.replaceAll("'", '&#39;');

const style =
	'body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:4rem auto;padding:0 1rem}' +
	'button,input{font:inherit;padding:.4rem 1rem;margin:0 .5rem .5rem 0}' +
	'code{font-size:1.5rem;letter-spacing:.1em}';

/**
A page for people. `content` is HTML already; the title is text. No scripts, no frames, nothing from elsewhere, and
forms go to the sandbox, which may lead on to a listener on this machine.
*/
export const htmlPage = (
	title: string,
	content: string,
	status = 200,
): Answer => ({
	status,
	headers: {
		'content-type': 'text/html; charset=utf-8',
		'cache-control': 'no-store',
		'referrer-policy': 'same-origin',
		'content-security-policy':
			"default-src 'none'; style-src 'unsafe-inline'; form-action 'self' http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'",
	},
	body: `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
<h1>${escapeHtml(title)}</h1>
${content}
<p><small>This is the practice sign-in of the workato-aws sandbox. It is not AWS.</small></p>
</html>
`,
});

/** A page of plain sentences. */
export const messagePage = (
	title: string,
	message: string,
	status?: number,
): Answer => htmlPage(title, `<p>${escapeHtml(message)}</p>`, status);

/** A form with two buttons, Allow and Deny, that sends `fields` back to the page's own address. */
export const decisionForm = (fields: Iterable<[string, string]>): string => {
	const hidden = [...fields].map(
		([name, value]) =>
			`<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
	);
	return `<form method="post">
${hidden.join('\n')}
<button name="decision" value="allow">Allow</button>
<button name="decision" value="deny">Deny</button>
</form>`;
};
