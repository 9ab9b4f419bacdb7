import {createContext, useContext} from 'react';
import {useInput as useAnyInput, usePaste as useAnyPaste, type Key} from 'ink';

const CoverContext = createContext(false);

/** Tells the components below whether something lies over them, such as the help: then no key reaches them. */
export const CoverProvider = CoverContext.Provider;

/** Whether something lies over this component, and the keys belong to that. */
export function useIsCovered(): boolean {
	return useContext(CoverContext);
}

type Options = {readonly isActive?: boolean};

/** Ink's `useInput`, silent while something lies over the component. Every screen listens through this. */
export function useInput(
	handler: (input: string, key: Key) => void,
	{isActive = true}: Options = {},
): void {
	const isCovered = useIsCovered();
	useAnyInput(handler, {isActive: isActive && !isCovered});
}

/** Ink's `usePaste`, silent while something lies over the component. */
export function usePaste(
	handler: (text: string) => void,
	{isActive = true}: Options = {},
): void {
	const isCovered = useIsCovered();
	useAnyPaste(handler, {isActive: isActive && !isCovered});
}

/** Whether this key asks for the help: Ctrl+Y anywhere, and ? where no letters are typed. */
export function isHelpKey(input: string, key: Key, isTyping = false): boolean {
	return key.ctrl ? input === 'y' : !key.meta && input === '?' && !isTyping;
}
