import {useEffect, useEffectEvent} from 'react';

/** Calls `work` again and again while the screen stands, first after `milliseconds`. */
export function useRefresh(work: () => void, milliseconds: number): void {
	const tick = useEffectEvent(work);
	useEffect(() => {
		const timer = setInterval(() => {
			tick();
		}, milliseconds);
		return () => {
			clearInterval(timer);
		};
	}, [milliseconds]);
}
