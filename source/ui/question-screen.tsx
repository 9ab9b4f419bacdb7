import {type HelpTopic} from './frame-keys.js';
import {useNoteBack} from './drafts.js';
import {QuestionBody} from './question-body.js';
import {type Question} from './question.js';
import {ScreenFrame} from './screen-frame.js';
import {useInput} from './use-input.js';
import {useQuestion} from './use-question.js';

type Props<Value, Id extends string> = {
	readonly title: string;
	readonly place?: string;
	/** Who we are, the longest way to say it first. */
	readonly identity?: readonly string[];
	readonly help: HelpTopic;
	/** `onBack` says where Esc leads; nowhere without it. */
	readonly question: Question<Value, Id>;
};

/** A screen outside the guides that asks one thing. */
export function QuestionScreen<Value, Id extends string>(props: Props<Value, Id>) {
	// Another question begins with what it proposes itself.
	return <Asked key={props.question.id} {...props} />;
}

function Asked<Value, Id extends string>({question, ...frame}: Props<Value, Id>) {
	const {hints, ...asked} = useQuestion(question);
	const [first, ...others] = hints;
	const noteBack = useNoteBack();
	useInput((_, key) => {
		if (!key.escape) {
			return;
		}

		noteBack();
		question.onBack?.();
	});
	return (
		<ScreenFrame
			{...frame}
			keys={[
				...(first ? [first] : []),
				...(question.onBack ? [{key: 'Esc', does: 'back'}] : []),
				...others,
			]}
		>
			<QuestionBody hints={hints} {...asked} />
		</ScreenFrame>
	);
}
