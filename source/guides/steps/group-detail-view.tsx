import {useState} from 'react';
import {Box} from 'ink';
import {useBodySize} from '../../ui/body-size.js';
import {ScrollBox} from '../../ui/scroll-box.js';
import {useTheme} from '../../ui/theme.js';
import {useInput} from '../../ui/use-input.js';
import {StepFrame} from '../step-frame.js';
import {type Blocker} from '../guide.js';
import {reviewLines} from './review-lines.js';
import {type PlannedGroup} from './group-rows.js';

/** One group of the plan: why it cannot go on, or its changes with the policies as diffs. */
export function GroupDetailView({
	group,
	onOffer,
	onBack,
}: {
	readonly group: PlannedGroup;
	readonly onOffer: (offer: NonNullable<Blocker['offer']>) => void;
	readonly onBack: () => void;
}) {
	const [isFull, setIsFull] = useState(false);
	const offer = group.blockers.find((blocker) => blocker.offer)?.offer;
	useInput((input, key) => {
		if (input === 'v') {
			setIsFull(!isFull);
		} else if (input === 'u' && offer) {
			onOffer(offer);
		} else if (key.return) {
			onBack();
		}
	});
	return (
		<StepFrame
			keys={[
				...(offer ? [{key: 'u', does: offer.label}] : []),
				{key: 'Enter', does: 'back to the list'},
				...(group.changes.length > 0
					? [{key: 'v', does: isFull ? 'shorter' : 'full JSON'}]
					: []),
				{key: '↑↓', does: 'scroll'},
			]}
			onBack={onBack}
		>
			<DetailBody group={group} isFull={isFull} />
		</StepFrame>
	);
}

function DetailBody({
	group: {name, changes, blockers},
	isFull,
}: {
	readonly group: PlannedGroup;
	readonly isFull: boolean;
}) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	return (
		<Box flexDirection="column">
			<ScrollBox
				rows={rows}
				lines={[
					{text: name, isStrong: true},
					{text: ''},
					...blockers.flatMap(({message, hint}) => [
						{gutter: `${symbols.fail} `, text: message, tone: 'bad' as const},
						{gutter: '  ', text: hint},
					]),
					...reviewLines(changes, isFull, symbols),
				]}
			/>
		</Box>
	);
}
