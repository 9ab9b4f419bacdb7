import {Box, Text} from 'ink';
import {cleanLine, textWidth} from '../terminal/text.js';
import {type Symbols} from '../terminal/symbols.js';
import {type Tone, Toned, useTheme} from './theme.js';

/** One step of a guide as the frame shows it: its number in the document, a word or two for it, and how it stands. */
export type StepMark = {
	readonly name: string;
	readonly number?: string | undefined;
	readonly state: 'done' | 'here' | 'ahead' | 'attention';
};

/** What the line of steps says of one of them, in one tone. */
type Part = {readonly name: string; readonly text: string; readonly tone: Tone};

/** From this width on the steps stand beside the body, and 80 columns are left for it. */
export const railFrom = 100;

// The sign's two columns, the number's four, and what parts the rail from the body.
const railMargin = 9;

/** How wide the steps are beside the body, the line that parts them included. */
export function railWidth(steps: readonly StepMark[]): number {
	return railMargin + Math.max(...steps.map(({name}) => textWidth(name)));
}

/**
The steps in one line of `columns`, each with its number, its sign and its name. Where not all fit, names go first, then the spaces between
the steps, then numbers: of steps that are done, then of those ahead, the furthest from here before the nearer ones. Nothing where
not even the signs fit.
*/
export function stepLine(
	steps: readonly StepMark[],
	columns: number,
	symbols: Symbols,
): readonly Part[] {
	const here = steps.findIndex(({state}) => state === 'here');
	const order = steps
		.map(({state}, index) => ({index, isAhead: state === 'ahead', far: Math.abs(index - here)}))
		.filter(({far}) => far > 0)
		.toSorted((a, b) => Number(a.isAhead) - Number(b.isAhead) || b.far - a.far)
		.map(({index}) => index);
	const forms = [
		{gap: 2, long: 'full', short: 'numbered'},
		{gap: 1, long: 'full', short: 'numbered'},
		{gap: 1, long: 'numbered', short: 'sign'},
	] as const;
	for (const {gap, long, short} of forms) {
		for (let count = 0; count <= order.length; count++) {
			const shortened = new Set(order.slice(0, count));
			const parts = steps.map((step, index) => ({
				name: step.name,
				text:
					(index === 0 ? '' : ' '.repeat(gap)) +
					describeStep(
						step,
						index === here ? 'full' : shortened.has(index) ? short : long,
						symbols,
					),
				tone: tones[step.state],
			}));
			if (parts.reduce((sum, {text}) => sum + textWidth(text), 0) <= columns) {
				return parts;
			}
		}
	}

	return [];
}

const tones: Readonly<Record<StepMark['state'], Tone>> = {
	done: 'plain',
	here: 'active',
	ahead: 'quiet',
	attention: 'careful',
};

function describeStep(
	{name, number = '', state}: StepMark,
	form: 'full' | 'numbered' | 'sign',
	symbols: Symbols,
): string {
	const words = [
		form === 'sign' ? '' : number,
		signOf(state, symbols),
		form === 'full' ? cleanLine(name) : '',
	].filter((text) => text !== '');
	return words.length === 0 ? symbols.separator : words.join(' ');
}

function signOf(state: StepMark['state'], {stepDone, stepHere}: Symbols): string {
	return {done: stepDone, here: stepHere, attention: '!', ahead: ''}[state];
}

/** The steps in one line. */
export function StepLine({parts}: {readonly parts: readonly Part[]}) {
	return (
		<Text wrap="truncate">
			{parts.map(({name, text, tone}) => (
				<Toned key={name} tone={tone} isStrong={tone === 'active'}>
					{text}
				</Toned>
			))}
		</Text>
	);
}

/** The steps one below the other, for the left of a wide window. */
export function StepRail({
	steps,
	rows,
}: {
	readonly steps: readonly StepMark[];
	readonly rows: number;
}) {
	const {symbols} = useTheme();
	const signWidth = textWidth(symbols.stepDone);
	return (
		<Box
			flexDirection="column"
			flexShrink={0}
			width={railWidth(steps)}
			height={rows}
			overflow="hidden"
		>
			{steps.map(({name, number = '', state}) => (
				<Toned key={`${number} ${name}`} tone={tones[state]} isStrong={state === 'here'}>
					{`${signOf(state, symbols).padEnd(signWidth)} ${number.padEnd(3)} ${cleanLine(name)}`}
				</Toned>
			))}
		</Box>
	);
}
