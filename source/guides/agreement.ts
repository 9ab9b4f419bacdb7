import {useDraft} from '../ui/drafts.js';
import {type ConfirmQuestion} from '../ui/question.js';
import {type Warning} from './guide.js';

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
