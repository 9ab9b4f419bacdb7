import {QuestionBody} from '../../ui/question-body.js';
import {type Question, type StatusMessage} from '../../ui/question.js';
import {useQuestion} from '../../ui/use-question.js';
import {StepFrame} from '../step-frame.js';
import {type Tools} from '../../terminal/tools.js';

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
