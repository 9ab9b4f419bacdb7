import {expect, test} from 'vitest';
import {openSession} from '../../source/aws/session.js';
import {sessionServiceStatus} from '../../source/aws/service-status.js';
import {openSandboxAws} from './open-sandbox-aws.js';

test('the sandbox’s own feed is asked, with its outages', async () => {
	const {session, control} = await openSandboxAws();
	expect(await sessionServiceStatus(session)).toEqual({
		state: 'found',
		value: {outage: false, summaries: []},
	});
	await control('POST', '/_sandbox/outage', {
		region: 'us-east-1',
		summary: 'Increased error rates',
	});
	expect(await sessionServiceStatus(session)).toMatchObject({
		value: {outage: true, summaries: ['Increased error rates']},
	});
});

test('AWS’s feed says nothing about an endpoint that is not AWS', async () => {
	const session = openSession({
		region: 'us-east-1',
		env: {AWS_ENDPOINT_URL: 'http://127.0.0.1:4566'},
	});
	expect(await sessionServiceStatus(session)).toEqual({
		state: 'unknown',
		code: 'NotAws',
		reason: 'http://127.0.0.1:4566 is not AWS; its public status says nothing about it.',
	});
	session.close();
});
