import {mutateJson} from './mutate-json.js';
import {mutateText} from './mutate-text.js';
import {type Random} from './random.js';
import {type WireAnswer} from './spoiled-aws.js';

/** An answer of AWS in another shape: fields gone or hostile, cut off, an odd error, a proxy's page. */
export function spoil(random: Random, answer: WireAnswer): WireAnswer {
	const {status, body} = answer;
	if (random.oneIn(12)) {
		return {
			status: 400,
			body: mutateText(random, [
				'{"__type":"AccessDeniedException","message":"no"}',
				'<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: x is not authorized to perform: iam:GetRole on resource: y</Message></Error></ErrorResponse>',
				'<html>proxy</html>',
			]),
		};
	}

	const isJson = body.startsWith('{');
	if (isJson && !random.oneIn(4)) {
		return {
			status,
			body: JSON.stringify(mutateJson(random, JSON.parse(body))) ?? '',
		};
	}

	return {status, body: mutateText(random, [body])};
}
