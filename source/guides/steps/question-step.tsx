import {QuestionBody} from '../../ui/question-body.js';
import {type Question} from '../../ui/question.js';
import {useQuestion} from '../../ui/use-question.js';
import {StepFrame} from '../step-frame.js';

type Props<Value, Id extends string> = {
	readonly question: Question<Value, Id>;
};

/** A step's screen, or one of them, that asks one thing. */
export function QuestionStep<Value, Id extends string>({
	question,
}: Props<Value, Id>) {
	// Another question begins with what it proposes itself.
	return <Asked key={question.id} question={question} />;
}

function Asked<Value, Id extends string>({question}: Props<Value, Id>) {
	const asked = useQuestion(question);
	const {title} = question;
	const {onBack = question.kind === 'confirm' ? question.onNo : undefined} =
		question;
	return (
		<StepFrame
			{...(title !== undefined && {title})}
			keys={asked.hints}
			{...(onBack && {onBack})}
		>
			<QuestionBody {...asked} />
		</StepFrame>
	);
}
