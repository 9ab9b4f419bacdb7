import {Box} from 'ink';
import {cleanLine, fitText, textWidth, wrapText} from '../terminal/text.js';
import {useBodySize} from './body-size.js';
import {useIsLineMode} from './line-mode.js';
import {Toned, useTheme} from './theme.js';

/**
A label and its value, such as an account ID. The label takes `labelWidth` columns so that rows line up; where that
leaves less than half of the width for the value, the value goes below.
*/
export function FieldRow({
	label,
	value,
	labelWidth = textWidth(label),
}: {
	readonly label: string;
	readonly value: string;
	readonly labelWidth?: number;
}) {
	const {columns} = useBodySize();
	const {symbols} = useTheme();
	const isHeard = useIsLineMode();
	const isBeside = labelWidth + 2 <= columns / 2;
	const indent = isBeside ? labelWidth + 2 : 2;
	const lines = wrapText(cleanLine(value), Math.max(1, columns - indent));
	return isHeard ? (
		<Toned>{`${cleanLine(label)}: ${cleanLine(value)}`}</Toned>
	) : (
		<Box flexDirection={isBeside ? 'row' : 'column'} flexShrink={0}>
			<Box flexShrink={0} width={isBeside ? indent : columns}>
				<Toned tone="quiet">
					{fitText(
						cleanLine(label),
						isBeside ? labelWidth : columns,
						symbols.ellipsis,
					)}
				</Toned>
			</Box>
			<Box flexShrink={0} marginLeft={isBeside ? 0 : indent}>
				<Toned>{lines.join('\n')}</Toned>
			</Box>
		</Box>
	);
}
