import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {requestHandler} from '../../../source/aws/network.js';
import {type SignInEvent} from '../../../source/aws/sso/flow.js';
import {signIn} from '../../../source/aws/sso/sign-in.js';
import {type SsoToken} from '../../../source/aws/sso/token-cache.js';
import {SignInError} from '../../../source/aws/sso/sign-in-error.js';
import {FakeIdentityCenter} from './fake-identity-center.js';

export const startUrl = 'https://d-1234567890.awsapps.com/start';
export const startTime = Date.parse('2026-11-22T01:00:00.456Z');

type Options = Parameters<typeof signIn>[0];

/** Waits that are over at once and move the clock: the device code's pace without its time. */
export function fastClock() {
	const waits: number[] = [];
	let time = startTime;
	return {
		waits,
		now: () => time,
		async wait(milliseconds: number, signal: AbortSignal) {
			signal.throwIfAborted();
			waits.push(milliseconds);
			time += milliseconds;
		},
	};
}

/** A wait that never ends by itself. */
export async function endless(_: number, signal: AbortSignal): Promise<void> {
	const {promise, reject} = Promise.withResolvers<void>();
	const stop = () => {
		reject(new DOMException('Stopped', 'AbortError'));
	};

	signal.addEventListener('abort', stop, {once: true});
	if (signal.aborted) {
		stop();
	}

	return promise;
}

/** Everything one sign-in needs, against a fake Identity Center, in a home of its own. */
export class SignInHarness {
	static async open(): Promise<SignInHarness> {
		const center = await new FakeIdentityCenter().start();
		const home = await mkdtemp(path.join(tmpdir(), 'workato-aws-sso-'));
		return new SignInHarness(center, home);
	}

	readonly events: SignInEvent[] = [];
	readonly controller = new AbortController();
	readonly clock = fastClock();
	readonly center: FakeIdentityCenter;
	readonly home: string;

	private constructor(center: FakeIdentityCenter, home: string) {
		this.center = center;
		this.home = home;
	}

	get place() {
		const {env} = this.center;
		return {region: 'us-east-1', env, network: requestHandler(env)};
	}

	async signIn(options: Partial<Options> = {}): Promise<SsoToken> {
		return signIn({
			...this.place,
			key: {session: 'corp'},
			startUrl,
			flow: 'device',
			home: this.home,
			now: this.clock.now,
			wait: this.clock.wait,
			signal: this.controller.signal,
			onEvent: (event) => {
				this.events.push(event);
			},
			...options,
		});
	}

	/** Signs in and hands back the failure. */
	async refused(options: Partial<Options> = {}): Promise<SignInError> {
		try {
			await this.signIn(options);
		} catch (error) {
			if (error instanceof SignInError) {
				return error;
			}

			throw error;
		}

		throw new Error('The sign-in worked, and it should not.');
	}

	types(): string[] {
		return this.events.map(({type}) => type);
	}

	async [Symbol.asyncDispose](): Promise<void> {
		await this.center[Symbol.asyncDispose]();
		await rm(this.home, {recursive: true, force: true});
	}
}

/** A browser that follows the page to its end, as a person who agrees would. */
export function obedientBrowser(pages: string[] = []) {
	const visits: Array<Promise<void>> = [];
	return {
		async open(url: string) {
			visits.push(visit(url, pages));
		},
		async done() {
			await Promise.all(visits);
		},
	};
}

async function visit(url: string, pages: string[]): Promise<void> {
	const response = await fetch(url);
	pages.push(await response.text());
}
