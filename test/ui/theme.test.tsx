import {Box, Text} from 'ink';
import {expect, test, vi} from 'vitest';
import {Checklist} from '../../source/ui/checklist.js';
import {ScrollBox} from '../../source/ui/scroll-box.js';
import {ThemeProvider, Toned} from '../../source/ui/theme.js';
import {renderKit} from '../support/render-kit.js';

// Ink paints only when chalk finds a terminal with colours, and chalk looks when it is first loaded.
vi.hoisted(() => {
	vi.stubEnv('FORCE_COLOR', '1');
});

const escape = '\u{1B}';
const screen = (
	<Box flexDirection="column">
		<Checklist checks={[{id: 'a', title: 'Enabled', status: 'fail', detail: 'No.'}]} rows={3} />
		<ScrollBox lines={[{gutter: '+ ', text: '{}', tone: 'good'}]} rows={3} />
		<Toned tone="quiet">aside</Toned>
	</Box>
);

test('colour, bold and dim help where they can be seen', () => {
	const {frame} = renderKit(screen);
	expect(frame()).toContain(`${escape}[31m`);
	expect(frame()).toContain(`${escape}[32m+ {}${escape}[39m`);
	expect(frame()).toContain(`${escape}[2maside`);
});

test('without colour the signs and words say the same', () => {
	const {frame} = renderKit(<ThemeProvider hasColor={false}>{screen}</ThemeProvider>);
	// eslint-disable-next-line no-control-regex, regexp/no-control-character -- the codes of the colours
	expect(frame()).not.toMatch(/\u{1B}\[(?:3\d|4\d|9\d|10\d)m/v);
	expect(frame()).toContain('✘ Enabled');
	expect(frame()).toContain('+ {}');
});

test('text has the foreground of the terminal', () => {
	const {frame} = renderKit(
		<Text>
			<Toned>plain</Toned>
		</Text>,
	);
	expect(frame()).toBe('plain');
});
