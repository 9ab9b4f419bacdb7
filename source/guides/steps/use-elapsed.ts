import {useEffect, useState} from 'react';

/** For how long something goes on, in milliseconds; told anew each second. It begins whenever `isActive` turns true. */
export function useElapsed(isActive = true): number {
	const [{start, now}, setTimes] = useState(() => {
		const time = Date.now();
		return {start: time, now: time};
	});
	useEffect(() => {
		if (!isActive) {
			return;
		}

		const time = Date.now();
		setTimes({start: time, now: time});
		const timer = setInterval(() => {
			setTimes((times) => ({...times, now: Date.now()}));
		}, 1000);
		return () => {
			clearInterval(timer);
		};
	}, [isActive]);
	return now - start;
}
