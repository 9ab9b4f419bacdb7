import {type Told} from '../../steps/text-above.js';
import {type Finding} from '../answers.js';

/** The most urgent finding as a message, with how many more there are; `fine` when there are none. */
export function findingWords(
	findings: readonly Finding[],
	fine: Told,
): Told & {isSwapped: boolean} {
	const refusals = findings.filter(({kind}) => kind === 'refusal');
	const [first] = [...refusals, ...findings];
	if (!first) {
		return {...fine, isSwapped: false};
	}

	const isSwapped = findings.some((finding) => finding.isSwapped);
	const more =
		findings.length > 1 && !isSwapped
			? ` (and ${findings.length - 1} more)`
			: '';
	const hint = isSwapped ? 'Ctrl+X swaps them.' : first.hint;
	return {
		kind: first.kind === 'refusal' ? 'problem' : 'warning',
		text: `${first.message} ${hint}${more}`,
		isSwapped,
	};
}

/** Whether nothing stands in the way of going on; warnings are agreed to on the review. */
export function isAcceptable(findings: readonly Finding[]): boolean {
	return findings.every(({kind}) => kind === 'warning');
}
