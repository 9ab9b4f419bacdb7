import {Message} from '../../ui/message.js';
import {type KeyHint} from '../../ui/key-hints.js';
import {useInput} from '../../ui/use-input.js';
import {type SignInProblem} from './sign-in-progress.js';

type Ways = {
	readonly onRetry: () => void;
	/** Signs in to the same portal once more, and comes back. */
	readonly onSignIn: () => void;
	readonly onBack: () => void;
};

/** The keys of a screen that asks the portal: Esc goes back; after a problem Ctrl+R asks again, and Ctrl+S signs in where that helps. */
export function usePortalKeys(
	problem: SignInProblem | undefined,
	{onRetry, onSignIn, onBack}: Ways,
): readonly KeyHint[] {
	useInput((input, key) => {
		if (key.escape) {
			onBack();
		} else if (key.ctrl && input === 'r' && problem) {
			onRetry();
		} else if (key.ctrl && input === 's' && problem?.isOver) {
			onSignIn();
		}
	});
	return problem
		? [
				...(problem.isOver ? [{key: 'Ctrl+S', does: 'sign in again'}] : []),
				{key: 'Ctrl+R', does: 'try again'},
			]
		: [];
}

/** What went wrong when the portal was asked, and what to do. */
export function PortalProblem({problem}: {readonly problem: SignInProblem}) {
	return (
		<Message kind="problem" text={`${problem.message}\n${problem.hint}`} />
	);
}
