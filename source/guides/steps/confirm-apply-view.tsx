import {Box} from 'ink';
import {useBodySize} from '../../ui/body-size.js';
import {ScrollBox} from '../../ui/scroll-box.js';
import {Select} from '../../ui/select.js';
import {useTheme} from '../../ui/theme.js';
import {type Warning} from '../guide.js';
import {type Connection} from '../guide-screens.js';
import {StepFrame} from '../step-frame.js';
import {noticeLines} from './review-lines.js';

type Props = {
	/** How many changes, and what they are. */
	readonly count: number;
	readonly what: string;
	/** What has been changed before, in a sentence. */
	readonly soFar: string;
	readonly connection: Connection;
	readonly warnings: readonly Warning[];
	readonly onApply: () => void;
	readonly onBack: () => void;
};

/** The last question before many changes: who applies them and where, and everything that has to be agreed to. */
export function ConfirmApplyView(props: Props) {
	return (
		<StepFrame
			keys={[
				{key: 'Enter', does: 'select'},
				{key: '↑↓', does: 'choose'},
				...(props.warnings.length > 0
					? [{key: 'PageUp PageDown', does: 'scroll'}]
					: []),
			]}
			onBack={props.onBack}
		>
			<ConfirmBody {...props} />
		</StepFrame>
	);
}

function ConfirmBody({
	count,
	what,
	soFar,
	connection,
	warnings,
	onApply,
	onBack,
}: Props) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	return (
		<Box flexDirection="column">
			<ScrollBox
				isBesideMenu
				rows={Math.max(3, rows - 4)}
				lines={[
					...noticeLines(
						{soFar, count},
						connection,
						{warnings, isAgreed: false},
						symbols,
					),
					{text: `${what}.`},
				]}
			/>
			<Box marginTop={1} flexDirection="column">
				<Select
					items={[
						{label: 'No, do not apply them yet', value: false},
						{
							label:
								warnings.length > 0
									? `Yes, I agree: apply all ${count}`
									: `Apply all ${count}`,
							value: true,
						},
					]}
					onSelect={(isMeant) => {
						if (isMeant) {
							onApply();
						} else {
							onBack();
						}
					}}
				/>
			</Box>
		</Box>
	);
}
