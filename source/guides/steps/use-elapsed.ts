import {useEffect, useState} from 'react';

/** How long the screen has stood, in milliseconds; told anew each second. */
export function useElapsed(): number {
	const [{start, now}, setTimes] = useState(() => {
		const time = Date.now();
		return {start: time, now: time};
	});
	useEffect(() => {
		const timer = setInterval(() => {
			setTimes((times) => ({...times, now: Date.now()}));
		}, 1000);
		return () => {
			clearInterval(timer);
		};
	}, []);
	return now - start;
}
