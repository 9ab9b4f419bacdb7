import {cleanText, wrapText} from '../terminal/text.js';
import {useBodySize} from './body-size.js';
import {Toned, type Tone} from './theme.js';

/** Plain text, wrapped to the body's width and made safe to draw. */
export function Paragraph({
	text,
	tone = 'plain',
}: {
	readonly text: string;
	readonly tone?: Tone;
}) {
	const {columns} = useBodySize();
	return (
		<Toned tone={tone}>{wrapText(cleanText(text), columns).join('\n')}</Toned>
	);
}
