import {useCallback, useMemo, useState, type ReactNode} from 'react';
import {Box} from 'ink';
import {HelpPage} from './help-page.js';
import {DeskProvider, type HelpQuestion} from './frame-keys.js';
import {CoverProvider} from './use-input.js';

/**
Lays the help over the screen that asks for it. The screen stays as it is below, with all that was typed and all that is
under way; it is only not drawn, and no key reaches it.
*/
export function HelpDesk({children}: {readonly children: ReactNode}) {
	const [question, setQuestion] = useState<HelpQuestion>();
	const close = useCallback(() => {
		setQuestion(undefined);
	}, []);
	const desk = useMemo(() => ({ask: setQuestion, close}), [close]);
	return (
		<DeskProvider value={desk}>
			<CoverProvider value={question !== undefined}>
				<Box width="100%" display={question ? 'none' : 'flex'}>
					{children}
				</Box>
			</CoverProvider>
			{question ? <HelpPage {...question} onClose={close} /> : undefined}
		</DeskProvider>
	);
}
