import {createContext, useContext, type ReactNode} from 'react';
import {type KeyHint, type HelpTopic} from '../ui/frame-keys.js';
import {ScreenFrame} from '../ui/screen-frame.js';
import {useInput} from '../ui/use-input.js';
import {useDraft, useNoteBack} from '../ui/drafts.js';
import {type ConfirmQuestion, type Question, type StatusMessage} from '../ui/question.js';
import {QuestionBody} from '../ui/question-screen.js';
import {useQuestion} from '../ui/use-question.js';
import {type Tools} from '../terminal/tools.js';
import {type StepMark} from '../ui/step-line.js';
import {type Warning} from './guide.js';

/** What the frame of a step says around its body. */
type StepContext = {
	readonly title: string;
	/** The guide and the setup. */
	readonly location: string;
	readonly steps: readonly StepMark[];
	/** Opens the list of steps; left out where there is none to open. */
	readonly onSteps?: (() => void) | undefined;
	readonly banner: readonly string[];
	/** Who we are, the longest way to say it first. */
	readonly identity: readonly string[];
	/** What ? says about the step. */
	readonly help: HelpTopic | undefined;
	readonly onBack: () => void;
	/** Signing in from here and coming back; needed when AWS does not know us any more. */
	readonly signIn: {readonly isNeeded: boolean; readonly go: () => void};
};

const StepFrameContext = createContext<StepContext>({
	title: '',
	location: '',
	steps: [],
	banner: [],
	identity: [],
	help: undefined,
	onBack: () => undefined,
	signIn: {isNeeded: false, go: () => undefined},
});

/** Tells the steps below where they are. */
export const StepContextProvider = StepFrameContext.Provider;

// Lines that are answered know it by the word steps.
const stepsKey = 'Ctrl+N';

/** The frame of one step: title, place and identity above, keys below. Esc goes back, by default to the step before. */
export function StepFrame({
	title: own,
	keys,
	onBack,
	isBackActive = true,
	children,
}: {
	/** In place of the step's own title. */
	readonly title?: string;
	readonly keys: readonly KeyHint[];
	/** Where Esc leads inside the step; the step before when left out. */
	readonly onBack?: () => void;
	readonly isBackActive?: boolean;
	readonly children: ReactNode;
}) {
	const {title, location, steps, onSteps, banner, identity, help, signIn, ...context} =
		useContext(StepFrameContext);
	const noteBack = useNoteBack();
	useInput(
		(input, key) => {
			if (key.escape) {
				noteBack();
				(onBack ?? context.onBack)();
			} else if (key.ctrl && input === 's') {
				signIn.go();
			} else if (key.ctrl && input === 'n') {
				onSteps?.();
			}
		},
		{isActive: isBackActive},
	);
	return (
		<ScreenFrame
			isHomeActive={isBackActive}
			title={own ?? title}
			location={location}
			steps={steps}
			banner={
				signIn.isNeeded
					? [
							'AWS does not know you now. Ctrl+S signs in and comes back here.',
							'Not signed in. Ctrl+S signs in.',
						]
					: banner
			}
			identity={identity}
			help={help}
			keys={[
				...(signIn.isNeeded ? [{key: 'Ctrl+S', does: 'sign in'}] : []),
				...keys.slice(0, 1),
				// Near the front: a narrow terminal shows only the first few.
				...(isBackActive ? [{key: 'Esc', does: 'back'}] : []),
				...keys.slice(1),
				...(onSteps && isBackActive ? [{key: stepsKey, does: 'steps'}] : []),
			]}
		>
			{children}
		</ScreenFrame>
	);
}

/**
Whether the person has agreed to these warnings while the guide is open, and how to note that they did. Other warnings,
or another sitting, ask again.
*/
export function useAgreement(warnings: readonly Warning[]): {
	isAgreed: boolean;
	agree: () => void;
} {
	const [agreed, setAgreed] = useDraft('agreed to', '');
	const wanted = JSON.stringify(warnings.map(({message}) => message));
	return {
		isAgreed: warnings.length === 0 || agreed === wanted,
		agree() {
			setAgreed(wanted);
		},
	};
}

/** Puts what is unusual about the answers before the person. */
export function agreementQuestion(
	warnings: readonly Warning[],
	does: Pick<ConfirmQuestion, 'no' | 'onNo' | 'onYes'>,
): ConfirmQuestion {
	return {
		kind: 'confirm',
		id: 'agreement',
		warnings: warnings.map(({message}) => message),
		yes: 'Yes, I agree',
		...does,
	};
}

type Props<Value, Id extends string> = {
	readonly question: Question<Value, Id>;
};

/** A step's screen, or one of them, that asks one thing. */
export function QuestionStep<Value, Id extends string>({question}: Props<Value, Id>) {
	// Another question begins with what it proposes itself.
	return <Asked key={question.id} question={question} />;
}

function Asked<Value, Id extends string>({question}: Props<Value, Id>) {
	const asked = useQuestion(question);
	const {title} = question;
	const onBack =
		question.onBack ??
		(question.kind === 'confirm'
			? () => {
					void question.onNo();
				}
			: undefined);
	return (
		<StepFrame {...(title !== undefined && {title})} keys={asked.hints} {...(onBack && {onBack})}>
			<QuestionBody {...asked} />
		</StepFrame>
	);
}

/** Opens a page in the browser and says what came of it; where none opens, why, and the address to open by hand. */
export async function openPage(
	tools: Pick<Tools, 'open'>,
	address: string,
): Promise<StatusMessage> {
	const opened = await tools.open(address);
	return opened.opened
		? {kind: 'info', text: 'Opened in the browser.'}
		: {
				kind: 'warning',
				text: `Not opened: ${opened.reason}. The address is ${address}`,
			};
}
