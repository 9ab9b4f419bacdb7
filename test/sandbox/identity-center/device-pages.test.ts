import {expect, test} from 'vitest';
import {openIdentityCenter, pageOf, press} from './harness.js';

test('the page asks for the code, shows who asks, and Allow signs in', async () => {
	await using center = await openIdentityCenter();
	const {started, poll} = await center.startDevice();
	const {verificationUri = '', userCode = ''} = started;
	const empty = await pageOf(verificationUri);
	expect(empty.html).toContain('name="user_code"');

	// As people type it: small letters, no hyphen.
	const typed = userCode.toLowerCase().replace('-', '');
	const asked = await pageOf(`${verificationUri}?user_code=${typed}`);
	expect(asked.html).toContain('test asks to use');
	expect(asked.html).toContain(`<code>${userCode}</code>`);
	const complete = await pageOf(started.verificationUriComplete ?? '');
	expect(complete.html).toBe(asked.html);

	const answer = await press(verificationUri, [['user_code', userCode]], 'allow');
	await expect(answer.text()).resolves.toContain('You are signed in');
	await expect(poll()).resolves.toHaveProperty('accessToken');
});

test('Deny signs nobody in, and the code is spent', async () => {
	await using center = await openIdentityCenter();
	const {started, poll} = await center.startDevice();
	const {verificationUri = '', userCode = ''} = started;
	const answer = await press(verificationUri, [['user_code', userCode]], 'deny');
	await expect(answer.text()).resolves.toContain('You said no');
	await expect(poll()).rejects.toMatchObject({error: 'access_denied'});
	const again = await press(verificationUri, [['user_code', userCode]], 'allow');
	expect(again.status).toBe(400);
	await expect(poll()).rejects.toMatchObject({error: 'access_denied'});
});

test('a code that is not waiting gets a page to type it again', async () => {
	await using center = await openIdentityCenter();
	const {status, html} = await pageOf(`${center.world.sandbox.url}/device?user_code=%3Cb%3E`);
	expect(status).toBe(400);
	expect(html).toContain('No such code');
	expect(html).toContain('name="user_code"');
	expect(html).not.toContain('<b>');
});

test('a page of another site cannot press the button', async () => {
	await using center = await openIdentityCenter();
	const {started, poll} = await center.startDevice();
	const {verificationUri = '', userCode = ''} = started;
	const answer = await press(verificationUri, [['user_code', userCode]], 'allow', {
		origin: 'https://evil.example',
	});
	expect(answer.status).toBe(403);
	await expect(poll()).rejects.toMatchObject({error: 'authorization_pending'});
});

test('the pages run no scripts, go in no frame, are not kept, and show no secret', async () => {
	await using center = await openIdentityCenter();
	const {client, started} = await center.startDevice();
	const {headers, html} = await pageOf(started.verificationUriComplete ?? '');
	expect(headers.get('content-security-policy')).toContain("default-src 'none'");
	expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
	expect(headers.get('cache-control')).toBe('no-store');
	for (const secret of [client.clientSecret, started.deviceCode ?? '']) {
		expect(secret).not.toBe('');
		expect(html).not.toContain(secret);
	}
});
