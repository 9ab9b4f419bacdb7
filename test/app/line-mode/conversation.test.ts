import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {startConversation} from '../../../source/app/line-mode/conversation.js';
import {newLineScreen} from '../../../source/app/line-mode/screen-news.js';
import {type LineListener} from '../../../source/app/line-mode/line-terminal.js';
import {type Effect} from '../../../source/ui/line-mode.js';

beforeEach(() => {
	vi.useFakeTimers();
});

afterEach(() => {
	vi.useRealTimers();
});

/** A conversation about one list, with what it says and how to answer; drawing takes as long as the test likes. */
function converse(choose: () => Effect) {
	const said: string[] = [];
	let listener: LineListener | undefined;
	let isHearing = false;
	let drawn = Promise.resolve();
	const screen = newLineScreen(() => {
		conversation.changed();
	});
	const conversation = startConversation({
		screen,
		terminal: {
			say(lines) {
				said.push(...lines);
			},
			ask(prompt) {
				said.push(prompt);
			},
			isHearing: () => isHearing,
			listen(next) {
				listener = next;
			},
			lend: async (work) => work(),
			close() {
				// Nothing is open.
			},
		},
		press: vi.fn<(bytes: string) => void>(),
		drawn: async () => drawn,
	});
	screen.setFrame('frame', {
		title: 'Before you start',
		location: 'EKM',
		banner: '',
		identity: '',
		hasHome: false,
		keys: [],
	});
	screen.setAsk('list', {
		type: 'choice',
		choices: [{label: 'Europe (eu)'}],
		choose,
	});
	screen.setText('Which Workato data centre do you use?');
	return {
		screen,
		since: () => said.splice(0),
		answer(line: string) {
			listener?.onAnswer([line]);
		},
		/** A line has come; whether it is the beginning of a paste is not known yet. */
		hear(is: boolean) {
			isHearing = is;
		},
		delayDrawing(until: Promise<void>) {
			drawn = until;
		},
		end() {
			conversation.end();
		},
	};
}

const nothing = 'Nothing new here.';
const prompt = 'Number, help, again, quit: ';

test('an answer is not said to have done nothing before it is drawn, however long that takes', async () => {
	const slow = Promise.withResolvers<void>();
	const choose = vi.fn<() => void>();
	const talk = converse(choose);
	await vi.advanceTimersByTimeAsync(1000);
	expect(talk.since()).toContain(prompt);
	talk.delayDrawing(slow.promise);
	talk.answer('1');
	expect(choose).toHaveBeenCalledOnce();
	await vi.advanceTimersByTimeAsync(5000);
	expect(talk.since()).toEqual([]);
	talk.screen.setText('Retrieve the key policy');
	slow.resolve();
	await vi.advanceTimersByTimeAsync(1000);
	expect(talk.since()).toEqual(['Retrieve the key policy', 'Choose:', '1. Europe (eu)', prompt]);
	talk.end();
});

test('what an answer has set going is waited for, such as a file that is written', async () => {
	const written = Promise.withResolvers<void>();
	const talk = converse(async () => written.promise);
	await vi.advanceTimersByTimeAsync(1000);
	talk.since();
	talk.answer('1');
	await vi.advanceTimersByTimeAsync(2500);
	expect(talk.since()).toEqual([]);
	written.resolve();
	await vi.advanceTimersByTimeAsync(2000);
	expect(talk.since()).toEqual([nothing, 'Choose:', '1. Europe (eu)', prompt]);
	talk.end();
});

test('news that come while a line is typed in do not ask the question again: the line answers the one that stands', async () => {
	const talk = converse(vi.fn<() => void>());
	await vi.advanceTimersByTimeAsync(1000);
	talk.since();
	talk.hear(true);
	talk.screen.setFrame('frame', {
		title: 'Before you start',
		location: 'EKM',
		banner: '',
		identity: '111122223333',
		hasHome: false,
		keys: [],
	});
	await vi.advanceTimersByTimeAsync(1000);
	expect(talk.since()).toEqual([]);
	talk.hear(false);
	await vi.advanceTimersByTimeAsync(1000);
	expect(talk.since()).toEqual(['111122223333', prompt]);
	talk.end();
});
