import {useEffect, useEffectEvent, useRef, useState} from 'react';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/profiles/identity-choice.js';
import {type FlowName, type SignInEvent} from '../../aws/sso/flow.js';
import {QuestionScreen} from '../../ui/question-screen.js';
import {cleanLine, sentences} from '../../terminal/text.js';
import {useTools} from '../../terminal/tools.js';
import {timeLeft} from '../../terminal/phrases.js';
import {SignInError} from '../../aws/sso/sign-in-error.js';
import {identityHelp} from './help.js';

type Props = {
	readonly target: SsoTarget;
	readonly services: IdentityServices;
	readonly onDone: () => void;
	readonly onBack: () => void;
};

/** Signs in to Identity Center: in the browser, or with a code on any device. Shows the address and the code large. */
export function SsoSignInView({target, services, onDone, onBack}: Props) {
	const tools = useTools();
	const [flow, setFlow] = useState<FlowName>(() => services.chooseFlow(target).flow);
	const [attempt, setAttempt] = useState(0);
	const [progress, setProgress] = useState<SignInProgress>({});
	const [note, setNote] = useState<string>();
	const stop = useRef<AbortController>(undefined);
	const [now, setNow] = useState(() => Date.now());

	const run = useEffectEvent(async (signal: AbortSignal) => {
		try {
			await services.signIn(target, {
				flow,
				signal,
				onEvent(event) {
					if (!signal.aborted) {
						setProgress((old) => after(old, event));
					}
				},
				async openBrowser(url) {
					const outcome = await tools.open(url);
					if (!outcome.opened) {
						throw new Error(outcome.reason);
					}
				},
			});
			if (!signal.aborted) {
				onDone();
			}
		} catch (error) {
			if (!signal.aborted) {
				setProgress((old) => ({...old, problem: describeSignInError(error)}));
			}
		}
	});
	useEffect(() => {
		const controller = new AbortController();
		stop.current = controller;
		void run(controller.signal);
		const timer = setInterval(() => {
			setNow(Date.now());
		}, 1000);
		return () => {
			controller.abort();
			clearInterval(timer);
		};
	}, [flow, attempt]);

	const again = (next: FlowName) => {
		stop.current?.abort();
		setProgress({});
		setNote(undefined);
		setFlow(next);
		setAttempt((old) => old + 1);
	};

	const copy = async (text: string) => {
		const {detail} = await tools.copy(text);
		setNote(`The address: ${detail}`);
	};

	const open = async (url: string) => {
		const outcome = await tools.open(url);
		setNote(
			outcome.opened ? 'Opened in the browser.' : `Not opened: ${outcome.reason}. Open it by hand.`,
		);
	};

	const copyOnce = useEffectEvent((text: string) => {
		void copy(text);
	});
	useEffect(() => {
		if (progress.url) {
			copyOnce(progress.url);
		}
	}, [progress.url]);

	// The older form knows only the code.
	const canAnswerHere = flow === 'device' && 'session' in target.key;
	// Where no browser could be opened, the code is here already.
	const canUseCode = flow === 'pkce' && progress.code === undefined;
	const {url, code, until, problem, trouble, fallback} = progress;
	const isOpen = url !== undefined && !problem;
	return (
		<QuestionScreen
			title="Sign in to AWS"
			location={target.startUrl}
			help={identityHelp.signIn}
			question={{
				kind: 'choice',
				id: 'sign-in',
				options: [],
				text: isOpen
					? [
							{text: introOf(progress)},
							{text: url, isStrong: true},
							...(code
								? [
										{text: ''},
										{text: 'Check that the page shows this code:'},
										{gutter: ' '.repeat(4), text: spreadCode(code), isStrong: true},
									]
								: []),
						]
					: '',
				progress: problem
					? undefined
					: isOpen
						? sentences(
								`Waiting for you in the browser${until === undefined ? '' : `: ${timeLeft(until - now)} left`}.`,
								trouble ?? '',
							)
						: 'Asking AWS for the sign-in page…',
				message: problem
					? {kind: 'problem', text: `${problem.message}\n${problem.hint}`}
					: [fallback ?? [], note ?? []].flat().map((text) => ({kind: 'info', text})),
				keys: [
					...(problem
						? [
								{
									key: 'r',
									does: 'try again',
									press() {
										again(flow);
									},
								},
							]
						: []),
					...(isOpen
						? [
								{key: 'c', does: 'copy the address', press: async () => copy(url)},
								{key: 'o', does: 'open the browser', press: async () => open(url)},
							]
						: []),
					...(canUseCode
						? [
								{
									key: 'd',
									does: 'use a code instead',
									press() {
										again('device');
									},
								},
							]
						: []),
					...(canAnswerHere
						? [
								{
									key: 'b',
									does: 'let a browser here answer',
									press() {
										again('pkce');
									},
								},
							]
						: []),
				],
				onBack,
			}}
		/>
	);
}

/** What is known of a sign-in under way: the page to open, the code that it shows, until when (milliseconds since 1970). */
export type SignInProgress = {
	readonly url?: string;
	readonly code?: string;
	readonly until?: number;
	readonly isOpened?: boolean;
	readonly trouble?: string | undefined;
	/** Why a code took the place of the browser. */
	readonly fallback?: string;
	readonly problem?: SignInProblem;
};

/** What is known after one more event. */
export function after(before: SignInProgress, event: SignInEvent): SignInProgress {
	switch (event.type) {
		case 'code': {
			return {
				...before,
				url: event.verificationUriComplete,
				code: event.userCode,
				until: event.expiresAt,
			};
		}

		case 'url': {
			return {...before, url: event.url, until: event.expiresAt};
		}

		case 'browser': {
			return {...before, isOpened: event.opened};
		}

		case 'waiting': {
			return {...before, until: event.until, trouble: event.trouble};
		}

		case 'fallback': {
			// The page of before leads nowhere now.
			return {fallback: event.because};
		}

		case 'done': {
			return before;
		}
	}
}

/** What to do with the page: a code can be confirmed anywhere, everything else only in a browser on this computer. */
export function introOf({isOpened, code}: SignInProgress): string {
	if (isOpened) {
		return 'The browser has opened this page. Allow the request there:';
	}

	return code === undefined
		? 'Open this page in a browser on this computer, and allow the request:'
		: 'Open this page in a browser, here or on another device:';
}

/** A code, wide enough to read across a desk. */
function spreadCode(code: string): string {
	return cleanLine(code).split('').join(' ');
}

/** What went wrong with a question to Identity Center, what to do, and whether only a new sign-in helps. */
export type SignInProblem = {
	readonly message: string;
	readonly hint: string;
	readonly isOver: boolean;
};

/** Turns what a question to Identity Center threw into words. */
export function describeSignInError(error: unknown): SignInProblem {
	if (error instanceof SignInError) {
		const {message, hint, reason} = error;
		return {message, hint, isOver: reason === 'expired'};
	}

	return {
		message: cleanLine(error instanceof Error ? error.message : String(error)),
		hint: 'Nothing was changed. Try again, or go back.',
		isOver: false,
	};
}
