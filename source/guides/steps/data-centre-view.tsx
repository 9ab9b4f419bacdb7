import {useState} from 'react';
import {type ListRow, type Question} from '../../ui/question.js';
import {checkCustomHost, dataCentres} from '../../workato/data-centres.js';
import {QuestionStep} from '../step-frame.js';

type Props = {
	readonly chosen: string | undefined;
	readonly onChoose: (dataCentre: string) => void;
	readonly onBack: () => void;
};

const other = 'other';

/** Asks where the person's Workato is, so that links open the right host. */
export function DataCentreView({chosen, onChoose, onBack}: Props) {
	const [isTyping, setIsTyping] = useState(false);
	if (isTyping) {
		return (
			<QuestionStep
				question={hostQuestion({
					chosen,
					onChoose,
					onBack() {
						setIsTyping(false);
					},
				})}
			/>
		);
	}

	return (
		<QuestionStep
			question={{
				kind: 'list',
				id: 'data centre',
				text: 'Which Workato data centre do you use? The address bar of your browser shows it.',
				enter: 'continue',
				rows: rowsOf(chosen),
				onAnswer(id) {
					if (dataCentres.find((each) => each.id === id)?.host) {
						onChoose(id);
					} else {
						setIsTyping(true);
					}
				},
				onBack,
			}}
		/>
	);
}

/** The data centres, the saved choice first, so that Enter keeps it. */
function rowsOf(chosen: string | undefined): ListRow[] {
	const own = ownHost(chosen);
	const first = own === '' ? chosen : other;
	return [
		...dataCentres.map(({id, name, host}) => ({
			id,
			label: `${name} (${id})`,
			detail: host ?? 'its address is not known for certain: give it',
		})),
		{
			id: other,
			label: own === '' ? 'Another address' : `Another address: ${endOf(own)}`,
			detail: own === '' ? 'a host of your own' : 'your choice; Enter shows it',
		},
	].toSorted((one, two) => Number(two.id === first) - Number(one.id === first));
}

function hostQuestion({chosen, onChoose, onBack}: Props): Question<string> {
	return {
		kind: 'text',
		id: 'host',
		label: 'Address of your Workato',
		placeholder: 'app.example.com',
		initial: ownHost(chosen),
		validate(text) {
			const checked = checkCustomHost(text);
			return 'host' in checked ? {value: checked.host} : {problem: checked.problem};
		},
		onAnswer: onChoose,
		onBack,
	};
}

// A list cuts what is long; the end of a host says whose it is.
function endOf(host: string): string {
	return host.length > 20 ? `…${host.slice(-19)}` : host;
}

/** The saved choice when it is a host of one's own, else empty. */
function ownHost(chosen: string | undefined): string {
	const isKnown = dataCentres.some(({id}) => id === chosen);
	return isKnown ? '' : (chosen ?? '');
}
