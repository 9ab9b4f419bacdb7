/**
Everything that several sources give, as it comes. At most `atOnce` of them are asked at a time, in their order; a source
goes on when its last value has been taken. The first one that fails ends it: the others are not asked again.
*/
export async function* mergeInTurn<T>(
	sources: ReadonlyArray<AsyncIterator<T, void>>,
	atOnce: number,
): AsyncGenerator<T, void> {
	const waiting = [...sources];
	const running = new Map<AsyncIterator<T, void>, Promise<Answer<T>>>();
	const ask = (source: AsyncIterator<T, void>) => {
		running.set(source, answerOf(source));
	};

	const startNext = () => {
		const source = waiting.shift();
		if (source) {
			ask(source);
		}
	};

	for (let count = 0; count < atOnce; count++) {
		startNext();
	}

	try {
		while (running.size > 0) {
			const {source, next} = await Promise.race(running.values());
			if (next.done) {
				running.delete(source);
				startNext();
			} else {
				yield next.value;
				// Asked last again, so that everyone gets a turn.
				running.delete(source);
				ask(source);
			}
		}
	} finally {
		// Calls under way end; what they give is no longer wanted.
		await Promise.allSettled(running.values());
	}
}

type Answer<T> = {
	source: AsyncIterator<T, void>;
	next: IteratorResult<T, void>;
};

async function answerOf<T>(source: AsyncIterator<T, void>): Promise<Answer<T>> {
	return {source, next: await source.next()};
}
