import {expect, test} from 'vitest';
import {
	screenNews,
	type Cause,
	type Told,
} from '../../../source/app/line-mode/screen-news.js';

const screen: Told = {
	title: 'Configure the key',
	place: 'EKM',
	banner: 'Sandbox',
	identity: '111122223333',
	body: ['A key is needed.', 'Problem: Give a name.'],
};

test.each<[string, Told | undefined, Partial<Told>, Cause, string[]]>([
	[
		'the first screen is said whole',
		undefined,
		{},
		'itself',
		['', 'Configure the key', 'EKM', 'Sandbox', '111122223333', ...screen.body],
	],
	[
		'another screen is said with the banner, and without who we are',
		screen,
		{title: 'Review', body: ['Nothing has been changed yet.']},
		'answer',
		['', 'Review', 'EKM', 'Sandbox', 'Nothing has been changed yet.'],
	],
	['what stands still says nothing', screen, {}, 'itself', []],
	[
		'only new lines are said',
		screen,
		{body: [...screen.body, 'Done: one', 'Done: two']},
		'itself',
		['Done: one', 'Done: two'],
	],
	[
		'a line that is there twice now is new',
		screen,
		{body: [...screen.body, 'A key is needed.']},
		'itself',
		['A key is needed.'],
	],
	['who we are, once it changes', screen, {identity: 'you'}, 'itself', ['you']],
	[
		'an answer that changed nothing: its problem again',
		screen,
		{},
		'answer',
		['Problem: Give a name.'],
	],
	[
		'an answer that changed nothing, and no problem',
		{...screen, body: ['A key is needed.']},
		{body: ['A key is needed.']},
		'answer',
		['Nothing new here.'],
	],
	[
		'again: everything',
		screen,
		{},
		'again',
		['', 'Configure the key', 'EKM', 'Sandbox', '111122223333', ...screen.body],
	],
])('%s', (...[, before, changed, cause, news]) => {
	expect(screenNews(before, {...screen, ...changed}, cause)).toEqual(news);
});
