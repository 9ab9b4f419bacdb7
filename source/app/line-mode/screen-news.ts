/** What was said of a screen, or would be. */
export type Told = {
	readonly title: string;
	readonly place: string;
	readonly banner: string;
	readonly identity: string;
	readonly body: readonly string[];
};

/**
Why something is said: the person answered; wants to hear it all again, or only what can be answered; or it came by itself.
*/
export type Cause = 'answer' | 'again' | 'menu' | 'itself';

/**
What of a screen is new to the person, line by line: all of another screen, and of the same one what was not there
before. After an answer that changed nothing its problems are said again.
*/
export function screenNews(
	before: Told | undefined,
	now: Told,
	cause: Cause,
): string[] {
	const isNew =
		cause === 'again' ||
		before?.title !== now.title ||
		before.place !== now.place;
	const {title, place, banner, identity, body} = now;
	const head = [
		...(isNew ? [title, place] : []),
		// What must not be overlooked is on every screen; who we are, where it has changed.
		...(isNew || before.banner !== banner ? [banner] : []),
		...(cause === 'again' || before?.identity !== identity ? [identity] : []),
	].filter((line) => line !== '');
	if (isNew) {
		return ['', ...head, ...body];
	}

	const news = [...head, ...added(before.body, body)];
	return news.length === 0 && cause === 'answer' ? problemsIn(body) : news;
}

/** The lines of `now` that were not there before; one that is there twice counts twice. */
function added(before: readonly string[], now: readonly string[]): string[] {
	const left = new Map<string, number>();
	for (const line of before) {
		left.set(line, (left.get(line) ?? 0) + 1);
	}

	return now.filter((line) => {
		const count = left.get(line) ?? 0;
		left.set(line, count - 1);
		return count <= 0;
	});
}

function problemsIn(body: readonly string[]): string[] {
	const problems = body.filter((line) => /^(?:Problem|Warning): /v.test(line));
	return problems.length > 0 ? problems : ['Nothing new here.'];
}
