import {quoteText} from '../../terminal/foreign-text.js';
import {newAnswering} from './answering.js';
import {menuOf, type Menu, type ListPosition} from './line-menu.js';
import {greeting, menuLines, menuPrompt, wordOf} from './prompts.js';
import {
	type LineScreen,
	newLongText,
	restPrompt,
	stopWord,
	screenNews,
	type Cause,
	type ScreenText,
} from './screen-news.js';
import {type LineTerminal, newProgressLines} from './line-terminal.js';

// Milliseconds. A screen is said once it has stood still for a moment; one that never does, all the same.
const stillness = 60;
const longestWait = 500;
// What an answer does may begin with something that nobody tells of, such as a write to the disk. Counted in turns, not in
// milliseconds: where the machine is busy, a turn takes as long as that does.
const turnsWithoutNews = 12;
// What is waited for may take long: then what can be answered is said meanwhile.
const longestSilence = 3000;
const beat = 250;

const interrupt = '\u{3}';

type Deps = {
	readonly screen: LineScreen;
	readonly terminal: LineTerminal;
	/** Sends a key to the screen. */
	readonly press: (bytes: string) => void;
	/** Resolves once everything that was asked of the screen so far is drawn. */
	readonly drawn: () => Promise<void>;
};

/**
Tells the screens and takes the answers, line by line: what is new is said once, then comes the question. `changed` is to be
called whenever the screen has changed.
*/
export function startConversation({screen, terminal, press, drawn}: Deps) {
	const places = new Map<string, ListPosition>();
	const progress = newProgressLines();
	const text = newLongText(screen.messageOf);
	const answering = newAnswering({
		screen,
		places,
		say: terminal.say,
		press,
		track(effect) {
			if (effect) {
				effects.push(effect);
			}
		},
	});
	let said: ScreenText | undefined;
	let asked: {menu: Menu; signature: string; view: string} | undefined;
	let cause: Cause = 'itself';
	let isAsking = false;
	/** Whether anything was said since the last answer. */
	let hasSaidNews = false;
	let answeredAt = 0;
	/** What the last answers have set going, and how many of them are not drawn yet. */
	let effects: Array<Promise<void>> = [];
	let undone = 0;
	let undrawn = 0;
	/** How often the screen was looked at since, and had nothing new. */
	let turns = 0;
	let changedAt: number | undefined;
	let blockedAt: number | undefined;
	let timer: NodeJS.Timeout | undefined;
	let answers: Array<readonly string[]> = [];

	const changed = () => {
		changedAt ??= Date.now();
		clearTimeout(timer);
		const isLate = Date.now() - changedAt > longestWait;
		timer = setTimeout(announce, isLate ? 0 : stillness);
	};

	const announce = () => {
		timer = undefined;
		changedAt = undefined;
		const now = textOf(screen, said);
		const view = screen.view();
		// What a text means is told before it is handed over.
		const isDrawn = answering.isHandingOver() && undrawn === 0;
		const isOther = asked?.view !== view;
		const isSame = !isOther && JSON.stringify(said) === JSON.stringify(now);
		if (cause === 'answer' && isSame && isEarly() && !isDrawn) {
			turns += 1;
			changed();
			return;
		}

		// An answer that is being typed in is to this question, and not to the same one said again.
		if (terminal.isHearing()) {
			changed();
			return;
		}

		const news = screenNews(
			said,
			now,
			isDrawn || (cause === 'answer' && (hasSaidNews || isOther)) ? 'itself' : cause,
			screen.messageOf,
		);
		const isElsewhere = said?.title !== now.title || said.location !== now.location;
		said = now;
		if (isOther) {
			text.leaveOut();
		}

		if (news.length > 0) {
			const isFresh = isElsewhere || cause === 'again';
			terminal.say(text.begin(news, {body: now.body, isFresh}));
			hasSaidNews = true;
			isAsking = false;
		}

		if (isDrawn) {
			answering.handOver();
			finish();
		} else if (!isWaiting()) {
			ask(view);
		}
	};

	/** Notes that something was answered: what that does has to be drawn, and over, before it is said to have done nothing. */
	const finish = () => {
		answeredAt = Date.now();
		turns = 0;
		undrawn += 1;
		undone += 1;
		const work = effects;
		effects = [];
		changed();
		void (async () => {
			await drawn();
			undrawn -= 1;
			changed();
			await Promise.allSettled(work);
			await drawn();
			undone -= 1;
			turns = 0;
			changed();
		})();
	};

	/** Whether what was answered may still change the screen. */
	const isEarly = () => {
		const isLong = Date.now() - answeredAt > longestSilence;
		return undrawn > 0 || (undone > 0 && !isLong) || turns < turnsWithoutNews;
	};

	/** Whether something is on its way that makes a question pointless for now. */
	const isWaiting = () => {
		const isBlocked = Array.from(screen.progress.values(), ({isBlocking}) => isBlocking).includes(
			true,
		);
		blockedAt = isBlocked ? (blockedAt ?? Date.now()) : undefined;
		return blockedAt !== undefined && cause !== 'again' && Date.now() - blockedAt < longestSilence;
	};

	const ask = (view: string) => {
		const menu = menuOf(screen.asks, screen.frame(), places);
		const signature = signatureOf(menu);
		const isOther = asked?.signature !== signature || asked.view !== view;
		const isAnswered = cause !== 'itself';
		asked = {menu, signature, view};
		cause = 'itself';
		if (isAsking && !isOther) {
			return;
		}

		const question = answering.question(menu);
		if (text.rest().length > 0) {
			terminal.ask(restPrompt(text.rest()));
		} else if (question) {
			terminal.say(question.lines);
			terminal.ask(question.prompt);
		} else {
			terminal.say(isOther || isAnswered ? menuLines(menu) : []);
			terminal.ask(menuPrompt(menu));
		}

		isAsking = true;
		takeAnswers();
	};

	// An answer that comes before its question waits for it; a word does not.
	const takeAnswers = () => {
		for (;;) {
			const [lines] = answers;
			const [line = '', ...others] = lines ?? [];
			const isWord = others.length === 0 && wordOf(line) !== undefined;
			if (lines === undefined || !(isAsking || isWord)) {
				return;
			}

			answers = answers.slice(1);
			hasSaidNews = false;
			if (text.rest().length > 0 && !isWord && others.length === 0) {
				goOn(line.trim());
				continue;
			}

			text.leaveOut();
			const taken = answering.take(
				lines,
				asked?.menu ?? menuOf(screen.asks, screen.frame(), places),
			);
			if (taken === 'more') {
				continue;
			}

			isAsking = false;
			cause = taken;
			finish();
		}
	};

	const goOn = (line: string) => {
		if (line === '') {
			terminal.say(text.goOn());
		} else if (line.toLowerCase() === stopWord) {
			text.leaveOut();
		} else {
			terminal.say([`${quoteText(line)} is no answer here. Nothing was done.`]);
		}

		isAsking = false;
		cause = 'menu';
		changed();
	};

	terminal.say([greeting]);
	const pulse = setInterval(() => {
		const news = progress.at(Date.now(), screen.progress);
		if (news.length > 0) {
			terminal.say(news);
		}

		const isOverdue = blockedAt !== undefined && !isWaiting() && !isAsking;
		if (!((news.length > 0 && isAsking) || isOverdue)) {
			return;
		}

		isAsking = false;
		changed();
	}, beat);

	terminal.listen({
		onAnswer(lines) {
			answers.push(lines);
			takeAnswers();
		},
		onEnd() {
			press(interrupt);
		},
	});
	return {
		changed,
		/** Asks once more what was asked: the shell may have written since. */
		askAgain() {
			isAsking = false;
			changed();
		},
		end() {
			clearInterval(pulse);
			clearTimeout(timer);
			terminal.listen(undefined);
		},
	};
}

/** What can be answered, whatever the words for it are. */
function signatureOf({entries}: Menu): string {
	return JSON.stringify(entries.map(({act}) => ({...act, does: ''})));
}

// A screen that does not say who we are takes nothing back.
function textOf(screen: LineScreen, before: ScreenText | undefined): ScreenText {
	const frame = screen.frame();
	const identity = frame?.identity ?? '';
	return {
		title: frame?.title ?? '',
		location: frame?.location ?? '',
		banner: frame?.banner ?? '',
		identity: identity === '' ? (before?.identity ?? '') : identity,
		body: screen.body(),
	};
}
