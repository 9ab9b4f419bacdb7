import {useEffect, useEffectEvent, useRef, useState} from 'react';
import {Box, Text} from 'ink';
import {type IdentityServices} from '../../aws/identity-services.js';
import {type SsoTarget} from '../../aws/sso/sso-target.js';
import {SignInError} from '../../aws/sso/sign-in-error.js';
import {type FlowName, type SignInEvent} from '../../aws/sso/sign-in.js';
import {LiveText} from '../../components/live-text.js';
import {Message} from '../../components/message.js';
import {Paragraph} from '../../components/paragraph.js';
import {ScreenFrame} from '../../components/screen-frame.js';
import {useInput} from '../../components/use-input.js';
import {cleanLine} from '../../terminal/text.js';
import {useTools} from '../../terminal/tools.js';
import {identityHelp} from './help.js';
import {timeLeft} from './identity-words.js';

type Props = {
	readonly target: SsoTarget;
	readonly services: IdentityServices;
	readonly onDone: () => void;
	readonly onBack: () => void;
};

type Progress = {
	url?: string;
	code?: string;
	until?: number;
	isOpened?: boolean;
	trouble?: string;
	fallback?: string;
	problem?: {message: string; hint: string};
};

/** Signs in to Identity Center: in the browser, or with a code on any device. Shows the address and the code large. */
export function SsoSignInView({target, services, onDone, onBack}: Props) {
	const tools = useTools();
	const [flow, setFlow] = useState<FlowName>(
		() => services.chooseFlow(target).flow,
	);
	const [attempt, setAttempt] = useState(0);
	const [progress, setProgress] = useState<Progress>({});
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
						setProgress((old) => ({...old, ...told(event)}));
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
				setProgress((old) => ({...old, problem: wordsOf(error)}));
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
		setNote(detail);
	};

	const open = async (url: string) => {
		const outcome = await tools.open(url);
		setNote(
			outcome.opened
				? 'Opened in the browser.'
				: `Not opened: ${outcome.reason}. Open it by hand.`,
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
	useInput((input, key) => {
		if (key.escape) {
			onBack();
		} else if (input === 'd' && flow === 'pkce') {
			again('device');
		} else if (input === 'b' && canAnswerHere) {
			again('pkce');
		} else if (input === 'r' && progress.problem) {
			again(flow);
		} else if (input === 'c' && progress.url) {
			void copy(progress.url);
		} else if (input === 'o' && progress.url) {
			void open(progress.url);
		}
	});

	const {url, code, until, problem} = progress;
	return (
		<ScreenFrame
			title="Sign in to AWS"
			place={target.startUrl}
			help={identityHelp.signIn}
			keys={[
				...(problem ? [{key: 'r', does: 'try again'}] : []),
				...(url && !problem
					? [
							{key: 'c', does: 'copy the address'},
							{key: 'o', does: 'open the browser'},
						]
					: []),
				{key: 'Esc', does: 'cancel'},
				...(flow === 'pkce' ? [{key: 'd', does: 'use a code instead'}] : []),
				...(canAnswerHere
					? [{key: 'b', does: 'let a browser here answer'}]
					: []),
			]}
		>
			<Box flexDirection="column" gap={1}>
				{problem ? (
					<Message
						kind="problem"
						text={`${problem.message}\n${problem.hint}`}
					/>
				) : undefined}
				{progress.fallback && !problem ? (
					<Message kind="info" text={progress.fallback} />
				) : undefined}
				{url && !problem ? (
					<>
						<Paragraph text={introOf(flow, progress)} />
						<Text bold wrap="hard">
							{cleanLine(url)}
						</Text>
						{code ? (
							<Box flexDirection="column">
								<Paragraph text="Check that the page shows this code:" />
								<Box paddingLeft={4} paddingY={1}>
									<Text bold>{spread(code)}</Text>
								</Box>
							</Box>
						) : undefined}
						<LiveText
							tone="quiet"
							text={`Waiting for you in the browser${until === undefined ? '' : `: ${timeLeft(until - now)} left`}.${progress.trouble ? ` ${progress.trouble}` : ''}`}
						/>
					</>
				) : undefined}
				{!url && !problem ? (
					<Paragraph text="Asking AWS for the sign-in page…" />
				) : undefined}
				{note ? <Message kind="info" text={note} /> : undefined}
			</Box>
		</ScreenFrame>
	);
}

function told(event: SignInEvent): Progress {
	switch (event.type) {
		case 'code': {
			return {
				url: event.verificationUriComplete,
				code: event.userCode,
				until: event.expiresAt,
			};
		}

		case 'url': {
			return {url: event.url, until: event.expiresAt};
		}

		case 'browser': {
			return {isOpened: event.opened};
		}

		case 'waiting': {
			return {until: event.until, trouble: event.trouble};
		}

		case 'fallback': {
			return {fallback: event.because};
		}

		case 'done': {
			return {};
		}
	}
}

function introOf(flow: FlowName, {isOpened}: Progress): string {
	if (isOpened) {
		return 'The browser has opened this page. Allow the request there:';
	}

	return flow === 'pkce'
		? 'Open this page in a browser on this computer, and allow the request:'
		: 'Open this page in a browser, here or on another device:';
}

// Wide enough to read across a desk.
function spread(code: string): string {
	return cleanLine(code).split('').join(' ');
}

function wordsOf(error: unknown): {message: string; hint: string} {
	if (error instanceof SignInError) {
		return {message: error.message, hint: error.hint};
	}

	return {
		message: cleanLine(error instanceof Error ? error.message : String(error)),
		hint: 'Nothing was changed. Try again, or go back.',
	};
}
