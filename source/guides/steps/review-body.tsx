import {Box} from 'ink';
import {type Change} from '../../resources/call.js';
import {useBodySize, useTheme} from '../../ui/theme.js';
import {type StatusMessage} from '../../ui/question.js';
import {Message, messageRows, Paragraph} from '../../ui/message.js';
import {ScrollBox, wrapLines, type ScrollLine} from '../../ui/scroll-box.js';
import {type Blocker, type Check, type Warning, type GroupNoun} from '../guide.js';
import {type Connection, type Remedy, type Run} from '../guide-screens.js';
import {AppliedView, ApplyingView, LookingView} from './run-view.js';
import {evidenceLines, noticeLines, overviewLines, reviewLines} from './review-lines.js';
import {type Stage} from './review-stage.js';

const nothingLeft: StatusMessage = {
	kind: 'success',
	text: 'There is nothing to change. AWS was asked, and this is what is there:',
};
const howToApply: StatusMessage = {
	kind: 'info',
	text: 'Enter does nothing here. Press a to apply.',
};

/** What the review screen shows at each stage. */
export function ReviewBody({
	stage,
	isLooking,
	changes,
	blockers,
	run,
	isFull,
	isEnterPressed,
	isExportable,
	connection,
	checks,
	groupNoun,
	warnings,
	isAgreed,
	soFar,
	remedies,
	onRemedy,
}: {
	readonly stage: Stage;
	readonly isLooking: boolean;
	readonly changes: readonly Change[];
	readonly blockers: readonly Blocker[];
	readonly run: Run | undefined;
	readonly isFull: boolean;
	/** Enter does nothing here; once it was pressed, the key that does is named. */
	readonly isEnterPressed: boolean;
	/** Whether it can be handed to somebody else. */
	readonly isExportable: boolean;
	readonly connection: Connection;
	readonly checks: readonly Check[];
	readonly groupNoun: GroupNoun;
	readonly warnings: readonly Warning[];
	readonly isAgreed: boolean;
	/** What has been changed before, in a sentence. */
	readonly soFar: string;
	readonly remedies: readonly Remedy[];
	/** No step: look again. */
	readonly onRemedy: (step: string | undefined) => void;
}) {
	const {rows, columns} = useBodySize();
	const heightOf = ({kind, text}: StatusMessage) => messageRows(kind, text, columns);
	const {symbols} = useTheme();
	switch (stage) {
		case 'looking': {
			return <LookingView checks={checks} groupNoun={groupNoun} />;
		}

		case 'blocked': {
			return (
				<Box flexDirection="column">
					{blockers.map(({code, message, hint}) => (
						<Message key={`${code} ${message}`} kind="problem" text={`${message}\n${hint}`} />
					))}
					<Box marginTop={1}>
						<Paragraph text="Nothing was changed." />
					</Box>
				</Box>
			);
		}

		case 'nothing': {
			return (
				<Box flexDirection="column">
					<Message {...nothingLeft} />
					<ScrollBox
						rows={Math.max(2, rows - heightOf(nothingLeft))}
						lines={[
							...connection.warnings.map((text) => ({
								gutter: `${symbols.warn} `,
								tone: 'careful' as const,
								text,
							})),
							...evidenceLines(checks, symbols),
						]}
					/>
				</Box>
			);
		}

		case 'review': {
			const isKnown = connection.identity?.state === 'found';
			const isToldHow = isEnterPressed && isKnown;
			const height = Math.max(2, rows - (isToldHow ? heightOf(howToApply) : 0));
			const lines = (overview: readonly ScrollLine[]) => [
				...noticeLines(
					{soFar, count: changes.length, overview},
					connection,
					{warnings, isAgreed},
					symbols,
				),
				...(isExportable
					? [
							{
								text: 'Not allowed to apply? Press h to hand it over.',
								tone: 'quiet' as const,
							},
						]
					: []),
				{text: ''},
				...reviewLines(changes, isFull, symbols),
			];
			const isLong = changes.length > 1 && wrapLines(lines([]), columns).length > height;
			return (
				<Box flexDirection="column">
					{isToldHow ? <Message {...howToApply} /> : undefined}
					<ScrollBox rows={height} lines={lines(isLong ? overviewLines(changes) : [])} />
				</Box>
			);
		}

		case 'running': {
			return <ApplyingView run={run} isLooking={isLooking} />;
		}

		case 'done':
		case 'failed': {
			return (
				<AppliedView run={run} isDone={stage === 'done'} remedies={remedies} onRemedy={onRemedy} />
			);
		}
	}
}
