import {useState, useCallback, useMemo, type ReactNode} from 'react';
import {Box, useIsScreenReaderEnabled} from 'ink';
import {type Symbols} from '../terminal/symbols.js';
import {useTools} from '../terminal/tools.js';
import {
	type HelpTopic,
	type Page,
	type KeyHint,
	DeskProvider,
	type HelpQuestion,
} from './frame-keys.js';
import {type ScrollLine, ScrollBox} from './scroll-box.js';
import {useBodySize, useTheme} from './theme.js';
import {useAsk, useIsLineMode} from './line-mode.js';
import {askChoice} from './line-question.js';
import {Message, Paragraph} from './message.js';
import {ScreenFrame} from './screen-frame.js';
import {Select} from './select.js';
import {isHelpKey, useInput, CoverProvider} from './use-input.js';

/**
The help about one screen as lines, in the order in which they are read; each heading stands below an empty line. Where it is
heard (`isScreenReader`), keys are choices that are told behind it.
*/
function helpLines(
	{what, why, troubles, terms, pages}: HelpTopic,
	keys: readonly KeyHint[],
	{bullet}: Pick<Symbols, 'bullet'>,
	isScreenReader = false,
): ScrollLine[] {
	const part = (title: string, lines: readonly ScrollLine[]): ScrollLine[] =>
		lines.length === 0 ? [] : [{text: ''}, {text: title, isStrong: true}, ...lines];
	return [
		{text: what},
		...part('Why', [{text: why}]),
		...part(
			'When something goes wrong',
			troubles.map(({problem, solution}) => ({
				gutter: `${bullet} `,
				text: `${problem} ${solution}`,
			})),
		),
		...part(isScreenReader ? 'Words' : 'Words, explained with w', [
			...(terms.length > 0 ? [{text: terms.map(({name}) => name).join(', ')}] : []),
		]),
		...part(
			isScreenReader ? 'Pages' : 'Pages, opened with o',
			pages.map(({title, address}) => ({
				gutter: `${bullet} `,
				text: `${title}: ${address}`,
			})),
		),
		...part(
			'Keys of the screen',
			isScreenReader ? [] : keys.map(({key, does}) => ({text: `${key}  ${does}`})),
		),
	];
}

type View = 'text' | 'words' | 'pages';

/** The help about one screen: read it, have a word explained, open a page. Esc leads back, and so does the key that opened it. */
function HelpPage({
	title,
	topic,
	keys,
	onClose,
}: {
	readonly title: string;
	readonly topic: HelpTopic;
	readonly keys: readonly KeyHint[];
	readonly onClose: () => void;
}) {
	const [view, setView] = useState<View>('text');
	useInput((input, key) => {
		if (isHelpKey(input, key) || (key.escape && view === 'text')) {
			onClose();
		} else if (key.escape) {
			setView('text');
		} else if (input === 'w' && topic.terms.length > 0) {
			setView('words');
		} else if (input === 'o' && topic.pages.length > 0) {
			setView('pages');
		}
	});
	const hints = {
		text: [
			{key: 'Esc', does: 'back to the screen'},
			{key: '↑↓', does: 'scroll'},
			...(topic.terms.length > 0 ? [{key: 'w', does: 'words'}] : []),
			...(topic.pages.length > 0 ? [{key: 'o', does: 'open a page'}] : []),
		],
		words: [
			{key: 'Esc', does: 'back to the help'},
			{key: '↑↓', does: 'choose a word'},
		],
		pages: [
			{key: 'Enter', does: 'open it'},
			{key: 'Esc', does: 'back to the help'},
			{key: '↑↓', does: 'choose'},
		],
	};
	return (
		<ScreenFrame title={`Help: ${title}`} help={undefined} keys={hints[view]}>
			{view === 'text' ? (
				<HelpText topic={topic} keys={keys} />
			) : view === 'words' ? (
				<Terms topic={topic} />
			) : (
				<Pages pages={topic.pages} />
			)}
		</ScreenFrame>
	);
}

function HelpText({topic, keys}: {readonly topic: HelpTopic; readonly keys: readonly KeyHint[]}) {
	const {rows} = useBodySize();
	const {symbols} = useTheme();
	const isScreenReader = useIsScreenReaderEnabled();
	const isLineMode = useIsLineMode();
	return (
		<ScrollBox
			lines={helpLines(topic, keys, symbols, isLineMode)}
			rows={isScreenReader ? Infinity : rows}
		/>
	);
}

function Terms({topic: {terms}}: {readonly topic: HelpTopic}) {
	const {rows} = useBodySize();
	const words = terms.map((term) => ({label: term.name, value: term, hint: term.meaning}));
	// A word's meaning stands below it as soon as it is highlighted.
	const onSelect = () => undefined;
	const isLineMode = useAsk(askChoice(words, onSelect));
	return isLineMode ? undefined : <Select rows={rows} items={words} onSelect={onSelect} />;
}

function Pages({pages}: {readonly pages: readonly Page[]}) {
	const tools = useTools();
	const [message, setMessage] = useState<string>();
	const open = async (address: string) => {
		const opened = await tools.open(address);
		if (opened.opened) {
			setMessage('Opened in the browser.');
			return;
		}

		const {detail} = await tools.copy(address);
		setMessage(`Not opened: ${opened.reason}. ${detail}`);
	};

	const items = pages.map(({title, address}) => ({
		label: title,
		value: address,
		hint: address,
	}));
	const isLineMode = useAsk(
		askChoice(items, async (index) => {
			const page = pages[index];
			return page && open(page.address);
		}),
	);
	return (
		<Box flexDirection="column" gap={1}>
			<Paragraph text="These pages open in your browser." />
			{isLineMode ? undefined : <Select items={items} onSelect={open} />}
			{message ? <Message kind="info" text={message} /> : undefined}
		</Box>
	);
}

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
