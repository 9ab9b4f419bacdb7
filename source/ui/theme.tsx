import {Children, createContext, useContext, useMemo, type ReactNode} from 'react';
import {Text, useWindowSize} from 'ink';
import {screenReaderSymbols, symbols, type Symbols} from '../terminal/symbols.js';
import {asciiText} from '../terminal/text.js';

/** What the terminal can show. */
type Theme = {
	readonly symbols: Symbols;
	readonly unicode: boolean;
	readonly color: boolean;
};

/**
What a piece of text means; the theme knows how that looks. Words and symbols carry the meaning, this only helps.
*/
export type Tone = 'plain' | 'strong' | 'quiet' | 'good' | 'bad' | 'careful' | 'active';

const ThemeContext = createContext<Theme>({
	symbols: symbols(true),
	unicode: true,
	color: true,
});

/** Tells every component below whether Unicode symbols and colour may be used. Both default to yes. */
export function ThemeProvider({
	hasUnicode = true,
	hasColor = true,
	isScreenReader = false,
	children,
}: {
	readonly hasUnicode?: boolean;
	readonly hasColor?: boolean;
	/** Everything is read aloud: words stand for symbols. */
	readonly isScreenReader?: boolean;
	readonly children: ReactNode;
}) {
	const theme = useMemo(
		() => ({
			symbols: isScreenReader ? screenReaderSymbols : symbols(hasUnicode),
			unicode: hasUnicode,
			color: hasColor,
		}),
		[hasUnicode, hasColor, isScreenReader],
	);
	return <ThemeContext.Provider value={theme}>{children}</ThemeContext.Provider>;
}

/** The symbols to draw with, and what the terminal can show. */
export function useTheme(): Theme {
	return useContext(ThemeContext);
}

const colors: Readonly<Record<Tone, string | undefined>> = {
	plain: undefined,
	strong: undefined,
	quiet: undefined,
	good: 'green',
	bad: 'red',
	careful: 'yellow',
	active: 'cyan',
};

/** Text in a tone: one of the eight base colours, bold or dim, or the terminal's own foreground. */
export function Toned({
	tone = 'plain',
	isStrong = false,
	isSelected = false,
	children,
}: {
	readonly tone?: Tone;
	readonly isStrong?: boolean;
	/** The next key takes its place. */
	readonly isSelected?: boolean;
	readonly children?: ReactNode;
}) {
	const {color, unicode} = useTheme();
	return (
		<Text
			bold={isStrong || tone === 'strong'}
			dimColor={tone === 'quiet'}
			inverse={isSelected}
			color={color ? colors[tone] : undefined}
		>
			{unicode ? children : inAscii(children)}
		</Text>
	);
}

// Elements among the children are texts of their own and see to it themselves.
function inAscii(children: ReactNode): ReactNode {
	return Children.map(children, (child): ReactNode =>
		typeof child === 'string' ? asciiText(child) : child,
	);
}

/** Room for content, in terminal cells. */
type BodySize = {readonly columns: number; readonly rows: number};

const BodySizeContext = createContext<BodySize | undefined>(undefined);

/** Tells the components inside how much room they have; `ScreenFrame` uses it. */
export const BodySizeProvider = BodySizeContext.Provider;

/** The room a screen's body has: what the frame leaves, or the whole window outside a frame. */
export function useBodySize(): BodySize {
	const window = useWindowSize();
	return useContext(BodySizeContext) ?? window;
}
