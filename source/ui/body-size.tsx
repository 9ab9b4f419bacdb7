import {createContext, useContext} from 'react';
import {useWindowSize} from 'ink';

/** Room for content, in terminal cells. */
export type BodySize = {readonly columns: number; readonly rows: number};

const BodySizeContext = createContext<BodySize | undefined>(undefined);

/** Tells the components inside how much room they have; `ScreenFrame` uses it. */
export const BodySizeProvider = BodySizeContext.Provider;

/** The room a screen's body has: what the frame leaves, or the whole window outside a frame. */
export function useBodySize(): BodySize {
	const window = useWindowSize();
	return useContext(BodySizeContext) ?? window;
}
