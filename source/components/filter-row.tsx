import {Box} from 'ink';
import {cleanLine, fitText, textWidth} from '../terminal/text.js';
import {Toned, useTheme} from './theme.js';

/** One line of a filtered list: label, detail, and why it cannot be used, as far as the width goes. */
export function FilterRow({
	item: {label, detail = '', disabled},
	isHighlighted,
	isTicked,
	columns,
}: {
	readonly item: {
		readonly label: string;
		readonly detail?: string;
		readonly disabled?: string;
	};
	readonly isHighlighted: boolean;
	/** Left out where rows have no box to tick. */
	readonly isTicked?: boolean;
	readonly columns: number;
}) {
	const {symbols} = useTheme();
	const isUsable = disabled === undefined;
	const box = boxOf(isUsable, isTicked);
	const room = Math.max(1, columns - 2 - textWidth(box));
	const name = fitText(cleanLine(label), room, symbols.ellipsis);
	const rest = room - textWidth(name) - 2;
	const about = disabled === undefined ? detail : `(not usable: ${disabled})`;
	// A remainder of a word or two says nothing.
	const tail =
		rest < 8 ? '' : fitText(cleanLine(about), rest, symbols.ellipsis);
	return (
		<Box
			height={1}
			flexShrink={0}
			aria-role="option"
			aria-state={{
				selected: isHighlighted,
				disabled: !isUsable,
				...(isTicked !== undefined && {checked: isTicked}),
			}}
		>
			<Box aria-hidden flexShrink={0}>
				<Toned tone="active">
					{isHighlighted ? `${symbols.pointer} ` : '  '}
				</Toned>
			</Box>
			<Toned
				tone={isUsable ? (isHighlighted ? 'active' : 'plain') : 'quiet'}
				isStrong={isHighlighted}
			>
				{box + name}
			</Toned>
			{tail === '' ? undefined : <Toned tone="quiet">{`  ${tail}`}</Toned>}
		</Box>
	);
}

function boxOf(isUsable: boolean, isTicked: boolean | undefined): string {
	if (isTicked === undefined) {
		return '';
	}

	return isTicked ? '[x] ' : isUsable ? '[ ] ' : ' '.repeat(4);
}
