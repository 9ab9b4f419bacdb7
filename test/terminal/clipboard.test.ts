import {Buffer} from 'node:buffer';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {clipboardSequence, copyText, type CopyDeps} from '../../source/terminal/clipboard.js';

const arn = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd';
const sequence = `\u{1B}]52;c;${Buffer.from(arn).toString('base64')}\u{7}`;

function clipboardThat(change: (text: string) => string = (text) => text) {
	let held = '';
	return async () => ({
		async write(text: string) {
			held = change(text);
		},
		read: async () => held,
	});
}

async function copy(deps: Partial<CopyDeps>) {
	const sent: string[] = [];
	const outcome = await copyText(arn, {
		env: {DISPLAY: ':0'},
		platform: 'linux',
		writeToTerminal(text) {
			sent.push(text);
		},
		loadClipboard: clipboardThat(),
		...deps,
	});
	return {...outcome, sent};
}

test('copied both ways: the clipboard was read back, so it is said to be copied', async () => {
	const outcome = await copy({});
	expect(outcome).toEqual({
		state: 'copied',
		detail: 'Copied to the clipboard.',
		sent: [sequence],
	});
});

test('a line end that the clipboard adds does not matter', async () => {
	expect(await copy({loadClipboard: clipboardThat((text) => `${text}\r\n`)})).toMatchObject({
		state: 'copied',
	});
});

test.each([
	['the clipboard holds something else', {loadClipboard: clipboardThat(() => 'other')}],
	[
		'the clipboard cannot be loaded',
		{
			async loadClipboard() {
				throw new Error('none');
			},
		},
	],
	[
		'the clipboard cannot be read back',
		{
			loadClipboard: async () => ({
				async write(text) {
					expect(text).toBe(arn);
				},
				async read() {
					throw new Error('no');
				},
			}),
		},
	],
	[
		'the clipboard never answers',
		{
			loadClipboard: async () => Promise.withResolvers<never>().promise,
			giveUpAfter: 1,
		},
	],
	['there is no display', {env: {}}],
	['over SSH', {env: {SSH_CONNECTION: '1 2 3 4', DISPLAY: ':0'}}],
] satisfies Array<[string, Partial<CopyDeps>]>)(
	'%s: sent to the terminal, never called copied',
	async (_, deps) => {
		const outcome = await copy(deps);
		expect(outcome).toMatchObject({state: 'sent', sent: [sequence]});
		expect(outcome.detail).toMatch(/Sent to your terminal/v);
	},
);

test.each([
	['over SSH', {SSH_TTY: '/dev/pts/1'}],
	['without a display', {}],
])('%s the platform clipboard is not touched', async (_, env) => {
	let isLoaded = false;
	await copy({
		env,
		async loadClipboard() {
			isLoaded = true;
			throw new Error('Not to be loaded.');
		},
	});
	expect(isLoaded).toBe(false);
});

const crlf = clipboardThat((text) => text.replaceAll('\n', '\r\n'));

test.each<[string, Partial<CopyDeps>, string]>([
	['without a display', {env: {}}, 'copied'],
	['with line ends of its own', {env: {}, loadClipboard: crlf}, 'copied'],
	['over SSH', {env: {SSH_CONNECTION: '1 2 3 4'}}, 'sent'],
])('on Windows the clipboard is used, %s: %o', async (_, deps, state) => {
	const text = 'project,role ARN\nOrders,arn:aws:iam::1:role/x\n';
	expect(
		await copyText(text, {
			env: {},
			platform: 'win32',
			writeToTerminal: () => undefined,
			loadClipboard: clipboardThat(),
			...deps,
		}),
	).toMatchObject({state});
});

test('with neither way, it failed and says what to do', async () => {
	const outcome = await copy({env: {}, writeToTerminal: undefined});
	expect(outcome).toMatchObject({state: 'failed', sent: []});
	expect(outcome.detail).toMatch(/no display.*copy it by hand/v);
});

test('a terminal that is gone does not break copying', async () => {
	const outcome = await copy({
		writeToTerminal() {
			throw new Error('closed');
		},
		env: {},
	});
	expect(outcome.state).toBe('failed');
});

test('tmux gets both the plain and the wrapped sequence', () => {
	const doubled = sequence.replaceAll('\u{1B}', '\u{1B}\u{1B}');
	expect(clipboardSequence(arn, {TMUX: '/tmp/tmux'})).toBe(
		`${sequence}\u{1B}Ptmux;${doubled}\u{1B}\\`,
	);
});

test('GNU screen gets short pieces that join to the sequence', () => {
	const long = 'x'.repeat(1000);
	const wrapped = clipboardSequence(long, {STY: '1.pts'}) ?? '';
	const pieces = wrapped.split('\u{1B}\\').filter((piece) => piece !== '');
	expect(pieces.length).toBeGreaterThan(4);
	for (const piece of pieces) {
		expect(piece.startsWith('\u{1B}P')).toBe(true);
		expect(piece.length).toBeLessThan(256);
	}

	expect(pieces.map((piece) => piece.slice(2)).join('')).toBe(clipboardSequence(long, {}));
});

test('what terminals would drop for its length is not sent', async () => {
	expect(clipboardSequence('x'.repeat(75_000), {})).toBeUndefined();
	expect(clipboardSequence('x'.repeat(74_000), {})).toBeDefined();
});

test('any text comes through whole', () => {
	const start = '\u{1B}]52;c;';
	const property = fc.property(fc.string({unit: 'grapheme'}), (text) => {
		const asked = clipboardSequence(text, {}) ?? '';
		expect(asked.startsWith(start) && asked.endsWith('\u{7}')).toBe(true);
		const base64 = asked.slice(start.length, -1);
		expect(Buffer.from(base64, 'base64').toString()).toBe(text);
	});
	fc.assert(property, {seed: 5, numRuns: 200});
});
